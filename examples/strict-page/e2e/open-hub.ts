import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { createTempFolder, findFreePort, startProcess } from '@tote/testkit/e2e'

const root = fileURLToPath(new URL('../../../', import.meta.url))

export const KEY = 'pk_ondineondine'
export const SHOW = 'autumn'
const embed = JSON.parse(readFileSync(join(root, 'packages/embed/package.json'), 'utf8')) as {
  version: string
}
const VERSION = embed.version

export interface TestHub {
  /** As browsers know it, such as `http://hub.localhost:41234`. */
  readonly origin: string
  /** The script of this version, from the hub. */
  readonly script: string
  close(): Promise<void>
}

/** A hub with the demo's film, catalogue and embed, which lists these origins as its channels. */
export async function openHub(origins: readonly string[], { host = 'hub.localhost' } = {}): Promise<TestHub> {
  const folder = await createTempFolder('strict-hub')
  const port = await findFreePort()
  const origin = `http://${host}:${port}`
  const demo = join(root, 'examples/demo-show')
  const tenantFile = join(folder.path, 'tenant.json')
  const stream = (id: string, live: string) => ({
    id,
    title: 'The autumn table',
    status: 'live',
    // Begun long enough ago that the live window is full.
    startsAt: Date.now() - 300_000,
    poster: 'pictures/poster.webp',
    stream: { live },
  })
  const tenant = {
    id: 'ondine',
    name: 'Maison Ondine',
    publishableKey: KEY,
    hostKey: 'hk_ondineondineondine',
    channels: origins.map((channel, index) => ({ name: `Site ${index + 1}`, origin: channel })),
    assetsDir: demo,
    catalogue: join(demo, 'catalogue.json'),
    shows: [
      stream(SHOW, '/media/atelier/live/{startsAt}/master.m3u8'),
      stream('no-stream', '/media/nothing/live/{startsAt}/master.m3u8'),
    ],
  }
  writeFileSync(tenantFile, JSON.stringify(tenant))
  const hub = await startProcess({
    command: process.execPath,
    args: ['--conditions=tote-source', join(root, 'packages/server/src/main.ts'), 'serve'],
    cwd: folder.path,
    env: {
      TOTE_DATABASE_URL: `sqlite:${join(folder.path, 'tote.db')}`,
      TOTE_PORT: String(port),
      TOTE_PUBLIC_URL: origin,
      TOTE_TENANTS: tenantFile,
      TOTE_MEDIA_DIR: join(demo, 'media'),
      TOTE_EMBED_DIR: join(root, 'packages/embed/dist'),
    },
    readyWhen: /"msg":"listening"/,
  })
  return {
    origin,
    script: `${origin}/embed/v${VERSION}/tote.js`,
    async close() {
      await hub.stop()
      await folder.remove()
    },
  }
}
