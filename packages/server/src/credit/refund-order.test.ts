import fc from 'fast-check'
import { expect, test } from 'vitest'
import { saleOf } from './credit-fixtures.ts'
import type { Sale } from './credit-sale.ts'
import { refundsOf } from './refund-order.ts'

const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0)
const order = (...lines: [variantId: string, units: number, amount: number][]) =>
  lines.map(([variantId, units, amount], index) => saleOf({ lineId: `l${index}`, variantId, units, amount }))

const backOf = (told: readonly Sale[], lines: [string, number][], amount: number) =>
  refundsOf(told, {
    refundRef: 'r',
    lines: lines.map(([variantId, quantity]) => ({ variantId, quantity })),
    amount,
    nowMs: 9000,
  }).map((sale) => [sale.lineId, sale.units, sale.amount])

test('what came back is taken off by what it had cost, money alone off all that was ordered', () => {
  const told = order(['mug', 2, 4000], ['hat', 1, 1000])
  expect(
    backOf(
      told,
      [
        ['mug', 1],
        ['hat', 1],
      ],
      3000,
    ),
  ).toEqual([
    ['l0', -1, -2000],
    ['l1', -1, -1000],
  ])
  expect(backOf(told, [], 100)).toEqual([
    ['l0', 0, -80],
    ['l1', 0, -20],
  ])
})

test('units of one variant in two lines come back from the first, then the second', () => {
  const told = order(['mug', 1, 1000], ['mug', 2, 2000])
  expect(backOf(told, [['mug', 2]], 2000)).toEqual([
    ['l0', -1, -1000],
    ['l1', -1, -1000],
  ])
})

test('however much is given back how often, no line has less than nothing, and the sum is what was told', () => {
  const anyLine = fc.tuple(
    fc.constantFrom('mug', 'hat', 'shirt'),
    fc.integer({ min: 1, max: 9 }),
    fc.nat(10_000),
  )
  const anyRefund = fc.tuple(
    fc.array(fc.tuple(fc.constantFrom('mug', 'hat', 'shirt'), fc.nat(5)), { maxLength: 3 }),
    fc.nat(20_000),
  )
  fc.assert(
    fc.property(
      fc.array(anyLine, { minLength: 1, maxLength: 5 }),
      fc.array(anyRefund, { maxLength: 6 }),
      (lines, refunds) => {
        const told = order(...lines)
        for (const [index, [asked, amount]] of refunds.entries()) {
          const leftBefore = sum(told.map((sale) => sale.amount))
          const back = refundsOf(told, {
            refundRef: `r${index}`,
            lines: asked.map(([variantId, quantity]) => ({ variantId, quantity })),
            amount,
            nowMs: index,
          })
          told.push(...back)
          const taken = 0 - sum(back.map((sale) => sale.amount))
          expect(taken).toBeLessThanOrEqual(amount)
          if (asked.length === 0) expect(taken).toBe(Math.min(amount, leftBefore))
          for (const [one] of lines.entries()) {
            const own = told.filter(({ lineId }) => lineId === `l${one}`)
            expect(sum(own.map((sale) => sale.amount))).toBeGreaterThanOrEqual(0)
            expect(sum(own.map((sale) => sale.units))).toBeGreaterThanOrEqual(0)
          }
        }
      },
    ),
  )
})
