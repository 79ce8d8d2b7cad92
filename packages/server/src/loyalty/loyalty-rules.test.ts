import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  credit,
  debit,
  earnedBy,
  earnedByWatching,
  hold,
  maySpend,
  mostToSpend,
  NO_POINTS,
  release,
  returnedOf,
  reversedOf,
  spendHeld,
  worthOf,
  type Account,
} from './loyalty-rules.ts'
import { loyaltySchema, type Loyalty } from './loyalty-settings.ts'
import { readPointsCode, toPointsCode } from './points-code.ts'

const loyalty: Loyalty = loyaltySchema.parse({
  perUnit: 2,
  watch: { points: 5, everyMinutes: 10, mostPerShow: 20 },
  spend: { points: 100, amount: 150, least: 200, most: 1000 },
})
const collected = loyaltySchema.parse({})

test('[L1] each whole unit of currency earns, of any currency', () => {
  expect([earnedBy(loyalty, 1999, 2), earnedBy(loyalty, 99, 2), earnedBy(loyalty, 3100, 0)]).toEqual([
    38, 0, 6200,
  ])
})

test('[L2] [L3] what is given back in parts comes to what is given back at once', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000 }),
      fc.nat(1_000_000),
      fc.array(fc.nat(1000), { minLength: 1, maxLength: 8 }),
      (total, spent, weights) => {
        let refunded = 0
        let returned = 0
        for (const weight of weights) {
          refunded = Math.min(total, refunded + weight)
          const due = returnedOf(spent, { refunded, total })
          expect(reversedOf(spent, { refunded, total })).toBeGreaterThanOrEqual(due)
          expect(due).toBeGreaterThanOrEqual(returned)
          returned = due
        }
        expect(returned).toBeLessThanOrEqual(spent)
        expect(returnedOf(spent, { refunded: total, total })).toBe(spent)
        expect(returnedOf(spent, { refunded: 0, total })).toBe(0)
        expect(reversedOf(spent, { refunded: total, total })).toBe(spent)
        expect(reversedOf(spent, { refunded: 0, total })).toBe(0)
      },
    ),
  )
})

test('[L4] watching earns by whole steps, up to the bound of the show', () => {
  expect([0, 9, 10, 19, 39, 40, 600].map((minutes) => earnedByWatching(loyalty, minutes))).toEqual([
    0, 0, 5, 5, 15, 20, 20,
  ])
  expect(earnedByWatching(collected, 600)).toBe(0)
})

test('[L5] [L6] what may be spent is worth less than the basket, whole, and no more than there is', () => {
  expect(mostToSpend(loyalty, { free: 1240, total: 10_000 })).toBe(1000)
  expect(mostToSpend(loyalty, { free: 340, total: 10_000 })).toBe(300)
  expect(mostToSpend(loyalty, { free: 199, total: 10_000 })).toBe(0)
  expect(mostToSpend(loyalty, { free: 1240, total: 700 })).toBe(200)
  expect(mostToSpend(loyalty, { free: 1240, total: 599 })).toBe(0)
  expect(mostToSpend(collected, { free: 1240, total: 10_000 })).toBe(0)
  fc.assert(
    fc.property(fc.nat(5000), fc.nat(20_000), fc.nat(2000), (free, total, points) => {
      const most = mostToSpend(loyalty, { free, total })
      expect(most === 0 || maySpend(loyalty, most, { free, total })).toBe(true)
      if (!maySpend(loyalty, points, { free, total })) return
      expect(points).toBeLessThanOrEqual(free)
      expect(worthOf(loyalty, points)).toBeLessThan(total)
      expect(worthOf(loyalty, points) % 150).toBe(0)
    }),
  )
})

const step = fc.oneof(
  ...(['credit', 'debit', 'hold', 'release', 'spend', 'late'] as const).map((kind) =>
    fc.record({ kind: fc.constant(kind), points: fc.nat(500) }),
  ),
)

test('[L7] a balance is never below zero, nor below what is set aside, and is what the ledger adds up to', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let account: Account = NO_POINTS
      let ledger = 0
      const holds: number[] = []
      let [earned, taken] = [0, 0]
      for (const { kind, points } of steps) {
        if (kind === 'hold') {
          const held = hold(account, points)
          expect(held === null).toBe(points > account.balance - account.held)
          if (held !== null) holds.push(points)
          account = held ?? account
        } else if (kind === 'release') account = release(account, holds.pop() ?? 0)
        else {
          const held = kind === 'spend' ? (holds.pop() ?? 0) : points
          const booked =
            kind === 'credit'
              ? credit(account, points)
              : kind === 'spend'
                ? spendHeld(account, held)
                : debit(account, points)
          if (kind === 'credit') earned += points
          else taken += held
          account = booked.account
          ledger += booked.points
        }
        expect(account.held).toBe(holds.reduce((sum, one) => sum + one, 0))
        expect(account.balance).toBeGreaterThanOrEqual(account.held)
        expect(account.owed).toBeGreaterThanOrEqual(0)
        expect(account.balance).toBe(ledger)
        expect(account.balance - account.owed).toBe(earned - taken)
      }
    }),
  )
})

test('points in a cart are a code of their own', () => {
  expect(readPointsCode(toPointsCode(500))).toBe(500)
  for (const code of [
    'TEN',
    'POINTS-',
    'POINTS-0',
    'POINTS-05',
    'POINTS--5',
    'POINTS-1E9',
    'POINTS-9999999999',
  ])
    expect(readPointsCode(code)).toBeNull()
})
