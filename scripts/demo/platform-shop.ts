import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { postgresFolder } from '../../packages/testkit/src/services/find-service.ts'
import { findInstall, installShop } from '../../packages/testkit/src/shops/install-shop.ts'
import type { ShopOptions } from '../../packages/testkit/src/shops/shop-options.ts'
import { startMedusa } from '../../packages/testkit/src/shops/medusa/start-medusa.ts'
import { startVendure } from '../../packages/testkit/src/shops/vendure/start-vendure.ts'
import type { DemoShop, DemoShopName } from './demo-shop.ts'
import { idsBySku, readShopGoods, type DemoCatalogue } from './shop-goods.ts'
import { servePayPage } from './serve-pay-page.ts'
import { DemoError, step } from './step.ts'
import { TENANT } from './write-tenant-file.ts'

/** A platform that the demo brings from npm. */
export type PlatformName = Exclude<DemoShopName, 'own'>

export interface PlatformShopOptions {
  readonly platform: PlatformName
  readonly root: string
  /** Of this run: the shop's pictures lie there. */
  readonly folder: string
  /** Of the page to pay on. */
  readonly port: number
  /** The hub as this machine reaches it. */
  readonly hub: string
  readonly catalogue: DemoCatalogue
  readonly showFolder: string
  readonly secret: string
  /** Sites that the page to pay on may lead back to. */
  readonly sites: readonly string[]
  readonly signal: AbortSignal
}

/** What a newcomer is told before it is brought. Sizes on disk as measured of the pinned versions. */
const ABOUT = {
  medusa: { name: 'Medusa', size: '550 MB', start: 'a minute' },
  vendure: { name: 'Vendure', size: '90 MB', start: 'half a minute' },
} as const satisfies Readonly<Record<PlatformName, object>>

const COUNTRY = { code: 'FR', name: 'France' }

/** @throws DemoError in one line, when this machine lacks what these shops keep their data in. */
export function needsPostgres(platform: PlatformName, found = postgresFolder() ?? null): void {
  if (found !== null) return
  throw new DemoError(
    `${ABOUT[platform].name} keeps its data in PostgreSQL, and there is none here: install it (Debian: sudo apt-get install postgresql) and start again.`,
  )
}

/**
 * Starts a real shop over an empty database, with the demo's goods in it, and the page to pay on before it. Everything of it but
 * its packages is gone when it stops.
 */
export async function startPlatformShop(options: PlatformShopOptions): Promise<DemoShop> {
  const { platform, folder, port, hub, catalogue, showFolder, secret, sites, signal } = options
  const { name, size, start } = ABOUT[platform]
  const install = await findInstall(platform)
  if (!install.isThere) {
    process.stdout.write(
      `\n  ${name} is brought from npm: about ${size}, some minutes, once for this machine.\n  It is kept in ${install.folder}.\n\n`,
    )
    await step(`${name} brought from npm`, () => installShop(platform, signal))
  }
  process.stdout.write(`  ${name} starts over an empty database and is given the goods: ${start}.\n`)
  const origin = `http://shop.localhost:${port}`
  const [given, kept] = [join(showFolder, 'pictures'), join(folder, 'shop-pictures')]
  mkdirSync(kept, { recursive: true })
  const started: ShopOptions = {
    hubUrl: `${hub}/v1/shops/${TENANT}/news`,
    secrets: [secret],
    goods: readShopGoods(catalogue, COUNTRY),
    pictures: { folder: given, kept, url: `${origin}/kept` },
    storefronts: [origin],
    signal,
  }
  const shop = await step(`${name} started`, async () => {
    const forgotten = await takeNews(Number(new URL(hub).port))
    try {
      return await openers[platform](started, { secret, origin })
    } finally {
      await forgotten.close()
    }
  })
  try {
    const closePage = await servePayPage({
      root: options.root,
      port,
      // Vendure keeps its own; Medusa keeps addresses of pictures that lie elsewhere.
      pictures: [kept, given],
      sites,
      values: { platform, country: COUNTRY.code, ...shop.page },
    })
    return {
      origin,
      settings: { platform, keepsCart: true, ...shop.settings },
      store: shop.store,
      ids: idsBySku(catalogue, shop),
      takesShowPrices: false,
      async stop() {
        await closePage()
        await shop.stop()
      },
    }
  } catch (error) {
    await shop.stop()
    throw error
  }
}

/**
 * Takes the news of a shop that is being filled, where the hub will be, and forgets them: the hub reads all of the shop when it
 * starts. Told again and again meanwhile, a hundred of them would come just when the first shopper wants to pay.
 */
async function takeNews(port: number): Promise<{ close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => response.writeHead(204).end())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A shop that runs, in the words of the demo. */
interface OpenedShop {
  readonly settings: Readonly<Record<string, unknown>>
  readonly store: string
  /** In the order of the catalogue. */
  readonly products: readonly string[]
  /** By SKU. */
  readonly variants: Readonly<Record<string, string>>
  /** What the page to pay on is told. */
  readonly page: { readonly api: string; readonly storeKey: string }
  stop(): Promise<void>
}

type Opener = (options: ShopOptions, own: { secret: string; origin: string }) => Promise<OpenedShop>

const openers: Readonly<Record<PlatformName, Opener>> = {
  async medusa(options, { secret, origin }) {
    const { port, secretKey, publishableKey, store, products, variants, stop } = await startMedusa(options)
    const url = `http://127.0.0.1:${port}`
    return {
      settings: {
        url,
        secretKey,
        publishableKey,
        checkoutUrl: `${origin}/?cart={cartId}&back={returnUrl}`,
        secrets: [secret],
        stores: [store],
      },
      store,
      products,
      variants,
      page: { api: url, storeKey: publishableKey },
      stop,
    }
  },
  async vendure(options, { secret, origin }) {
    const { port, apiKey, store, products, variants, stop } = await startVendure(options)
    const url = `http://127.0.0.1:${port}`
    return {
      settings: {
        adminApi: `${url}/admin-api`,
        apiKey,
        checkoutUrl: `${origin}/?id={checkoutId}&until={expiresAtMs}&proof={proof}&back={returnUrl}`,
        secrets: [secret],
        stores: [store],
      },
      store,
      products,
      variants,
      page: { api: `${url}/shop-api`, storeKey: '' },
      stop,
    }
  },
}
