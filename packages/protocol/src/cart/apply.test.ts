import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkoutIdSchema, locationIdSchema, variantIdSchema } from '../ids.ts'
import { limits } from '../limits.ts'
import { applyCounted } from './apply-counted.ts'
import { quantityOf } from './apply.ts'
import { cartSchema } from './cart.ts'
import { anyAdd, anyOp, applyAll, freshCart, seen, store, variantIds, worldOf } from './cart-fixtures.ts'
import { lineId } from './line-id.ts'
import { cartOpSchema, type CartOp } from './op.ts'

const [shirt] = variantIds
if (shirt === undefined) throw new Error('the fixtures have variants')
const add = (qty: number): CartOp => ({ op: 'addLine', variantId: shirt, qty })

test('adds commute: any order gives the same cart', () => {
  fc.assert(
    fc.property(fc.array(anyAdd, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (ops, keys) => {
      const shuffled = ops
        .map((op) => ({ op, key: keys.next().value }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ op }) => op)
      expect(seen(applyAll(shuffled, freshCart()))).toEqual(seen(applyAll(ops, freshCart())))
    }),
  )
})

test('[U41] 20 adds of one unit give one line of 20 units', () => {
  const cart = applyAll(
    Array.from({ length: 20 }, () => add(1)),
    freshCart(),
  )
  expect(seen(cart)).toEqual([[shirt, 20]])
})

test('every accepted operation raises the revision by one, and its lines carry that revision', () => {
  fc.assert(
    fc.property(fc.array(anyOp, { maxLength: 25 }), (ops) => {
      let cart = freshCart()
      for (const op of ops) {
        const applied = applyCounted(op, cart, worldOf())
        if (!applied.ok) continue
        expect(applied.cart.rev).toBe(cart.rev + 1)
        expect(applied.changed.every((line) => line.rev === applied.cart.rev)).toBe(true)
        cart = applied.cart
      }
    }),
  )
})

test('no operation makes a cart that breaks its own bounds', () => {
  fc.assert(
    fc.property(fc.array(anyOp, { maxLength: 40 }), (ops) => {
      expect(cartSchema.safeParse(applyAll(ops, freshCart())).success).toBe(true)
    }),
  )
})

test('the cart given is never changed', () => {
  fc.assert(
    fc.property(fc.array(anyOp, { maxLength: 10 }), anyOp, (ops, op) => {
      const cart = applyAll(ops, freshCart())
      const before = structuredClone(cart)
      applyCounted(op, cart, worldOf())
      expect(cart).toEqual(before)
    }),
  )
})

test('removing twice is the same as once', () => {
  const remove: CartOp = { op: 'removeLine', lineId: lineId({ variantId: shirt }) }
  const once = applyAll([add(2), remove], freshCart())
  expect(seen(applyAll([remove], once))).toEqual(seen(once))
  expect(seen(once)).toEqual([])
})

test("clearing leaves what the shopper had not seen: another device's fresh add", () => {
  const seenCart = applyAll([add(1)], freshCart())
  const grown = applyAll([{ op: 'addLine', variantId: variantIdSchema.parse('mug'), qty: 1 }], seenCart)
  expect(seen(applyAll([{ op: 'clear', seenRev: seenCart.rev }], grown))).toEqual([['mug', 1]])
})

test('the whole quantity or none: a refusal says how many are free', () => {
  const world = worldOf({ free: 5 })
  const cart = applyAll([add(3)], freshCart(), world)
  expect(applyCounted(add(3), cart, world)).toEqual({ ok: false, code: 'no_stock', free: 2 })
  expect(applyCounted(add(2), cart, world).ok).toBe(true)
})

test('lines of one variant with different attributes share its stock', () => {
  const world = worldOf({ free: 3 })
  const engraved: CartOp = { op: 'addLine', variantId: shirt, attrs: [['engraving', 'A']], qty: 2 }
  const cart = applyAll([engraved, add(2)], freshCart(), world)
  expect(quantityOf(cart, shirt)).toBe(2)
})

