import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { findFreePort, startProcess } from '@tote/testkit/e2e'

const root = fileURLToPath(new URL('../../../../../', import.meta.url))

export interface ShopHub {
  readonly origin: string
  readonly key: string
  readonly show: string
  /** The recording that all contenders play. */
  readonly replay: string
  readonly picture: string
  close(): Promise<void>
}

/** A real hub with the demo's catalogue and its film, as a recording or live, for pages at `pages`, origins of sites. */
export async function startShopHub(
  folder: string,
  pages: string | readonly string[],
  { isLive = false }: { readonly isLive?: boolean } = {},
): Promise<ShopHub> {
  const port = await findFreePort()
  const origin = `http://hub.localhost:${port}`
  const key = 'pk_benchbench'
  const startsAt = Date.now() - 3_600_000
  const sites = typeof pages === 'string' ? [pages] : pages
  const replay = `/media/atelier/replay/${startsAt}/master.m3u8`
  const demo = join(root, 'examples/demo-show')
  const tenants = join(folder, 'tenants.json')
  const shown = {
    id: 'autumn',
    title: 'Autumn',
    status: isLive ? 'live' : 'ended',
    startsAt,
    poster: 'pictures/poster.webp',
    stream: isLive ? { live: '/media/atelier/live/{startsAt}/master.m3u8' } : { replay },
  }
  writeFileSync(
    tenants,
    JSON.stringify({
      id: 'bench',
      name: 'Bench',
      publishableKey: key,
      hostKey: 'hk_benchbenchbenchbench',
      channels: sites.map((origin) => ({ name: new URL(origin).host, origin, isTrusted: true })),
      assetsDir: demo,
      catalogue: join(demo, 'catalogue.json'),
      shows: [shown],
    }),
  )
  const hub = await startProcess({
    command: process.execPath,
    args: ['--conditions=tote-source', join(root, 'packages/server/src/main.ts'), 'serve'],
    cwd: folder,
    env: {
      TOTE_DATABASE_URL: `sqlite:${join(folder, 'bench.db')}`,
      TOTE_PORT: String(port),
      TOTE_PUBLIC_URL: origin,
      TOTE_TENANTS: tenants,
      TOTE_MEDIA_DIR: join(demo, 'media'),
      TOTE_EMBED_DIR: join(root, 'packages/embed/dist'),
    },
    readyWhen: /"msg":"listening"/,
  })
  return {
    origin,
    key,
    show: shown.id,
    replay: `${origin}${replay}`,
    picture: `${origin}/assets/bench/pictures/poster.webp`,
    async close() {
      await hub.stop()
    },
  }
}
