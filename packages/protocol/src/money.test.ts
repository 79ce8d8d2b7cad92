import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMoney, formatMoney, money, multiplyMoney } from './money.ts'

const amounts = fc.integer({ min: -1e9, max: 1e9 })

test('sums are exact in minor units, in any order', () => {
  fc.assert(
    fc.property(fc.array(amounts), (list) => {
      const sum = (order: number[]) =>
        order.map((amount) => money(amount, 'EUR')).reduce(addMoney, money(0, 'EUR')).amount
      expect(sum(list)).toBe(sum(list.toReversed()))
    }),
  )
})

test('a quantity of a price is that price added to itself', () => {
  fc.assert(
    fc.property(amounts, fc.integer({ min: 0, max: 50 }), (amount, quantity) => {
      const price = money(amount, 'EUR')
      const added = Array.from({ length: quantity }, () => price).reduce(addMoney, money(0, 'EUR'))
      expect(multiplyMoney(price, quantity)).toEqual(added)
    }),
  )
})

test('different currencies have no sum', () => {
  expect(() => addMoney(money(1, 'EUR'), money(1, 'JPY'))).toThrow(RangeError)
})

test.each([
  [0.5, 'EUR'],
  [Number.NaN, 'EUR'],
  [2 ** 60, 'EUR'],
  [1, 'euro'],
  [1, ''],
])('money(%s, %s) is refused', (amount, code) => {
  expect(() => money(amount, code)).toThrow(RangeError)
})

test('text has as many decimals as the currency', () => {
  expect(formatMoney(money(123456, 'EUR'), 'en')).toBe('€1,234.56')
  expect(formatMoney(money(1234, 'JPY'), 'en')).toBe('¥1,234')
  expect(formatMoney(money(1234, 'KWD'), 'en')).toContain('1.234')
})
