import { expect, test } from 'vitest'
import { startWorld } from '../hub-fixtures.ts'
import { connected } from '../place-fixtures.ts'
import { catalogueOf, tenantFileOf } from '../tenant-fixtures.ts'
import { applyTenantFile } from '../store/apply-tenant.ts'
import { postNews, SHOP_SECRET } from './shop-on-http-fixtures.ts'

const file = () => tenantFileOf({ newsSecrets: [SHOP_SECRET] })

async function world() {
  const started = await startWorld({ tenant: file() })
  const told = (type: string, data: unknown) =>
    postNews(started.hub.url, { type, data }, { atMs: started.clock.now() })
  const mugs = async () => {
    const row = await started.store.db
      .selectFrom('stock')
      .select('on_hand')
      .where('variant_id', '=', 'mug')
      .executeTakeFirst()
    return row?.on_hand
  }
  return { ...started, told, mugs, world: started }
}

const counted = (count: number) => ({ counts: [{ variantId: 'mug', locationId: 'warehouse', count }] })

test('a backend without a shop platform tells counts, and viewers hear them', async () => {
  const { world: started, told, mugs } = await world()
  const { socket } = await connected(started)
  expect(await told('stock.counted', counted(12))).toEqual({
    status: 200,
    body: { isNew: true, unknown: [] },
  })
  expect(await mugs()).toBe(12)
  expect(await socket.next('stock')).toEqual({ levels: [['mug', 12]] })
})

test('what was told stands when the file is applied again, until the file itself says another number', async () => {
  const { store, told, mugs } = await world()
  await told('stock.counted', counted(12))
  await store.transaction((trx) => applyTenantFile(trx, file(), 2))
  expect(await mugs()).toBe(12)
  const catalogue = catalogueOf(file())
  const products = catalogue.products.map((product) => ({
    ...product,
    variants: product.variants.map((variant) => ({ ...variant, stock: { warehouse: 99 } })),
  }))
  await store.transaction((trx) =>
    applyTenantFile(
      trx,
      tenantFileOf({ newsSecrets: [SHOP_SECRET], catalogue: { ...catalogue, products } }),
      3,
    ),
  )
  expect(await mugs()).toBe(99)
})

test('the same number told after a sale is the number', async () => {
  const { store, told, mugs } = await world()
  await told('stock.counted', counted(12))
  await store.db.updateTable('stock').set({ on_hand: 10 }).where('variant_id', '=', 'mug').execute()
  await told('stock.counted', counted(12))
  expect(await mugs()).toBe(12)
})

test.each(['catalogue.changed', 'stock.changed'])('%s is refused: there is nobody to ask', async (type) => {
  const { told } = await world()
  const data = type === 'stock.changed' ? { variantIds: ['mug'] } : {}
  expect(await told(type, data)).toMatchObject({ status: 400, body: { error: { code: 'invalid' } } })
})

test('a tenant without newsSecrets is told nothing', async () => {
  const { hub, clock } = await startWorld()
  const news = { type: 'stock.counted', data: counted(1) }
  expect(await postNews(hub.url, news, { atMs: clock.now() })).toMatchObject({ status: 401 })
})
