import { join } from 'node:path'
import process from 'node:process'
import { buildParts } from './build-parts.ts'
import { startCoHost } from './co-host.ts'
import { startCrowd } from './crowd-process.ts'
import { createCustomers } from './demo-customers.ts'
import { openDemoFolder } from './demo-folder.ts'
import type { DemoShop, DemoShopName } from './demo-shop.ts'
import { startOwnShop } from './own-shop.ts'
import { needsPostgres, startPlatformShop } from './platform-shop.ts'
import { findPorts } from './find-ports.ts'
import { forShop } from './rundown.ts'
import { startHub } from './hub-process.ts'
import { serveSite } from './serve-site.ts'
import { readDemoCatalogue } from './shop-goods.ts'
import { DemoError, step } from './step.ts'
import { LIVE_SHOW, readDemoShow, REPLAY_SHOW, writeTenantFile } from './write-tenant-file.ts'

const FIRST_PORT = 4100
/** The hub's, those of three sites, a shop's, and a maker's. */
const PORTS = 6
/** The shop is asked for its catalogue as soon as the hub runs. */
const READ_WITHIN_MS = 30_000

/** Runs the whole demo until it is asked to stop. Returns the exit code. */
export async function runDemo({
  root,
  isFresh,
  shop: shopName = null,
  showFolder = join(root, 'examples/demo-show'),
}: {
  root: string
  isFresh: boolean
  /** A shop that stands behind the hub; null for the embedded catalogue. */
  shop?: DemoShopName | null
  showFolder?: string
}): Promise<number> {
  const stops: (() => Promise<void> | void)[] = []
  let isOver = false
  const asked = whenAskedToStop()
  try {
    await Promise.race([start(), asked])
    await asked
    process.stdout.write('\n  Stopping …\n')
    return 0
  } catch (error) {
    const words =
      error instanceof DemoError ? error.message : error instanceof Error ? error.stack : String(error)
    process.stderr.write(`\n  ${words}\n\n`)
    return 1
  } finally {
    isOver = true
    for (const stop of stops.toReversed()) await stop()
  }

  /** What was started while we were already stopping ends at once. */
  async function onStop(stop: () => Promise<void> | void): Promise<void> {
    if (isOver) await stop()
    else stops.push(stop)
  }

  async function start(): Promise<void> {
    const platform = shopName === null || shopName === 'own' ? null : shopName
    if (platform !== null) needsPostgres(platform)
    await buildParts(root)
    if (isOver) return
    // A platform's shop begins anew each time, and with it what the hub keeps of it.
    const folder = openDemoFolder(root, { isFresh: isFresh || platform !== null, shop: shopName })
    await onStop(() => folder.release())
    const wholeShow = readDemoShow(showFolder)
    const [hubPort = 0, brandPort = 0, marketPort = 0, portalPort = 0, shopPort = 0, makerPort = 0] =
      await takePorts(folder)
    const hub = `http://hub.localhost:${hubPort}`
    const brand = `http://brand.localhost:${brandPort}`
    const market = `http://market.localhost:${marketPort}`
    const portal = `http://portal.localhost:${portalPort}`
    const tenantFile = join(folder.path, 'tenant.json')
    let shop: DemoShop | null = null
    if (shopName !== null) {
      const common = {
        root,
        folder: folder.path,
        port: shopPort,
        hub: `http://127.0.0.1:${hubPort}`,
        showFolder,
        secret: folder.kept.shopSecret,
      }
      const stopping = new AbortController()
      await onStop(() => stopping.abort())
      shop =
        platform === null
          ? await step('shop started', () => startOwnShop({ ...common, makerPort }))
          : await startPlatformShop({
              ...common,
              platform,
              catalogue: readDemoCatalogue(showFolder),
              sites: [brand, market, portal, hub],
              signal: stopping.signal,
            })
      await onStop(shop.stop)
    }
    const { ids = null } = shop ?? {}
    const show = shop === null ? wholeShow : { ...wholeShow, rundown: forShop(wholeShow.rundown, shop) }
    const customers = createCustomers()
    writeTenantFile({
      path: tenantFile,
      show,
      kept: folder.kept,
      keys: [customers.key],
      origins: { brand, market, portal },
      shop,
    })

    const running = await step('hub started', () =>
      startHub({
        root,
        folder: folder.path,
        port: hubPort,
        publicUrl: hub,
        tenantFile,
        mediaDir: join(show.folder, 'media'),
      }),
    )
    await onStop(() => running.stop())
    if (shop !== null)
      await step('catalogue read from the shop', () =>
        untilSold(running.url, { key: folder.kept.publishableKey, origin: brand }),
      )
    if (isOver) return
    await step('sites served', async () => {
      const values = {
        hub,
        brand,
        market,
        portal,
        key: folder.kept.publishableKey,
        liveShow: LIVE_SHOW,
        replayShow: REPLAY_SHOW,
        shopIds: JSON.stringify(ids?.variants ?? {}),
      }
      const policy = { 'content-security-policy': strictPolicy(hub, shop?.origin ?? null) }
      const pictures = { at: '/pictures/', folder: join(show.folder, 'pictures') }
      await onStop(
        await serveSite({
          port: brandPort,
          folders: [
            pictures,
            { at: '/theme/', folder: join(root, 'examples/theme-editor/dist') },
            { at: '/', folder: join(root, 'examples/brand-site') },
          ],
          values,
          headers: policy,
          answers: { '/tote-token': customers.token },
        }),
      )
      await onStop(
        await serveSite({
          port: marketPort,
          folders: [pictures, { at: '/', folder: join(root, 'examples/marketplace/dist') }],
          values,
          headers: policy,
        }),
      )
      await onStop(
        await serveSite({
          port: portalPort,
          folders: [{ at: '/', folder: join(root, 'examples/portal/site') }],
          values,
          headers: { 'content-security-policy': portalPolicy(hub) },
        }),
      )
    })
    if (isOver) return
    await onStop(
      startCoHost({
        url: running.url,
        publicUrl: hub,
        hostKey: folder.kept.hostKey,
        showId: LIVE_SHOW,
        rundown: show.rundown,
        poll: show.poll,
        drop: shop === null ? show.drop : null,
        loopMs: show.loopMs,
      }),
    )
    await onStop(
      startCrowd({
        root,
        hub: running.url,
        key: folder.kept.publishableKey,
        show: LIVE_SHOW,
        origin: brand,
      }),
    )
    process.stdout.write(
      `
  The brand's own site   ${brand}
  A marketplace          ${market}
  A portal, not trusted  ${portal}
  The hub                ${hub}
${shop === null ? '' : `  The shop behind it     ${shop.origin}, where baskets are paid (no money is taken)\n`}  The host's console     ${hub}/console
                         host key ${folder.kept.hostKey}
                         a store's key ${folder.kept.associateKey}

  Everything is kept in ${folder.path.slice(root.length)}; the hub's log is there too.
  Ctrl-C stops it all.

`,
    )
  }
}