test('fewer is always possible, also of what is no longer sold', () => {
  const cart = applyAll([add(5)], freshCart())
  const fewer: CartOp = { op: 'setQuantity', lineId: lineId({ variantId: shirt }), qty: 2 }
  const applied = applyCounted(fewer, cart, worldOf({ isActive: false }))
  expect(applied.ok && seen(applied.cart)).toEqual([[shirt, 2]])
})

test.each([
  ['a variant nobody knows', { op: 'addLine', variantId: variantIdSchema.parse('x'), qty: 1 }, 'gone'],
  ['more than a line can hold', { op: 'addLine', variantId: shirt, qty: limits.maxQuantity }, 'limit'],
  [
    'a quantity for a line that is not there',
    { op: 'setQuantity', lineId: lineId({ variantId: variantIdSchema.parse('mug') }), qty: 2 },
    'no_line',
  ],
] satisfies [string, CartOp, string][])('%s is refused with a code', (_name, op, code) => {
  expect(applyCounted(op, applyAll([add(1)], freshCart()), worldOf())).toMatchObject({ ok: false, code })
})

test('a cart of 100 lines takes no new line, but more of an old one', () => {
  const many = Array.from({ length: limits.maxLines }, (_, index) => variantIdSchema.parse(`v${index}`))
  const world = worldOf({}, [...many, shirt])
  const full = applyAll(
    many.map((variantId) => ({ op: 'addLine', variantId, qty: 1 })),
    freshCart(),
    world,
  )
  expect(applyCounted(add(1), full, world)).toEqual({ ok: false, code: 'limit' })
  expect(
    applyCounted({ op: 'addLine', variantId: variantIdSchema.parse('v7'), qty: 1 }, full, world).ok,
  ).toBe(true)
})

test('a line takes the price of now whenever it changes', () => {
  const cart = applyAll([add(1)], freshCart(), worldOf({ price: 900 }))
  expect(cart.lines[0]?.price).toBe(900)
  expect(applyAll([add(1)], cart, worldOf({ price: 800 })).lines[0]?.price).toBe(800)
})

test.each([0, -1, 1.5, 1e9, Number.NaN, '3', null])('a quantity of %s does not pass the edge', (qty) => {
  expect(cartOpSchema.safeParse({ op: 'addLine', variantId: 'mug', qty }).success).toBe(false)
})

test('a stranger’s keys do not pass the edge', () => {
  const parsed: unknown = JSON.parse('{"op":"addLine","variantId":"mug","qty":1,"__proto__":{"qty":9}}')
  expect(cartOpSchema.safeParse({ ...(parsed as object), extra: 1 }).success).toBe(false)
  expect(cartOpSchema.safeParse(parsed).success).toBe(false)
})

describe('a discount code', () => {
  const ten = { op: 'applyDiscountCode', code: 'ten' } as const

  test('is kept in one spelling, once, with what the hub says it gives', () => {
    const cart = applyAll([ten, { ...ten, code: 'TEN' }], freshCart())
    expect(cart.meta.codes).toEqual([{ code: 'TEN', discount: { kind: 'percent', percent: 10 } }])
    expect(cart.rev).toBe(2)
  })

  test('that is not valid is refused, and the cart stays as it was', () => {
    expect(applyCounted({ ...ten, code: 'NOPE' }, freshCart(), worldOf())).toEqual({
      ok: false,
      code: 'bad_code',
    })
  })

  test('is taken out in any spelling, and taking it out twice is no error', () => {
    const without = { op: 'removeDiscountCode', code: 'Ten' } as const
    expect(applyAll([ten, without, without], freshCart()).meta.codes).toEqual([])
  })

  test(`beyond ${limits.maxCodes} is refused`, () => {
    const full = applyAll(
      Array.from({ length: limits.maxCodes }, (_, index) => ({ ...ten, code: `c${index}` })),
      freshCart(),
    )
    expect(applyCounted({ ...ten, code: 'one-more' }, full, worldOf())).toEqual({ ok: false, code: 'limit' })
    expect(applyCounted({ ...ten, code: 'c0' }, full, worldOf())).toMatchObject({ ok: true })
  })
})

