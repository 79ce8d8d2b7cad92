import { expect, test } from 'vitest'
import { cardLateMs } from './card-frames.ts'

test.each([
  [0, 1000, 1000, 0],
  [24, 1000, 1000, 1000],
  [24, 1000, 2100, -100],
  // The second round of a film of two minutes.
  [24, 0, 121_000, 0],
  [0, 0, 119_900, 100],
  [2879, 0, 120_000, -41.7],
])('frame %i of a film begun at %i is, against a cue at %i, %i ms late', (frame, startsAtMs, at, late) => {
  expect(cardLateMs({ title: '', frame }, { at, startsAtMs })).toBeCloseTo(late, 0)
})
