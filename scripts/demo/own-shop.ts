import { join } from 'node:path'
import process from 'node:process'
import { startProcess } from '../../packages/testkit/src/e2e/start-process.ts'
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

export interface OwnShop {
  /** As shoppers know it. */
  readonly origin: string
  /** Where the hub asks it. */
  readonly api: string
  readonly secret: string
  /** The one store that the example has. */
  readonly store: string
  stop(): Promise<void>
}

/** Starts the example of a shop of one's own, with the demo's catalogue. Resolves when it answers. */
export async function startOwnShop(options: OwnShopOptions): Promise<OwnShop> {
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
    // By number: Node asks the system for `*.localhost`, which need not know it.
    api: `http://127.0.0.1:${port}/tote`,
    secret,
    store: 'rue-neuve',
    async stop() {
      await shop.stop()
    },
  }
}