describe('the fulfilment', () => {
  const pickup = { op: 'setFulfillment', fulfilment: { kind: 'pickup', locationId: store } } as const

  test('is where the shopper said', () => {
    expect(applyAll([pickup], freshCart()).meta.fulfilment).toEqual(pickup.fulfilment)
  })

  test('cannot be a place where nothing is handed over', () => {
    const elsewhere = { kind: 'pickup', locationId: locationIdSchema.parse('warehouse') } as const
    expect(applyCounted({ ...pickup, fulfilment: elsewhere }, freshCart(), worldOf())).toEqual({
      ok: false,
      code: 'bad_location',
    })
  })

  test('stays when goods that are held are not there in that number', () => {
    const cart = applyAll([add(3)], freshCart())
    const scarce = worldOf({ free: 2, isHeldInCart: true })
    expect(applyCounted(pickup, cart, scarce)).toEqual({ ok: false, code: 'no_stock', free: 2 })
    expect(applyCounted(pickup, cart, worldOf({ free: 2 }))).toMatchObject({ ok: true })
  })
})

describe('a line that is sent', () => {
  const send = (isSent: boolean): CartOp => ({
    op: 'sendLine',
    lineId: lineId({ variantId: shirt }),
    isSent,
  })

  test('is, until it is not or is taken out; the other lines are got as before', () => {
    const cart = applyAll([add(1), send(true), add(2)], freshCart())
    expect(cart.lines.map(({ qty, isSent }) => [qty, isSent])).toEqual([[3, true]])
    expect(applyAll([send(false)], cart).lines[0]).toMatchObject({ qty: 3, isSent: false })
    const again = applyAll([{ op: 'removeLine', lineId: lineId({ variantId: shirt }) }, add(1)], cart)
    expect(again.lines[0]).not.toHaveProperty('isSent')
    expect(applyCounted(send(true), freshCart(), worldOf())).toEqual({ ok: false, code: 'no_line' })
  })

  test('stays when goods that are held are not there in that number', () => {
    const cart = applyAll(
      [add(3), { op: 'setFulfillment', fulfilment: { kind: 'pickup', locationId: store } }],
      freshCart(),
    )
    const scarce = worldOf({ free: 2, isHeldInCart: true })
    expect(applyCounted(send(true), cart, scarce)).toEqual({ ok: false, code: 'no_stock', free: 2 })
    // Of a cart that is sent as a whole nothing moves.
    expect(applyCounted(send(true), applyAll([add(3)], freshCart()), scarce)).toMatchObject({ ok: true })
  })

  test('shares its stock with those that are sent alone', () => {
    const engraved = { op: 'addLine', variantId: shirt, attrs: [['engraving', 'A']], qty: 3 } as const
    const pickup = { op: 'setFulfillment', fulfilment: { kind: 'pickup', locationId: store } } as const
    const world = worldOf({ free: 3 })
    const cart = applyAll([pickup, add(3), send(true)], freshCart(), world)
    expect(applyCounted({ ...engraved, attrs: [['engraving', 'A']] }, cart, world)).toMatchObject({
      ok: true,
    })
    expect(applyCounted(add(1), cart, world)).toEqual({ ok: false, code: 'no_stock', free: 0 })
  })
})

test('a cart that is being paid refuses every operation', () => {
  const meta = { ...freshCart().meta, checkout: { id: checkoutIdSchema.parse('k1'), expiresAt: 9 } }
  const frozen = { ...freshCart(), meta }
  fc.assert(
    fc.property(anyOp, (op) => {
      expect(applyCounted(op, frozen, worldOf())).toEqual({ ok: false, code: 'frozen' })
    }),
  )
})
