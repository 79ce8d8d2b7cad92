import { expect, test } from 'vitest'
import { measuresOf, START_BOUNDS } from './measure.ts'
import { percentiles, summarise } from './summarise.ts'

const count = (measure: string, number: number, more: object = {}) => ({
  origin: 'https://brand.test',
  content: 'live' as const,
  measure,
  count: number,
  ...more,
})

test('a report becomes counts, and a playback one count in each of its two rows', () => {
  const qoe = { startMs: 812, stalls: 2, stallMs: 0, playedMs: 9 }
  const events = [
    { name: 'view_item' as const, count: 3 },
    { name: 'purchase' as const, count: 0 },
  ]
  expect(measuresOf({ events, isFirst: true, lost: 4, qoe })).toEqual([
    ['told-viewer', 1],
    ['lost', 4],
    ['event:view_item', 3],
    ['start:1000', 1],
    ['stall:0', 1],
  ])
  expect(measuresOf({ events: [] })).toEqual([])
})

test('a start that was not seen is none, one that took for ever is in the last row', () => {
  const of = (startMs: number | null) =>
    measuresOf({ events: [], qoe: { startMs, stalls: 0, stallMs: 80_000_000, playedMs: 0 } })
  expect(of(null)).toEqual([['stall:60000', 1]])
  expect(of(80_000_000)).toContainEqual([`start:${START_BOUNDS.at(-1)}`, 1])
})

test('percentiles are the bound that so many stayed below; none of nothing', () => {
  expect(percentiles([])).toBeNull()
  expect(percentiles([[100, 0]])).toBeNull()
  expect(
    percentiles([
      [100, 50],
      [200, 25],
      [300, 20],
      [400, 5],
    ]),
  ).toEqual({ count: 100, p50: 100, p75: 200, p95: 300 })
  expect(percentiles([[100, 1]])).toEqual({ count: 1, p50: 100, p75: 100, p95: 100 })
})

test('[U63] what happened stands beside what was told, for all and for each channel', () => {
  const portal = { origin: 'https://portal.test' }
  const summary = summarise(
    [
      count('viewer', 10),
      count('told-viewer', 6),
      count('change', 8),
      count('event:add_to_cart', 4),
      count('event:remove_from_cart', 1),
      count('event:add_to_cart', 2, { content: 'replay' }),
      count('lost', 3),
      count('viewer', 5, portal),
      count('change', 2, portal),
    ],
    9,
  )
  expect(summary).toMatchObject({
    sinceMs: 9,
    viewers: { happened: 15, told: 6 },
    changes: { happened: 10, told: 7 },
    lost: 3,
    start: null,
    channels: [
      { origin: 'https://brand.test', viewers: { happened: 10, told: 6 }, changes: { happened: 8, told: 7 } },
      { origin: 'https://portal.test', viewers: { happened: 5, told: 0 }, changes: { happened: 2, told: 0 } },
    ],
  })
  expect(summary.events).toEqual([
    { name: 'add_to_cart', content: 'live', count: 4 },
    { name: 'remove_from_cart', content: 'live', count: 1 },
    { name: 'add_to_cart', content: 'replay', count: 2 },
  ])
})
