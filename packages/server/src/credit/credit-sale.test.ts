import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyPath, anyRule, saleOf, touchOf } from './credit-fixtures.ts'
import { creditOf, kindOf, type Sale } from './credit-sale.ts'
import { splitAmount } from './split-amount.ts'

const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0)
const shows = (...ids: string[]) =>
  ids.map((id, index) => touchOf({ showId: id as Sale['path'][number]['showId'], at: index }))
const partsOf = (...asked: Parameters<typeof creditOf>) =>
  creditOf(...asked).map(({ showId, storeId, amount }) => [showId ?? storeId, amount])

describe('sharing an amount out', () => {
  test('the parts add up to it, none is off by a whole unit, and more weight is never less', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1 }).filter((all) => sum(all) > 0),
        (amount, weights) => {
          const parts = splitAmount(amount, weights)
          expect(sum(parts)).toBe(amount)
          const total = BigInt(sum(weights))
          for (const [index, part] of parts.entries()) {
            const off = BigInt(part) * total - BigInt(amount) * BigInt(weights[index] ?? 0)
            expect(off < total && off > -total).toBe(true)
          }
          for (const [one, weight] of weights.entries())
            for (const [other, less] of weights.entries())
              if (weight > less)
                expect(Math.abs(parts[one] ?? 0)).toBeGreaterThanOrEqual(Math.abs(parts[other] ?? 0))
        },
      ),
    )
  })

  test('a cent more than even goes to the earlier', () => {
    expect(splitAmount(100, [1, 1, 1])).toEqual([34, 33, 33])
    expect(splitAmount(-100, [1, 1, 1])).toEqual([-34, -33, -33])
    expect(() => splitAmount(1, [])).toThrow(RangeError)
  })
})

describe('a sale', () => {
  test('goes whole to the last touch, or the first, or 40 20 40, or half to the store', () => {
    const path = shows('spring', 'winter', 'noon', 'dusk')
    const sale = saleOf({ path, amount: 1001, storeId: 'rue' })
    expect(partsOf('last-touch', sale)).toEqual([['dusk', 1001]])
    expect(partsOf('first-touch', sale)).toEqual([['spring', 1001]])
    expect(partsOf('position', sale)).toEqual([
      ['spring', 401],
      ['winter', 100],
      ['noon', 100],
      ['dusk', 400],
    ])
    expect(partsOf('split', sale)).toEqual([
      ['rue', 501],
      ['dusk', 500],
    ])
    expect(partsOf('split', { ...sale, storeId: null })).toEqual([['dusk', 1001]])
  })

  test('of two touches each gets half by position, and one gets all', () => {
    expect(partsOf('position', saleOf({ path: shows('a', 'b') }))).toEqual([
      ['a', 500],
      ['b', 500],
    ])
    expect(partsOf('position', saleOf({ path: shows('a') }))).toEqual([['a', 1000]])
  })

  test('[U67] that no show brought is nobody’s, one that was met is assisted, one added in a show is direct', () => {
    expect(creditOf('last-touch', saleOf())).toMatchObject([
      { kind: 'none', showId: null, channel: 'https://market.test', amount: 1000 },
    ])
    expect(kindOf([touchOf()])).toBe('assisted')
    expect(kindOf([touchOf({ kind: 'added' }), touchOf()])).toBe('direct')
  })

  test('[U64] bought on one site is credited to the show and the site where it was met', () => {
    expect(creditOf('last-touch', saleOf({ path: [touchOf()] }))).toMatchObject([
      { showId: 'spring', host: 'Lea', cue: 1, channel: 'https://brand.test' },
    ])
  })

  test('is shared out whole by every rule, the same each time; given back in pieces every part comes to nothing', () => {
    fc.assert(
      fc.property(
        anyRule,
        anyPath,
        fc.option(fc.constant('rue')),
        fc.array(fc.tuple(fc.nat(500), fc.nat(5)), { maxLength: 5 }),
        (rule, path, storeId, pieces) => {
          const amount = sum(pieces.map(([part]) => part))
          const units = sum(pieces.map(([, part]) => part))
          const sale = saleOf({ path, storeId, amount, units })
          let [amountBefore, unitsBefore] = [amount, units]
          const sales = [sale]
          for (const [money, count] of pieces) {
            const back = { amount: 0 - money, units: 0 - count, amountBefore, unitsBefore }
            sales.push({ ...sale, ref: 'r', ...back })
            amountBefore -= money
            unitsBefore -= count
          }
          const entries = sales.map((one) => creditOf(rule, one))
          expect(sales.map((one) => creditOf(rule, structuredClone(one)))).toEqual(entries)
          for (const [index, one] of sales.entries()) {
            expect(sum((entries[index] ?? []).map((part) => part.amount))).toBe(one.amount)
            expect(sum((entries[index] ?? []).map((part) => part.units))).toBe(one.units)
          }
          for (const part of entries[0]?.keys() ?? [])
            expect(sum(entries.map((all) => all[part]?.amount ?? NaN))).toBe(0)
        },
      ),
    )
  })
})
