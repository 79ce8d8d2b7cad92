import { join } from 'node:path'
import process from 'node:process'
import { startProcess } from '../../packages/testkit/src/e2e/start-process.ts'
import type { DemoShop } from './demo-shop.ts'
import { TENANT } from './write-tenant-file.ts'

export interface OwnShopOptions {
  readonly root: string
  /** Where its orders are kept. */
  readonly folder: string
  readonly port: number
  /** The hub as this machine reaches it. */
  readonly hub: string
  readonly showFolder: string
  readonly secret: string
}

/** Starts the example of a shop of one's own, with the demo's catalogue. Resolves when it answers. */
export async function startOwnShop(options: OwnShopOptions): Promise<DemoShop> {
  const { root, folder, port, hub, showFolder, secret } = options
  const origin = `http://shop.localhost:${port}`
  const shop = await startProcess({
    command: process.execPath,
    args: [join(root, 'examples/own-shop/shop.ts')],
    cwd: folder,
    env: {
      SHOP_PORT: String(port),
      SHOP_URL: origin,
      SHOP_DATABASE: join(folder, 'shop.db'),
      SHOP_CATALOGUE: join(showFolder, 'catalogue.json'),
      TOTE_SECRET: secret,
      TOTE_NEWS_URL: `${hub}/v1/shops/${TENANT}/news`,
    },
    readyWhen: /The shop is at/,
  })
  return {
    origin,
    settings: {
      platform: 'custom',
      // By number: Node asks the system for `*.localhost`, which need not know it.
      url: `http://127.0.0.1:${port}/tote`,
      secrets: [secret],
      sendsLines: true,
    },
    store: 'rue-neuve',
    ids: null,
    takesShowPrices: true,
    async stop() {
      await shop.stop()
    },
  }
}
