import { expect, test } from 'vitest'
import { toPath, type Touch } from './touch-path.ts'

const line = { id: 'l1', productId: 'mug', addedAt: 50 }
const touchOf = (overrides: Partial<Touch> = {}): Touch => ({
  kind: 'met',
  showId: 'spring',
  channel: 'https://brand.test',
  item: 'mug',
  productId: 'mug',
  firstAt: 10,
  lastAt: overrides.firstAt ?? 10,
  firstPicture: null,
  lastPicture: null,
  ...overrides,
})
const added = (overrides: Partial<Touch> = {}) =>
  touchOf({ kind: 'added', item: 'l1', firstAt: 50, ...overrides })
const pathOf = (...touches: Touch[]) =>
  toPath(line, { touches, pins: [], hosts: new Map([['spring', 'Lea']]) }).map(({ kind, showId, at }) => [
    kind,
    showId,
    at,
  ])

test('meetings of other products and shows that were only watched led to nothing', () => {
  expect(pathOf(touchOf({ productId: 'shirt' }), touchOf({ kind: 'watched', productId: null }))).toEqual([])
})

test('what follows on itself in one show is one touch, and was added if any of it was', () => {
  expect(pathOf(touchOf(), added(), touchOf({ firstAt: 60 }))).toEqual([['added', 'spring', 60]])
})

test('a show met before and after another is two touches', () => {
  expect(pathOf(touchOf({ firstAt: 10, lastAt: 30 }), touchOf({ showId: 'winter', firstAt: 20 }))).toEqual([
    ['met', 'spring', 10],
    ['met', 'winter', 20],
    ['met', 'spring', 30],
  ])
})

test('a line that was taken out and came back by another way was only met where it was first added', () => {
  expect(pathOf(added({ firstAt: 40 }))).toEqual([['met', 'spring', 40]])
  expect(pathOf(added({ firstAt: 40, lastAt: 50 }))).toEqual([['added', 'spring', 50]])
})

test('another choice of the same product, added in a show, has been met there', () => {
  expect(pathOf(added({ item: 'l2' }))).toEqual([['met', 'spring', 50]])
})

test('the cue is the last that brought the product before the shopper’s picture, by programme time', () => {
  const pin = (seq: number, at: number, productId = 'mug') => ({ showId: 'spring', seq, at, productId })
  const pins = [
    pin(1, 1000),
    pin(2, 3000),
    pin(3, 2000),
    pin(4, 1500, 'hat'),
    { ...pin(9, 2100), showId: 'winter' },
  ]
  const cueAt = (firstPicture: number | null) =>
    toPath(line, { touches: [touchOf({ firstAt: 9999, firstPicture })], pins, hosts: new Map() })[0]?.cue
  expect([999, 1000, 2500, 3000, null].map(cueAt)).toEqual([null, 1, 3, 2, 2])
})

test('a long path keeps its beginning and its end', () => {
  const touches = Array.from({ length: 80 }, (_, index) =>
    touchOf({ showId: index % 2 === 0 ? 'spring' : 'winter', item: `${index}`, firstAt: index }),
  )
  const path = toPath(line, { touches, pins: [], hosts: new Map() })
  expect(path).toHaveLength(50)
  expect([path[0]?.at, path[1]?.at, path.at(-1)?.at]).toEqual([0, 31, 79])
})
