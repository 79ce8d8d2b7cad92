import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { startProcess, type RunningProcess } from '../../packages/testkit/src/e2e/start-process.ts'
import type { DemoShop } from './demo-shop.ts'
import { MAKER, splitGoods } from './maker-goods.ts'
import { readDemoCatalogue, type DemoCatalogue } from './shop-goods.ts'
import { TENANT } from './write-tenant-file.ts'

export interface OwnShopOptions {
  readonly root: string
  /** Where its orders are kept. */
  readonly folder: string
  readonly port: number
  /** Of the shop of a maker who sells at the house's shows. */
  readonly makerPort: number
  /** The hub as this machine reaches it. */
  readonly hub: string
  readonly showFolder: string
  readonly secret: string
}

/**
 * Starts the example of a shop of one's own twice: once with the demo's catalogue, and once for a maker who sells a piece of it.
 * Resolves when both answer.
 */
export async function startOwnShop(options: OwnShopOptions): Promise<DemoShop> {
  const { port, makerPort, secret, showFolder } = options
  const { house, maker, ids } = splitGoods(readDemoCatalogue(showFolder))
  const origin = `http://shop.localhost:${port}`
  const shop = await start(options, { name: 'shop', port, origin, goods: house, newsPath: 'news' })
  const makerShop = await start(options, {
    name: MAKER.id,
    port: makerPort,
    origin: `http://${MAKER.id}.localhost:${makerPort}`,
    goods: maker,
    newsPath: `merchants/${MAKER.id}/news`,
  })
  return {
    origin,
    settings: settingsOf(port, secret),
    store: 'rue-neuve',
    ids,
    takesShowPrices: true,
    merchants: [{ ...MAKER, shop: { ...settingsOf(makerPort, secret), currency: 'EUR', everyMinutes: 1 } }],
    async stop() {
      await Promise.all([shop.stop(), makerShop.stop()])
    },
  }
}

function settingsOf(port: number, secret: string) {
  return {
    platform: 'custom',
    // By number: Node asks the system for `*.localhost`, which need not know it.
    url: `http://127.0.0.1:${port}/tote`,
    secrets: [secret],
    sendsLines: true,
  }
}

interface OneShop {
  readonly name: string
  readonly port: number
  readonly origin: string
  readonly goods: DemoCatalogue
  readonly newsPath: string
}

async function start(
  { root, folder, hub, secret }: OwnShopOptions,
  { name, port, origin, goods, newsPath }: OneShop,
): Promise<RunningProcess> {
  const catalogue = join(folder, `${name}-catalogue.json`)
  writeFileSync(catalogue, JSON.stringify(goods))
  return startProcess({
    command: process.execPath,
    args: [join(root, 'examples/own-shop/shop.ts')],
    cwd: folder,
    env: {
      SHOP_PORT: String(port),
      SHOP_URL: origin,
      SHOP_DATABASE: join(folder, `${name}.db`),
      SHOP_CATALOGUE: catalogue,
      TOTE_SECRET: secret,
      TOTE_NEWS_URL: `${hub}/v1/shops/${TENANT}/${newsPath}`,
    },
    readyWhen: /The shop is at/,
  })
}
