import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  answerWrites,
  parseAgreement,
  refuseOurs,
  settleWrites,
  toText,
  type Agreement,
} from './agreement.ts'
import { planRound } from './plan-round.ts'

/** Long after an answer. */
const LATER = 60_000

/** Two carts of plain numbers, and what the rule makes of them. */
function openCarts({ known = () => true }: { known?: (key: string) => boolean } = {}) {
  const ours = new Map<string, number>()
  const theirs = new Map<string, number>()
  let kept: string | null = null
  const settle = (agreement: Agreement, sides: readonly ('ours' | 'theirs')[] = ['ours', 'theirs']) =>
    sides.reduce(
      (settled, side) =>
        settleWrites(settled, { side, counts: side === 'ours' ? ours : theirs, nowMs: LATER }),
      agreement,
    )
  return {
    ours,
    theirs,
    get kept() {
      return parseAgreement(kept)
    },
    set(cart: Map<string, number>, key: string, quantity: number) {
      if (quantity > 0) cart.set(key, quantity)
      else cart.delete(key)
    },
    /** A round, in which the page's cart does not answer, or answers and does not do it. */
    round({ lost = false, refuses = false, isDone = true, isFrozen = false } = {}) {
      let agreement = parseAgreement(kept)
      if (agreement !== null) agreement = settle(agreement)
      const round = planRound({ agreement, cartId: 'c1', rev: 1, ours, theirs, isFrozen, isShared: known })
      kept = toText(round.agreement)
      for (const { key, to } of round.toOurs) this.set(ours, key, to)
      if (isDone && !refuses) for (const { key, to } of round.toTheirs) this.set(theirs, key, to)
      // Our own cart shows at once what is done in it; the page's is looked at when it answered.
      const done = answerWrites(round.agreement, 'ours', 0)
      kept = toText(settle(lost ? done : answerWrites(done, 'theirs', 0), lost ? ['ours'] : undefined))
      return round
    },
  }
}

const steps = fc.array(
  fc.record({
    side: fc.constantFrom('ours' as const, 'theirs' as const),
    key: fc.constantFrom('mug', 'lamp', 'throw'),
    by: fc.integer({ min: -2, max: 3 }),
    /** What the round after it meets, if there is one. */
    round: fc.constantFrom('none', 'well', 'well', 'lost before', 'lost after'),
  }),
  { maxLength: 30 },
)

test('whatever is done on either side, and however often an answer is lost, both come to the same and rest there', () => {
  fc.assert(
    fc.property(steps, (made) => {
      const carts = openCarts()
      for (const { side, key, by, round } of made) {
        carts.set(carts[side], key, Math.max((carts[side].get(key) ?? 0) + by, 0))
        if (round === 'none') continue
        carts.round({ lost: round !== 'well', isDone: round !== 'lost before' })
      }
      carts.round()
      carts.round()
      expect(carts.ours).toEqual(carts.theirs)
      // An echo of what was written is no change.
      expect(carts.round()).toMatchObject({ toOurs: [], toTheirs: [] })
      expect(carts.kept?.writes).toEqual([])
    }),
    { numRuns: 2000 },
  )
})

test('one after the other, every unit counts once, whichever side it was added on and whatever was lost on the way', () => {
  fc.assert(
    fc.property(steps, (made) => {
      const carts = openCarts()
      carts.round()
      const wanted = new Map<string, number>()
      for (const { side, key, by, round } of made) {
        const more = Math.abs(by)
        carts.set(carts[side], key, (carts[side].get(key) ?? 0) + more)
        carts.set(wanted, key, (wanted.get(key) ?? 0) + more)
        carts.round({ lost: round.startsWith('lost'), isDone: round !== 'lost before' })
        carts.round()
      }
      expect([carts.ours, carts.theirs]).toEqual([wanted, wanted])
    }),
    { numRuns: 2000 },
  )
})

