import type { LocationId } from '@tote/protocol'
import { expect, test } from 'vitest'
import { toMinorUnits } from './money.ts'
import { countUnits, isCounted, type VariantStock } from './stock-level.ts'

const shop = { trackInventory: true, outOfStockThreshold: 2 }
const level = (id: string, stockOnHand: number, stockAllocated = 0) => ({
  stockLocationId: id as LocationId,
  stockOnHand,
  stockAllocated,
})
const stock = (more: Partial<VariantStock> = {}): VariantStock => ({
  trackInventory: 'INHERIT',
  outOfStockThreshold: 0,
  useGlobalOutOfStockThreshold: false,
  stockLevels: [level('warehouse', 5, 1), level('store', 3)],
  ...more,
})
const sum = (one: VariantStock) => countUnits(one, shop).reduce((all, { count }) => all + count, 0)

test('what others ordered is not there any more', () => {
  expect(countUnits(stock(), shop)).toEqual([
    { locationId: 'warehouse', count: 4 },
    { locationId: 'store', count: 3 },
  ])
  expect(countUnits(stock({ stockLevels: [level('store', 1, 4)] }), shop)).toEqual([
    { locationId: 'store', count: 0 },
  ])
})

test('what the shop keeps back is taken off once, where most is', () => {
  expect(countUnits(stock({ useGlobalOutOfStockThreshold: true }), shop)).toEqual([
    { locationId: 'warehouse', count: 2 },
    { locationId: 'store', count: 3 },
  ])
  expect(sum(stock({ outOfStockThreshold: 5 }))).toBe(2)
  expect(sum(stock({ outOfStockThreshold: 50 }))).toBe(0)
})

test('what the shop would sell beyond its stock is nowhere, and not counted', () => {
  expect(sum(stock({ outOfStockThreshold: -10 }))).toBe(7)
})

test('a variant is counted if it says so, else as the shop does', () => {
  expect(isCounted(stock(), shop)).toBe(true)
  expect(isCounted(stock(), { ...shop, trackInventory: false })).toBe(false)
  expect(isCounted(stock({ trackInventory: 'FALSE' }), shop)).toBe(false)
  expect(isCounted(stock({ trackInventory: 'TRUE' }), { ...shop, trackInventory: false })).toBe(true)
})

test.each([
  [12_000, 'EUR', 2, 12_000],
  [310_000, 'JPY', 2, 3100],
  [12_345_678, 'EUR', 5, 12_346],
  [1250, 'KWD', 2, 12_500],
])('%d %s with %d decimals are %d minor units', (amount, currency, precision, minor) => {
  expect(toMinorUnits(amount, currency, precision)).toBe(minor)
})
