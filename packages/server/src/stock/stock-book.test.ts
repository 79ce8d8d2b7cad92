import { locationIdSchema, type Fulfilment } from '@tote/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { StockBook, type StockLevel } from './stock-book.ts'

const delivery: Fulfilment = { kind: 'delivery' }
const atStore: Fulfilment = { kind: 'pickup', locationId: locationIdSchema.parse('store') }
const line = { lineId: 'l1', variantId: 'mug' }
const level = (locationId: string, onHand: number, held = 0): StockLevel => ({
  variantId: 'mug',
  locationId,
  onHand,
  held,
  isStore: locationId !== 'warehouse',
  shipsFrom: true,
})

describe('what is free', () => {
  test('is the sum over all locations for a delivery, and the store alone for a pick-up', () => {
    const book = new StockBook([level('warehouse', 5, 1), level('store', 2)], [])
    expect(book.free('mug', delivery)).toBe(6)
    expect(book.free('mug', atStore)).toBe(2)
    expect(book.free('hat', delivery)).toBe(0)
  })

  test('counts what this cart holds already as its own', () => {
    const held = { ...line, locationId: 'warehouse', qty: 2 }
    const book = new StockBook([level('warehouse', 5, 4)], [held])
    expect(book.free('mug', delivery)).toBe(3)
  })

  test('is never less than nothing where more is held than is there', () => {
    expect(new StockBook([level('warehouse', 1, 1), level('store', 3, 3)], []).free('mug', delivery)).toBe(0)
  })
})

describe('a hold', () => {
  test('comes from the one location that has all of it, before it is split', () => {
    const book = new StockBook([level('warehouse', 2), level('store', 3)], [])
    expect(book.hold(line, 3, delivery)).toBe(true)
    expect(book.holds).toEqual([{ ...line, locationId: 'store', qty: 3 }])
  })

  test('is split, warehouse first, when no location has all of it', () => {
    const book = new StockBook([level('warehouse', 2), level('store', 3)], [])
    expect(book.hold(line, 4, delivery)).toBe(true)
    expect(book.heldChanges()).toEqual([
      { variantId: 'mug', locationId: 'store', change: 2 },
      { variantId: 'mug', locationId: 'warehouse', change: 2 },
    ])
  })

  test('of more than there is changes nothing', () => {
    const book = new StockBook([level('warehouse', 2)], [])
    expect(book.hold(line, 1, delivery)).toBe(true)
    expect(book.hold(line, 3, delivery)).toBe(false)
    expect(book.heldFor('l1')).toBe(1)
  })

  test('moves to the store when the shopper picks up there', () => {
    const book = new StockBook([level('warehouse', 5), level('store', 2)], [])
    book.hold(line, 2, delivery)
    expect(book.hold(line, 2, atStore)).toBe(true)
    expect(book.holds).toEqual([{ ...line, locationId: 'store', qty: 2 }])
  })

  test('that shrinks gives back from the location used last', () => {
    const book = new StockBook([level('warehouse', 2), level('store', 3)], [])
    book.hold(line, 4, delivery)
    book.hold(line, 1, delivery)
    expect(book.holds).toEqual([{ ...line, locationId: 'warehouse', qty: 1 }])
  })
})

test('[I7] whatever is held, changed and given back, no location holds more than it has or less than nothing', () => {
  const anyStep = fc.record({
    lineId: fc.constantFrom('l1', 'l2', 'l3'),
    qty: fc.nat({ max: 8 }),
    fulfilment: fc.constantFrom(delivery, atStore),
  })
  fc.assert(
    fc.property(
      fc.nat({ max: 9 }),
      fc.nat({ max: 9 }),
      fc.array(anyStep, { maxLength: 20 }),
      (a, b, steps) => {
        const levels = [level('warehouse', a + 2, 2), level('store', b + 1, 1)]
        const book = new StockBook(levels, [{ ...line, locationId: 'warehouse', qty: 2 }])
        for (const { lineId, qty, fulfilment } of steps) {
          const mayHave = book.free('mug', fulfilment)
          const others = book.holds
            .filter((hold) => hold.lineId !== lineId)
            .filter((hold) => fulfilment.kind === 'delivery' || hold.locationId === fulfilment.locationId)
            .reduce((sum, hold) => sum + hold.qty, 0)
          const isHeld = book.hold({ lineId, variantId: 'mug' }, qty, fulfilment)
          expect(isHeld).toBe(qty + others <= mayHave)
          if (isHeld) expect(book.heldFor(lineId)).toBe(qty)
        }
        for (const { locationId, onHand, held } of levels) {
          const change = book.heldChanges().find((entry) => entry.locationId === locationId)?.change ?? 0
          expect(held + change).toBeGreaterThanOrEqual(0)
          expect(held + change).toBeLessThanOrEqual(onHand)
        }
      },
    ),
  )
})
