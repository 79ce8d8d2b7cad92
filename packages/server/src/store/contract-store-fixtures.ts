import { cartIdSchema, emptyCart, type Cart } from '@tote/protocol'
import { v7 as uuid } from 'uuid'
import { beforeEach, onTestFinished } from 'vitest'
import { tenantFileOf } from '../tenant-fixtures.ts'
import { applyTenantFile } from './apply-tenant.ts'
import { insertCart } from './cart-store.ts'
import { openStore, type Db, type Store } from './store.ts'

export const T = 'maison'
/** As many as ask at once where one may win. */
export const MANY = 8

/**
 * The usual tenant in a database of its own for each test that follows.
 * @param freshUrl A new, empty database, gone when the test is.
 */
export function contractStore(freshUrl: () => Promise<string>) {
  let url: string
  let store: Store
  beforeEach(async () => {
    url = await freshUrl()
    store = await openStore(url)
    await store.transaction((trx) => applyTenantFile(trx, tenantFileOf(), 1))
    onTestFinished(() => store.close())
  })

  /** The same at once, each in a transaction of its own; what each came to, refusals as `undefined`. */
  async function atOnce<R>(
    run: (trx: Db, index: number) => Promise<R>,
    count = MANY,
  ): Promise<(R | undefined)[]> {
    const all = Array.from({ length: count }, (_, index) => store.transaction((trx) => run(trx, index)))
    return (await Promise.allSettled(all)).map((one) => (one.status === 'fulfilled' ? one.value : undefined))
  }

  async function newCart(db: Db = store.db): Promise<Cart> {
    const cart = emptyCart(cartIdSchema.parse(uuid()), 'EUR')
    await insertCart(db, T, { cart, nowMs: 1 })
    return cart
  }

  return {
    get url() {
      return url
    },
    get store() {
      return store
    },
    atOnce,
    newCart,
  }
}
