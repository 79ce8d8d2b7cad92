import { discountCodeSchema, money, type CartCode } from '@tote/protocol'
import { expect, test } from 'vitest'
import { itemOf } from './item-fixtures.ts'
import { toDecimal } from './to-decimal.ts'
import { toGa4 } from './to-ga4.ts'
import { toSegment } from './to-segment.ts'
import { toTrackEvent, type Fact, type FactContext } from './to-track-event.ts'

const context: FactContext = {
  contentType: 'replay',
  show: { id: 'spring', title: 'Spring' },
  tenantName: 'Maison',
  currencyCode: 'EUR',
}
const code: CartCode = { code: discountCodeSchema.parse('TEN'), discount: { kind: 'percent', percent: 10 } }
const cart = {
  cost: { subtotal: money(3900, 'EUR'), discount: money(390, 'EUR'), total: money(3510, 'EUR') },
  codes: [code],
}
const pair = itemOf({
  quantity: 2,
  variant: { id: 'mug-blue', title: 'Blue' },
  pin: { index: 3, second: 761 },
})

const facts: readonly [Fact, ga4: string, segment: string][] = [
  [{ kind: 'itemsSeen', items: [pair] }, 'view_item_list', 'Product List Viewed'],
  [{ kind: 'itemChosen', items: [pair] }, 'select_item', 'Product Clicked'],
  [{ kind: 'itemViewed', items: [pair] }, 'view_item', 'Product Viewed'],
  [{ kind: 'lineAdded', items: [pair] }, 'add_to_cart', 'Product Added'],
  [{ kind: 'lineRemoved', items: [pair] }, 'remove_from_cart', 'Product Removed'],
  [{ kind: 'cartViewed', items: [pair], cart }, 'view_cart', 'Cart Viewed'],
  [{ kind: 'checkoutBegun', items: [pair], cart }, 'begin_checkout', 'Checkout Started'],
  [{ kind: 'purchased', items: [pair], cart, transactionId: 'k1' }, 'purchase', 'Order Completed'],
  [{ kind: 'refunded', items: [], value: cart.cost.total, transactionId: 'k1' }, 'refund', 'Order Refunded'],
  [{ kind: 'promotionSeen', items: [pair] }, 'view_promotion', 'Promotion Viewed'],
  [{ kind: 'promotionChosen', items: [pair] }, 'select_promotion', 'Promotion Clicked'],
]

test.each(facts)(
  '[U68] %o has its name in both maps, the content type, and a currency with its value',
  (fact, ga4, segment) => {
    const event = toTrackEvent(fact, context)
    const value = 'cart' in fact || 'value' in fact ? 35.1 : 39
    expect(toGa4(event)).toMatchObject({
      event: ga4,
      content_type: 'replay',
      ecommerce: { currency: 'EUR', value },
    })
    expect(toSegment(event)).toMatchObject({
      event: segment,
      properties: { content_type: 'replay', currency: 'EUR', value },
    })
  },
)

test('an item names its show as the list, its pin as the index and the moment as the slot', () => {
  const item = { ...pair, brand: 'Ondine', discount: money(100, 'EUR') }
  expect(toGa4(toTrackEvent({ kind: 'itemsSeen', items: [item] }, context)).ecommerce).toMatchObject({
    item_list_id: 'spring',
    item_list_name: 'Spring',
    items: [
      {
        item_id: 'mug',
        item_name: 'The mug',
        affiliation: 'Maison',
        item_list_id: 'spring',
        item_brand: 'Ondine',
        item_variant: 'Blue',
        index: 3,
        creative_slot: '761',
        price: 19.5,
        discount: 1,
        quantity: 2,
      },
    ],
  })
})

test('a cart’s event has what is left after its codes, and an order its name', () => {
  const event = toTrackEvent({ kind: 'purchased', items: [pair], cart, transactionId: 'k1' }, context)
  expect(toGa4(event).ecommerce).toMatchObject({ value: 35.1, coupon: 'TEN', transaction_id: 'k1' })
  expect(toSegment(event).properties).toMatchObject({ value: 35.1, coupon: 'TEN', order_id: 'k1' })
})

test('GA4 takes 200 items; more are not sent', () => {
  const items = Array.from({ length: 201 }, () => itemOf())
  expect(toGa4(toTrackEvent({ kind: 'itemsSeen', items }, context)).ecommerce.items).toHaveLength(200)
})

test.each([
  [1234, 'EUR', '12.34'],
  [1234, 'JPY', '1234'],
  [1234, 'KWD', '1.234'],
  [-5, 'USD', '-0.05'],
  [900_719_925_474_099, 'EUR', '9007199254740.99'],
])('%i minor units of %s are exactly %s', (amount, currencyCode, text) => {
  expect(String(toDecimal(money(amount, currencyCode)))).toBe(text)
})

test('a thousand thirds of a price sum without a stray fraction', () => {
  const items = Array.from({ length: 1000 }, () => itemOf({ price: money(1, 'EUR'), quantity: 3 }))
  expect(toGa4(toTrackEvent({ kind: 'itemsSeen', items }, context)).ecommerce['value']).toBe(30)
})