test('the order in which news of two lines arrives does not matter', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f'], { minLength: 6 }), (order) => {
      const carts = openCarts()
      carts.round()
      for (const key of order) {
        carts.set(key < 'd' ? carts.ours : carts.theirs, key, key.charCodeAt(0) - 96)
        if (key > 'b') carts.round()
      }
      carts.round()
      expect(Object.fromEntries(carts.ours)).toEqual({ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 })
      expect(carts.theirs).toEqual(carts.ours)
    }),
  )
})

test('what the page’s cart does not take stays here, and is not asked of it again until it changes here', () => {
  const carts = openCarts()
  carts.round()
  carts.ours.set('mug', 3)
  expect(carts.round({ refuses: true }).toTheirs).toEqual([{ key: 'mug', from: 0, to: 3 }])
  expect(carts.round().toTheirs).toEqual([])
  expect(carts.ours.get('mug')).toBe(3)
  carts.ours.set('mug', 4)
  expect(carts.round().toTheirs).toEqual([{ key: 'mug', from: 0, to: 1 }])
})

test('what we do not sell is left alone in the page’s cart; once we do it is met for the first time', () => {
  let isKnown = false
  const carts = openCarts({ known: () => isKnown })
  carts.theirs.set('rug', 2)
  expect(carts.round()).toMatchObject({ toOurs: [], toTheirs: [] })
  expect(carts.theirs.get('rug')).toBe(2)
  isKnown = true
  expect(carts.round()).toMatchObject({ toOurs: [{ key: 'rug', from: 0, to: 2 }], toTheirs: [] })
})

test('while our cart is being paid nothing is done in it; what came meanwhile is done after', () => {
  const carts = openCarts()
  carts.round()
  carts.theirs.set('mug', 1)
  expect(carts.round({ isFrozen: true }).toOurs).toEqual([])
  expect(carts.round().toOurs).toEqual([{ key: 'mug', from: 0, to: 1 }])
})

test('an agreement is read as it was kept; what is none is none', () => {
  const agreement: Agreement = {
    cartId: 'c1',
    rev: 7,
    lines: new Map([['mug', { ours: 2, theirs: 1 }]]),
    writes: [{ key: 'mug', from: 1, to: 2, side: 'theirs', answeredAtMs: 5 }],
    left: new Set(['rug']),
  }
  expect(parseAgreement(toText(agreement))).toEqual(agreement)
  for (const text of [
    null,
    '',
    '{',
    '[]',
    '{"v":1}',
    '{"v":2,"cartId":"c1","rev":0,"lines":[],"writes":[],"left":[]}',
  ])
    expect(parseAgreement(text)).toBeNull()
})

const agreedOn = (ours: number, theirs: number, writes: Agreement['writes']): Agreement => ({
  cartId: 'c1',
  rev: 1,
  lines: new Map([['mug', { ours, theirs }]]),
  writes,
  left: new Set(),
})

test('a page’s cart that took a change and does not show it yet is given a moment, and not asked again meanwhile', () => {
  const asked = { key: 'mug', from: 0, to: 1, side: 'theirs', answeredAtMs: 1000 } as const
  const waiting = settleWrites(agreedOn(1, 1, [asked]), { side: 'theirs', counts: new Map(), nowMs: 1500 })
  expect(waiting.writes).toEqual([asked])
  const facts = { cartId: 'c1', rev: 1, isFrozen: false, isShared: () => true }
  const ours = new Map([['mug', 1]])
  expect(planRound({ ...facts, agreement: waiting, ours, theirs: new Map() })).toMatchObject({
    toOurs: [],
    toTheirs: [],
  })
})

test('what our hub refuses of the page’s cart stays in that, and the refusal takes nothing out of it', () => {
  const change = { key: 'mug', from: 0, to: 2 }
  const told = refuseOurs(agreedOn(2, 2, [{ ...change, side: 'ours', answeredAtMs: null }]), change)
  expect(told).toEqual(agreedOn(0, 2, []))
  // Once.
  expect(refuseOurs(told, change)).toBe(told)
})
