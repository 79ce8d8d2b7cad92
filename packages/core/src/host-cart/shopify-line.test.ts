import { expect, test } from 'vitest'
import { createShopifyIds } from './shopify-ids.ts'
import { parseActionCart, parseAjaxCart } from './shopify-line.ts'

const ids = createShopifyIds({ 'shirt-m': '36110175633573' })
const actionLine = (more: object) => ({
  id: 'gid://shopify/CartLine/1',
  quantity: 2,
  merchandise: { id: 'gid://shopify/ProductVariant/36110175633573' },
  cost: { totalAmount: { amount: '178.00', currencyCode: 'EUR' } },
  ...more,
})
const ajaxItem = (more: object) => ({
  id: 794864053,
  key: '794864053:abc',
  variant_id: 794864053,
  quantity: 1,
  properties: {},
  price: 5000,
  ...more,
})

test('ids are Shopify’s numbers, with or without the words before them, or as the page names them', () => {
  expect(ids.toShopify('shirt-m')).toBe('36110175633573')
  expect(ids.toShopify('794864053')).toBe('794864053')
  expect(ids.toShopify('shirt-l')).toBeNull()
  expect(ids.toTote('gid://shopify/ProductVariant/36110175633573')).toBe('shirt-m')
  expect(ids.toTote('gid://shopify/ProductVariant/5')).toBe('5')
  expect(createShopifyIds({ a: 'gid://shopify/ProductVariant/7' }).toShopify('a')).toBe('7')
})

test.each([
  ['a list', [actionLine({})]],
  ['a connection', { nodes: [actionLine({})] }],
])('a cart whose lines are %s is read', (_, lines) => {
  expect(parseActionCart({ cart: { id: 'gid://shopify/Cart/1', lines } }, ids)).toEqual([
    { id: 'gid://shopify/CartLine/1', variantId: 'shirt-m', quantity: 2 },
  ])
})

test('a shopper without a cart has no lines', () => {
  expect(parseActionCart({ cart: null }, ids)).toEqual([])
  expect(parseAjaxCart({ items: [] }, ids)).toEqual([])
})

test('what was asked of a line is the same in both', () => {
  const attributes = [{ key: 'Name', value: 'Ada' }]
  expect(parseActionCart({ cart: { lines: [actionLine({ attributes })] } }, ids)[0]?.attributes).toEqual([
    ['Name', 'Ada'],
  ])
  expect(parseAjaxCart({ items: [ajaxItem({ properties: { Name: 'Ada' } })] }, ids)[0]?.attributes).toEqual([
    ['Name', 'Ada'],
  ])
})

test('subscriptions, gifts and bundles of other hands, and words too long for a line of ours, are left alone', () => {
  const mark = [{ key: '_gift', value: '1' }]
  const long = [{ key: 'Note', value: 'x'.repeat(300) }]
  const plan = { sellingPlan: { id: 'gid://shopify/SellingPlan/1' } }
  const lines = [
    actionLine({ attributes: mark }),
    actionLine({ attributes: long }),
    actionLine({ sellingPlanAllocation: plan }),
  ]
  expect(parseActionCart({ cart: { lines } }, ids)).toEqual([])
  const items = [ajaxItem({ properties: { _gift: '1' } }), ajaxItem({ selling_plan_allocation: plan })]
  expect(parseAjaxCart({ items }, ids)).toEqual([])
})

test.each([undefined, {}, { items: [{}] }, '<!doctype html>'])('%j is no cart of the Ajax API', (answer) => {
  expect(() => parseAjaxCart(answer, ids)).toThrow(/invalid/i)
})
