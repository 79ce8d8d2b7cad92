import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { findFreePort } from './find-free-port.ts'
import { startProcess } from './start-process.ts'
import { createTempFolder } from './temp-folder.ts'

export interface ShowHubOptions {
  /** What of the first show is other than usual in the tenant's file. */
  readonly show?: Readonly<Record<string, unknown>>
  /** Live shows beside the first: the address of the stream by the show's id, null for none. */
  readonly streams?: Readonly<Record<string, string | null>>
  /** Where browsers find it, when something stands before it; without it a host of its own on this machine. */
  readonly publicUrl?: string
  /** Where it listens, when somebody has to know that before; without it a free port. */
  readonly port?: number
  /** What else of the tenant's file is other than usual; undefined takes a field out. */
  readonly tenant?: Readonly<Record<string, unknown>>
}

export interface ShowHub {
  /** As browsers know it. */
  readonly origin: string
  /** Of this machine, where it listens. */
  readonly port: number
  readonly key: string
  readonly show: string
  /** Of the built script tag, for `src`. */
  readonly script: string
  /**
   * What a host does in the console. Resolves with the programme time of the cue in milliseconds.
   * @param at Programme time that the cue belongs to; without it the hub's now.
   */
  cue(show: string, intent: Readonly<Record<string, unknown>>, at?: number): Promise<number>
  close(): Promise<void>
}

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const HOST_KEY = 'hk_examplesexamplesexamples'

/**
 * A hub of its own with the demo's catalogue and poster, open to these sites, which may carry baskets to each other. Its
 * first show has no picture unless `show` says so. Script tag and windows are served as they were built.
 */
export async function startShowHub(
  origins: readonly string[],
  { show = {}, streams = {}, publicUrl, port: given, tenant = {} }: ShowHubOptions = {},
): Promise<ShowHub> {
  const folder = await createTempFolder('show-hub')
  const port = given ?? (await findFreePort())
  const origin = publicUrl ?? `http://hub.localhost:${port}`
  const key = 'pk_examplesexamples'
  const assetsDir = join(root, 'examples/demo-show')
  const more = Object.entries(streams).map(([id, live]) =>
    live === null ? { id } : { id, stream: { live } },
  )
  writeFileSync(
    join(folder.path, 'tenant.json'),
    JSON.stringify({
      id: 'ondine',
      name: 'Maison Ondine',
      publishableKey: key,
      hostKey: HOST_KEY,
      channels: origins.map((site, index) => ({ name: `Site ${index + 1}`, origin: site, isTrusted: true })),
      assetsDir,
      catalogue: join(assetsDir, 'catalogue.json'),
      shows: [{ id: 'autumn', ...show }, ...more].map((one) => ({
        title: 'Autumn',
        status: 'live',
        startsAt: Date.now() - 60_000,
        poster: 'pictures/poster.webp',
        ...one,
      })),
      ...tenant,
    }),
  )
  const hub = await startProcess({
    command: process.execPath,
    args: ['--conditions=tote-source', join(root, 'packages/server/src/main.ts'), 'serve'],
    cwd: folder.path,
    env: {
      TOTE_DATABASE_URL: `sqlite:${join(folder.path, 'tote.db')}`,
      TOTE_PORT: String(port),
      TOTE_PUBLIC_URL: origin,
      TOTE_TENANTS: join(folder.path, 'tenant.json'),
      TOTE_EMBED_DIR: join(root, 'packages/embed/dist'),
      TOTE_WINDOW_DIR: join(root, 'packages/window/dist'),
    },
    readyWhen: /"msg":"listening"/,
  })
  const host = openConsole(`http://127.0.0.1:${port}`, origin)
  return {
    origin,
    port,
    key,
    show: 'autumn',
    script: `${origin}/embed/v0/tote.js`,
    cue: (id, intent, at) => host.post(id, { intent, at }),
    async close() {
      await hub.stop()
      await folder.remove()
    },
  }
}

interface Console {
  post(show: string, cue: { readonly intent: object; readonly at: number | undefined }): Promise<number>
}

/** Addressed by number: Node asks the system for `*.localhost`, which need not know it. Signs in once: the hub counts. */
function openConsole(hub: string, origin: string): Console {
  const headers = { 'content-type': 'application/json', origin }
  let cookie: Promise<string> | undefined
  const signIn = async () => {
    const body = JSON.stringify({ hostKey: HOST_KEY })
    const session = await fetch(`${hub}/v1/console/session`, { method: 'POST', headers, body })
    return session.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  }
  return {
    async post(show, cue) {
      cookie ??= signIn()
      const posted = await fetch(`${hub}/v1/console/shows/${show}/cues`, {
        method: 'POST',
        headers: { ...headers, cookie: await cookie },
        body: JSON.stringify(cue),
      })
      const answer: unknown = await posted.json()
      const at = Reflect.get(Object(Reflect.get(Object(answer), 'event')), 'at') as unknown
      if (typeof at !== 'number') throw new Error(`the hub takes no such cue: ${JSON.stringify(answer)}`)
      return at
    },
  }
}
