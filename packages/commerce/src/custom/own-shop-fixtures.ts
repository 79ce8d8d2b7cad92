import { join } from 'node:path'
import process from 'node:process'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import type { VariantId } from '@tote/protocol'
import {
  createTempFolder,
  findFreePort,
  openWire,
  startProcess,
  type RunningProcess,
} from '@tote/testkit/e2e'
import { openPostBox, type PostBox } from '../post-box-fixtures.ts'
import type { ShopUnderTest } from '../shop-under-test-fixtures.ts'
import { createCustomAdapter } from './custom-adapter.ts'

export const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const ADMIN_KEY = 'the-till-in-the-store'

export interface OwnShop extends ShopUnderTest {
  /** Of the shop itself, with nothing between. */
  readonly url: string
  readonly process: RunningProcess
  readonly box: PostBox
}

/** The example's shop in a process of its own, its news in a box, a wire between it and the adapter. */
export async function startOwnShop(): Promise<OwnShop> {
  const folder = await createTempFolder('own-shop')
  const database = join(folder.path, 'shop.db')
  const box = await openPostBox()
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}`
  const running = await startProcess({
    command: process.execPath,
    args: [fileURLToPath(new URL('../../../../examples/own-shop/shop.ts', import.meta.url))],
    env: {
      SHOP_PORT: String(port),
      SHOP_DATABASE: database,
      SHOP_ADMIN_KEY: ADMIN_KEY,
      SHOP_URL: url,
      TOTE_SECRET: SECRET,
      TOTE_NEWS_URL: box.url,
    },
    readyWhen: /The shop is at/,
  })
  const wire = await openWire(port)
  const db = new DatabaseSync(database)
  return {
    url,
    process: running,
    box,
    adapter: createCustomAdapter({ url: `http://127.0.0.1:${wire.port}/tote`, secrets: [SECRET] }),
    market: { currencyCode: 'EUR', language: 'en' },
    goods: {
      plenty: { variantId: 'mug' as VariantId, price: 1900, count: 500 },
      few: { variantId: 'lamp' as VariantId, price: 14_900, count: 4 },
    },
    yen: { market: { currencyCode: 'JPY' }, variantId: 'mug' as VariantId, price: 3100 },
    discount: { code: 'SPRING10', percent: 10 },
    tells: ['stock', 'order'],
    signsTime: true,
    sellsWhatIsAsked: true,
    posts: box.posts,
    wire,
    countCarts: async () => Number(db.prepare('SELECT count(*) AS carts FROM cart').get()?.['carts']),
    cartLines: async (shopRef) =>
      JSON.parse(String(db.prepare('SELECT lines FROM cart WHERE ref = ?').get(shopRef)?.['lines'])),
    async setStock(variantId, count) {
      const response = await fetch(`${url}/admin/${variantId}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${ADMIN_KEY}` },
        body: String(count),
      })
      if (!response.ok) throw new Error(`the till answered ${response.status}`)
    },
    async pay(checkout) {
      const response = await fetch(checkout.url, { method: 'POST', redirect: 'manual' })
      if (response.status >= 400) throw new Error(`paying was answered ${response.status}`)
      const token = checkout.url.split('/').at(-1) ?? ''
      return { total: Number(db.prepare('SELECT total FROM checkout WHERE token = ?').get(token)?.['total']) }
    },
    async close() {
      db.close()
      await running.stop()
      await wire.close()
      await box.close()
      await folder.remove()
    },
  }
}
