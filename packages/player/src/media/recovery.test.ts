import { expect, test } from 'vitest'
import { findRemedy, NO_TRIES, type Tries } from './recovery.ts'

const tries = (more: Partial<Tries>): Tries => ({ ...NO_TRIES, ...more })

test('a segment that is missing is left out; three in a row are an outage', () => {
  expect([0, 1, 2].map((skips) => findRemedy('segment', tries({ skips }), 1).do)).toEqual([
    'skip',
    'skip',
    'skip',
  ])
  expect(findRemedy('segment', tries({ skips: 3 }), 2)).toEqual({ do: 'ask', delayMs: 0, isTold: false })
})

test('a picture that breaks is reset twice, then given up', () => {
  expect([0, 1, 2].map((resets) => findRemedy('picture', tries({ resets }), 2).do)).toEqual([
    'reset',
    'reset',
    'give-up',
  ])
})

test('every backup is asked at once, in turn, before anybody waits', () => {
  const waits = Array.from({ length: 9 }, (_, asks) => findRemedy('playlist', tries({ asks }), 3))
  expect(waits.map((remedy) => (remedy.do === 'ask' ? remedy.delayMs : null))).toEqual([
    0, 0, 1000, 0, 0, 2000, 0, 0, 4000,
  ])
  expect(waits.map((remedy) => remedy.do === 'ask' && remedy.isTold)).toEqual([
    ...Array<boolean>(6).fill(false),
    ...Array<boolean>(3).fill(true),
  ])
})

test('without a backup the waits double up to a quarter of a minute, for as long as it takes', () => {
  const waits = Array.from({ length: 12 }, (_, asks) => findRemedy('playlist', tries({ asks }), 1))
  expect(waits.map((remedy) => (remedy.do === 'ask' ? remedy.delayMs : null)).slice(0, 6)).toEqual([
    1000, 2000, 4000, 8000, 15_000, 15_000,
  ])
  expect(waits.at(-1)).toEqual({ do: 'ask', delayMs: 15_000, isTold: true })
})
