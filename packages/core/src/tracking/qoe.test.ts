import { expect, test } from 'vitest'
import { qoeAfter, qoeAt, quietQoe, type QoeFact } from './qoe.ts'

const qoeOf = (facts: readonly [QoeFact['kind'], number][], atMs: number) =>
  qoeAt(
    facts.reduce((state, [kind, at]) => qoeAfter(state, { kind, atMs: at }), quietQoe),
    atMs,
  )

test('the start runs from the wish to the first picture, once', () => {
  expect(
    qoeOf(
      [
        ['wished', 100],
        ['waiting', 200],
        ['playing', 900],
      ],
      900,
    ).startMs,
  ).toBe(800)
  expect(
    qoeOf(
      [
        ['wished', 100],
        ['playing', 900],
        ['stopped', 2000],
        ['wished', 5000],
        ['playing', 5100],
      ],
      5100,
    ).startMs,
  ).toBe(800)
})

test('a start whose wish was not seen is not known', () => {
  expect(qoeOf([['playing', 900]], 1000)).toEqual({ startMs: null, stalls: 0, stallMs: 0, playedMs: 100 })
})

test('stalls are waits while it played: counted, and timed until it moves, stops or is asked', () => {
  expect(
    qoeOf(
      [
        ['wished', 0],
        ['playing', 100],
        ['waiting', 600],
        ['waiting', 700],
        ['playing', 900],
        ['waiting', 1000],
      ],
      1500,
    ),
  ).toEqual({ startMs: 100, stalls: 2, stallMs: 800, playedMs: 600 })
  expect(
    qoeOf(
      [
        ['playing', 0],
        ['waiting', 100],
        ['stopped', 300],
        ['stopped', 900],
      ],
      5000,
    ),
  ).toMatchObject({
    stalls: 1,
    stallMs: 200,
    playedMs: 100,
  })
})

test('a wait after a seek is none', () => {
  expect(
    qoeOf(
      [
        ['playing', 0],
        ['seeking', 100],
        ['waiting', 120],
        ['playing', 900],
      ],
      1000,
    ),
  ).toEqual({
    startMs: null,
    stalls: 0,
    stallMs: 0,
    playedMs: 200,
  })
})
