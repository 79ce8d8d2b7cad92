import { expect, test } from 'vitest'
import { shopsOf } from '../shops/shop.ts'
import { applyTenantFile } from '../store/apply-tenant.ts'
import { openStore } from '../store/store.ts'
import { tenantFileOf } from '../tenant-fixtures.ts'
import { TenantFileError } from './tenant-file.ts'

const shop = {
  platform: 'custom',
  url: 'https://shop.test/tote',
  secrets: [`whsec_${Buffer.alloc(24, 1).toString('base64')}`],
  currency: 'EUR',
}
const noor = { id: 'noor', name: 'Atelier Noor' }
const lune = { id: 'lune', name: 'Lune' }
const product = (id: string, merchant?: string) => ({
  id,
  title: id,
  ...(merchant === undefined ? {} : { merchant }),
  variants: [{ id, title: id, price: 100 }],
})
const catalogue = (...products: object[]) => ({ currency: 'EUR', locations: [], products })

test.each([
  ['one id twice', { merchants: [noor, noor] }, /one id is used twice/],
  ['an id that goods cannot be named by', { merchants: [{ ...noor, id: 'Noor~1' }] }, /merchants\.0\.id/],
  ['a product of nobody', { catalogue: catalogue(product('bowl', 'noor')) }, /bowl: noor is no merchant/],
  [
    'another currency than carts have',
    { catalogue: undefined, shop, merchants: [{ ...noor, shop: { ...shop, currency: 'GBP' } }] },
    /noor sells in GBP, and carts here are in EUR/,
  ],
  [
    'a shop that keeps copies of carts',
    { catalogue: undefined, shop: { ...shop, keepsCart: true }, merchants: [{ ...noor, shop }] },
    /shop\.keepsCart: a cart of several merchants is no one shop’s/,
  ],
  [
    'shops beside the address of one shop’s cart',
    {
      catalogue: undefined,
      shop,
      merchants: [{ ...noor, shop }],
      cartPermalink: 'https://shop.test/cart/{lines}',
    },
    /cartPermalink: leads to one shop’s cart/,
  ],
  [
    'one with a shop and one without',
    { catalogue: catalogue(), merchants: [{ ...noor, shop }, lune] },
    /lune has no shop, and others have/,
  ],
  [
    'none with a shop where the tenant has one',
    { catalogue: undefined, shop, merchants: [lune] },
    /lune has no shop, and others have/,
  ],
  [
    'shops beside goods that are paid at none',
    { catalogue: catalogue(product('vase')), merchants: [{ ...noor, shop }] },
    /the catalogue has goods that are paid at none/,
  ],
])('merchants with %s are refused, with what to do', (_what, changes, words) => {
  expect(() => tenantFileOf(changes)).toThrow(TenantFileError)
  expect(() => tenantFileOf(changes)).toThrow(words)
})

test('each merchant’s shop is spoken to by its own adapter, the tenant’s own first', () => {
  const merchants = [
    { ...noor, shop },
    { ...lune, shop },
  ]
  const all = shopsOf(tenantFileOf({ catalogue: undefined, shop, merchants }))
  expect(all.map(({ merchantId }) => merchantId)).toEqual([null, 'noor', 'lune'])
  // A marketplace that sells nothing itself.
  expect(shopsOf(tenantFileOf({ catalogue: catalogue(), merchants })).map((one) => one.merchantId)).toEqual([
    'noor',
    'lune',
  ])
})

test('a product has one seller, as the file says now, and what is nobody’s any more is no longer sold', async () => {
  const store = await openStore('sqlite::memory:')
  const apply = (changes: Record<string, unknown>) =>
    store.transaction((trx) => applyTenantFile(trx, tenantFileOf(changes), 1))
  const sold = async () =>
    store.db
      .selectFrom('variant')
      .innerJoin('product', 'product.id', 'variant.product_id')
      .select(['variant.id', 'product.merchant_id'])
      .where('is_active', '=', 1)
      .where('is_listed', '=', 1)
      .orderBy('variant.id')
      .execute()
  const products = [product('bowl', 'noor'), product('candle', 'lune'), product('vase')]
  await apply({ merchants: [noor, lune], catalogue: catalogue(...products) })
  expect(await sold()).toEqual([
    { id: 'bowl', merchant_id: 'noor' },
    { id: 'candle', merchant_id: 'lune' },
    { id: 'vase', merchant_id: null },
  ])
  await apply({ merchants: [noor], catalogue: catalogue(product('bowl'), product('vase', 'noor')) })
  expect(await sold()).toEqual([
    { id: 'bowl', merchant_id: null },
    { id: 'vase', merchant_id: 'noor' },
  ])
  // Its goods come from its shop now, which was not read yet; another's are not touched by that.
  await apply({ merchants: [{ ...noor, shop }], catalogue: catalogue() })
  expect(await sold()).toEqual([{ id: 'vase', merchant_id: 'noor' }])
  await apply({ merchants: [], catalogue: catalogue() })
  expect(await sold()).toEqual([])
  await store.close()
})
