import { emptyCart, cartIdSchema } from '@tote/protocol'
import { sql } from 'kysely'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { KEY, HOST_KEY, BRAND, catalogueOf, tenantFileOf } from '../tenant-fixtures.ts'
import { applyTenantFile } from './apply-tenant.ts'
import { insertCart } from './cart-store.ts'
import { selectProducts, selectVariants, updatePrice, updateSoldOut } from './catalogue-store.ts'
import { deleteConsoleSession, insertConsoleSession, selectConsoleSession } from './console-store.ts'
import { renewEpoch } from './prepare-database.ts'
import {
  appendEvent,
  countShownProducts,
  selectEvents,
  selectShow,
  selectShowPage,
  selectShows,
} from './show-store.ts'
import { openStore, type Db, type Store } from './store.ts'
import { findTenant, findTenantByHostKey, findTenantByKey, isListedOrigin } from './tenant-store.ts'
import { contractStore, MANY, T } from './contract-store-fixtures.ts'

/** What every engine has to do alike: the same calls, the same results, whoever asks at the same time. */
export function storeContract(freshUrl: () => Promise<string>): void {
  const on = contractStore(freshUrl)
  const { atOnce } = on
  let store: Store
  beforeEach(() => {
    store = on.store
  })

  describe('a transaction', () => {
    const write = (trx: Db, key: string) => trx.insertInto('meta').values({ key, value: 'x' }).execute()
    const keys = async () =>
      (
        await store.db.selectFrom('meta').select('key').where('key', '!=', 'epoch').orderBy('key').execute()
      ).map(({ key }) => key)

    test('that fails takes back its own writes and nobody else’s', async () => {
      const outcomes = await atOnce(async (trx, index) => {
        await write(trx, `k${index}`)
        if (index % 3 === 1) throw new Error('changed my mind')
        return index
      })
      expect(outcomes).toEqual([0, undefined, 2, 3, undefined, 5, 6, undefined])
      expect(await keys()).toEqual(['k0', 'k2', 'k3', 'k5', 'k6'])
    })

    test('that comes when the store was closed is told to come back', async () => {
      const url = await freshUrl()
      const own = await openStore(url)
      await own.transaction((trx) => write(trx, 'k'))
      const closing = own.close()
      await expect(own.transaction((trx) => write(trx, 'l'))).rejects.toMatchObject({ code: 'busy' })
      await closing
      await expect(own.transaction((trx) => write(trx, 'l'))).rejects.toMatchObject({ code: 'busy' })
    })

    test('that fails in a statement takes back its own writes and nobody else’s', async () => {
      const outcomes = await atOnce(async (trx, index) => {
        await write(trx, `k${index}`)
        if (index === 1) await sql`select nothing_of_this_name`.execute(trx)
        return index
      }, 3)
      expect(outcomes).toEqual([0, undefined, 2])
      expect(await keys()).toEqual(['k0', 'k2'])
    })

    test('reads what it wrote, and others read it when it is over', async () => {
      const own = await store.transaction(async (trx) => {
        await write(trx, 'k')
        return trx.selectFrom('meta').select('value').where('key', '=', 'k').executeTakeFirst()
      })
      expect(own).toEqual({ value: 'x' })
      expect(await keys()).toEqual(['k'])
    })
  })

  test('opened again it is the same database; with a new epoch it is another one', async () => {
    const again = await openStore(on.url)
    expect(again.epoch).toBe(store.epoch)
    await renewEpoch(again.db)
    await again.close()
    const renewed = await openStore(on.url)
    onTestFinished(() => renewed.close())
    expect(renewed.epoch).not.toBe(store.epoch)
  })

  test('counts, sums and times come back as the numbers that were written', async () => {
    const nowMs = 1_790_000_000_123
    const cart = emptyCart(cartIdSchema.parse('c'), 'EUR')
    await insertCart(store.db, T, { cart, nowMs })
    const row = await store.db.selectFrom('cart').select('touched_at').executeTakeFirst()
    expect(row).toEqual({ touched_at: nowMs })
    const [variant] = await selectVariants(store.db, T, { variantIds: ['mug'] })
    expect(variant).toMatchObject({ price: 1900, free: 500, is_active: 1 })
  })

  describe('tenants', () => {
    test('are found by id, key and host key, with their channels in order', async () => {
      const found = await findTenant(store.db, T)
      expect(found?.channels.map(({ origin }) => origin)).toEqual([
        'https://brand.test',
        'https://market.test',
        'https://portal.test',
      ])
      expect(await findTenantByKey(store.db, KEY)).toEqual(found)
      expect(await findTenantByHostKey(store.db, HOST_KEY)).toEqual(found)
      expect(await findTenant(store.db, 'nobody')).toBeUndefined()
      expect(await isListedOrigin(store.db, BRAND)).toBe(true)
      expect(await isListedOrigin(store.db, 'https://other.test')).toBe(false)
    })

    test('applied by several nodes at once a file changes nothing that it said before', async () => {
      const before = await everything(store)
      const outcomes = await atOnce((trx) => applyTenantFile(trx, tenantFileOf(), 2).then(() => true))
      expect(outcomes).toEqual(Array.from({ length: MANY }, () => true))
      expect(await everything(store)).toEqual(before)
    })

    test('a count of the file that changed is noted as one move, however many nodes apply it', async () => {
      const file = tenantFileOf()
      const [mug] = catalogueOf(file).products.flatMap(({ variants }) => variants)
      if (mug === undefined) throw new Error('the file has products')
      await atOnce((trx) => applyTenantFile(trx, withCount(file, mug.id, 510), 2))
      const moves = await store.db
        .selectFrom('stock_move')
        .select('d_on_hand')
        .where('variant_id', '=', mug.id)
        .execute()
      expect(moves.map(({ d_on_hand }) => d_on_hand).toSorted((a, b) => a - b)).toEqual([10, 500])
    })
  })

  test('the catalogue is told in its own order, and changes one variant at a time', async () => {
    expect((await selectProducts(store.db, T)).map(({ id }) => id)).toEqual(['mug', 'shirt'])
    expect((await selectProducts(store.db, T, ['shirt'])).map(({ id }) => id)).toEqual(['shirt'])
    await updatePrice(store.db, T, 'mug', 2100)
    await updateSoldOut(store.db, T, { variantIds: ['shirt-s'], isSoldOut: true })
    const variants = await selectVariants(store.db, T)
    expect(variants.map(({ id, price, is_sold_out, free }) => [id, price, is_sold_out, free])).toEqual([
      ['mug', 2100, 0, 500],
      ['shirt-s', 8900, 1, 3],
      ['shirt-m', 8900, 0, 0],
    ])
    expect(await selectVariants(store.db, T, { productIds: ['shirt'], variantIds: ['mug'] })).toEqual([])
  })

  test('a host is signed in until it is over or they leave', async () => {
    const visit = { tenantId: T, associateKeyHash: null }
    await insertConsoleSession(store.db, { hash: 's', ...visit, expiresAt: 10 })
    expect(await selectConsoleSession(store.db, { hash: 's', nowMs: 9 })).toEqual(visit)
    expect(await selectConsoleSession(store.db, { hash: 's', nowMs: 10 })).toBeUndefined()
    await deleteConsoleSession(store.db, 's')
    expect(await selectConsoleSession(store.db, { hash: 's', nowMs: 9 })).toBeUndefined()
  })

  test('shows are listed in pages, with how many products each has brought', async () => {
    const page = async (after?: string) =>
      (await selectShowPage(store.db, T, { after, limit: 1 }))?.map(({ id }) => id).join()
    expect([await page(), await page('spring'), await page('winter'), await page('gone')]).toEqual([
      'spring',
      'winter',
      '',
      undefined,
    ])
    expect([...(await countShownProducts(store.db, T, ['spring', 'winter']))]).toEqual([['winter', 1]])
  })

  test('a show’s log is numbered without a gap, however many post at once', async () => {
    expect((await selectShows(store.db, T)).map(({ id }) => id)).toEqual(['spring', 'winter'])
    await atOnce(async (trx, index) => {
      const cue = { kind: 'chapterStarted', title: `${index}` } as const
      await appendEvent(trx, T, { showId: 'spring', at: 100 + index, cue, nowMs: 1 })
      if (index === 3) throw new Error('changed my mind')
    })
    const events = await selectEvents(store.db, T, { showId: 'spring', after: 0 })
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect((await selectShow(store.db, T, 'spring'))?.seq).toBe(7)
    expect(await selectEvents(store.db, T, { showId: 'spring', after: 6 })).toEqual(events.slice(6))
  })
}

function withCount(file: ReturnType<typeof tenantFileOf>, variantId: string, count: number) {
  const catalogue = catalogueOf(file)
  const products = catalogue.products.map((product) => ({
    ...product,
    variants: product.variants.map((variant) =>
      variant.id === variantId ? { ...variant, stock: { warehouse: count } } : variant,
    ),
  }))
  return { ...file, goods: { from: 'file' as const, catalogue: { ...catalogue, products } } }
}

/** Every row that a tenant file writes. */
async function everything({ db }: Store): Promise<unknown> {
  const tables = [
    'tenant',
    'channel',
    'location',
    'product',
    'variant',
    'stock',
    'stock_move',
    'show',
    'show_event',
  ] as const
  const rows = []
  for (const table of tables) {
    const found = await db.selectFrom(table).selectAll().execute()
    rows.push([table, found.map((row) => JSON.stringify(row)).toSorted()])
  }
  return rows
}