/** Until the hub has what the shop sells: before that nothing can be pinned. */
async function untilSold(hub: string, { key, origin }: { key: string; origin: string }): Promise<void> {
  for (const giveUpAt = performance.now() + READ_WITHIN_MS; performance.now() < giveUpAt;) {
    const answer = await fetch(`${hub}/v1/shows/${LIVE_SHOW}?key=${key}`, { headers: { origin } })
    // The hub's own answer, of the version beside us.
    const { catalogue } = (await answer.json()) as { catalogue?: { products: readonly unknown[] } }
    if (catalogue !== undefined && catalogue.products.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new DemoError('The hub could not read what the shop sells; why is in its log.')
}

/** The ports of the last run again if they are free, for a page's storage belongs to its port; else the next free ones. */
async function takePorts(folder: ReturnType<typeof openDemoFolder>): Promise<readonly number[]> {
  const { ports: before } = folder.kept
  if (before?.length === PORTS) {
    const same = await findPorts(1, before[0] ?? FIRST_PORT)
    const rest = await findPorts(before.length - 1, (before[0] ?? FIRST_PORT) + 1)
    if ([...same, ...rest].join() === before.join()) return before
  }
  const ports = await findPorts(PORTS, FIRST_PORT)
  folder.keep({ ports })
  return ports
}

/**
 * What a careful shop sends: scripts of its own and the hub's, no inline anything. The embed needs no more. A shop's pictures
 * come from the shop.
 */
function strictPolicy(hub: string, shop: string | null): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${hub}`,
    "style-src 'self'",
    `img-src 'self' ${hub}${shop === null ? '' : ` ${shop}`} data:`,
    `connect-src 'self' ${hub} ${hub.replace(/^http/, 'ws')}`,
    // hls.js from npm gives its caption tracks an empty file as data:; the embed's own build does not.
    `media-src ${hub} blob: data:`,
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html tote',
  ].join('; ')
}

/** A page that is not trusted needs even less: the loader, the poster and the frame, and no way out for itself. */
function portalPolicy(hub: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${hub}`,
    "style-src 'self'",
    `img-src 'self' ${hub}`,
    `frame-src ${hub}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}

function whenAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}
