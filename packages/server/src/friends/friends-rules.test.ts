import { MOST_FRIENDS } from '@tote/protocol/friends'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  freeColour,
  isStanding,
  MOST_JOINED,
  planTake,
  seatThatStays,
  TAKE_MS,
  whyNotJoin,
  type Take,
} from './friends-rules.ts'

const colours = fc.uniqueArray(fc.integer({ min: 0, max: MOST_FRIENDS - 1 }), { maxLength: MOST_FRIENDS - 1 })
const takes: fc.Arbitrary<Take> = fc.record({
  by: fc.option(fc.integer({ min: 1, max: 9 })),
  isBought: fc.boolean(),
  at: fc.integer({ min: 0, max: 3 * TAKE_MS }),
  isInCart: fc.boolean(),
})
const lines = fc.array(fc.record({ by: fc.integer({ min: 1, max: 4 }), take: fc.option(takes) }))
const NOW = 2 * TAKE_MS

test('[F5] whoever comes has a colour nobody has, and no gap stays open', () => {
  fc.assert(
    fc.property(colours, (taken) => {
      const colour = freeColour(taken)
      expect(taken).not.toContain(colour)
      expect(colour).toBeLessThan(MOST_FRIENDS)
      for (let below = 0; below < colour; below += 1) expect(taken).toContain(below)
    }),
  )
})

test('[F1] the twentieth comes in, the next does not; nobody is in more than five', () => {
  fc.assert(
    fc.property(fc.nat(40), fc.nat(10), (members, joined) => {
      const isLet = members < MOST_FRIENDS && joined < MOST_JOINED
      expect(whyNotJoin({ members, joined }) === null).toBe(isLet)
    }),
  )
})

test('[F7] what somebody bought is never wanted again, whatever else became of it', () => {
  fc.assert(
    fc.property(
      lines,
      fc.constantFrom('mine', 'all'),
      fc.integer({ min: 1, max: 4 }),
      (all, which, member) => {
        const { wanted, had } = planTake(all, { member, which, nowMs: NOW })
        for (const { take } of wanted) expect(take?.isBought ?? false).toBe(false)
        for (const { take } of had) expect(take === null ? false : isStanding(take, NOW)).toBe(true)
        // Each line that is meant is one or the other, and no other is touched.
        const meant = all.filter(({ by }) => which === 'all' || by === member)
        expect(wanted.length + had.length).toBe(meant.length)
        expect([...wanted, ...had].every((line) => meant.includes(line))).toBe(true)
      },
    ),
  )
})

test('[F7] what was taken and not bought is free again once it left the own cart, or a day later', () => {
  const take = { by: 1, isBought: false, at: 0, isInCart: true }
  expect(isStanding(take, TAKE_MS - 1)).toBe(true)
  expect(isStanding(take, TAKE_MS)).toBe(false)
  expect(isStanding({ ...take, isInCart: false }, 1)).toBe(false)
  expect(isStanding({ ...take, isBought: true, isInCart: false }, 9 * TAKE_MS)).toBe(true)
})

test('[F10] of two seats the owner’s stays, else the older, whichever is asked first', () => {
  const seat = fc.record({ n: fc.integer({ min: 1, max: 30 }), isOwner: fc.boolean() })
  fc.assert(
    fc.property(seat, seat, (one, other) => {
      fc.pre(one.n !== other.n)
      const stays = seatThatStays(one, other)
      expect(seatThatStays(other, one)).toBe(stays)
      expect(stays.isOwner).toBe(one.isOwner || other.isOwner)
    }),
  )
})
