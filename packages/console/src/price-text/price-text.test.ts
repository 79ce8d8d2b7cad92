import { money } from '@tote/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePriceText, toPriceText } from './price-text.ts'

test('a price written out reads back as itself, in currencies of 0, 2 and 3 decimals', () => {
  const prices = fc.record({
    amount: fc.integer({ min: 0, max: 99_999_999 }),
    code: fc.constantFrom('EUR', 'JPY', 'KWD'),
  })
  fc.assert(
    fc.property(prices, ({ amount, code }) => {
      const price = money(amount, code)
      expect(parsePriceText(toPriceText(price), code)).toEqual(price)
    }),
  )
})

test.each([
  ['89', 8900],
  ['89.5', 8950],
  ['89,50', 8950],
  [' 0.99 ', 99],
])('%j is %i cents', (text, amount) => {
  expect(parsePriceText(text, 'EUR')?.amount).toBe(amount)
})

test.each(['', '-1', '1.234', '1,200.00', '12 €', '1e3', 'abc', '9999999999'])(
  '%j is not a price',
  (text) => {
    expect(parsePriceText(text, 'EUR')).toBeNull()
  },
)
