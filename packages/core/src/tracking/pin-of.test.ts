import { emptyMoment, productIdSchema, type Moment } from '@tote/protocol'
import { expect, test } from 'vitest'
import { pinOf } from './pin-of.ts'

const pins = (...entries: [seconds: number, id: string][]) =>
  entries.map(([seconds, id], index) => ({
    seq: index + 1,
    at: seconds * 1000,
    cue: { kind: 'productPinned' as const, productId: productIdSchema.parse(id) },
  }))
const base = (...entries: [seconds: number, id: string][]): Moment => ({
  ...emptyMoment,
  pinned: entries.map(([seconds, id]) => ({ productId: productIdSchema.parse(id), at: seconds * 1000 })),
})

test('the index is the order of first showing, the second that of the last', () => {
  const log = { base: emptyMoment, events: pins([10, 'mug'], [20, 'hat'], [30, 'mug'], [40, 'scarf']) }
  const at = (atMs: number, id: string) => pinOf(id, { log, startsAt: 5000, atMs })
  expect(at(60_000, 'mug')).toEqual({ index: 0, second: 25 })
  expect(at(60_000, 'scarf')).toEqual({ index: 2, second: 35 })
  expect(at(29_999, 'mug')).toEqual({ index: 0, second: 5 })
})

test('what the picture has not reached, and what is never shown, has no pin', () => {
  const log = { base: emptyMoment, events: pins([10, 'mug']) }
  expect(pinOf('mug', { log, startsAt: 0, atMs: 9999 })).toBeNull()
  expect(pinOf('hat', { log, startsAt: 0, atMs: 60_000 })).toBeNull()
})

test('products that were showing before the known log count first', () => {
  const log = { base: base([8, 'hat'], [3, 'mug']), events: pins([10, 'scarf']) }
  expect(pinOf('scarf', { log, startsAt: 0, atMs: 60_000 })).toEqual({ index: 2, second: 10 })
  expect(pinOf('hat', { log, startsAt: 0, atMs: 60_000 })).toEqual({ index: 1, second: 8 })
})
