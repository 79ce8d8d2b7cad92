import { trackReportSchema, type TrackReport } from '@tote/protocol'
import { FakeClock } from '@tote/testkit/clock'
import { expect, test } from 'vitest'
import { TestPage } from '../test-world-fixtures.ts'
import { createHubSink } from './hub-sink.ts'
import { eventOf } from './item-fixtures.ts'

function openSink() {
  const clock = new FakeClock()
  const page = new TestPage()
  const reports: TrackReport[] = []
  const lost = { count: 0 }
  const sink = createHubSink({
    hub: 'https://hub.test',
    key: 'pk_testtesttest',
    clock,
    page,
    lost: () => lost.count,
    send(url, body) {
      expect(url).toBe('https://hub.test/v1/track')
      reports.push(trackReportSchema.parse(JSON.parse(body)))
    },
  })
  return { clock, page, reports, lost, ...sink }
}

test('what happens together goes as counts in one report for each show and content, nothing of who', async () => {
  const { clock, reports, sink } = openSink()
  sink(eventOf({ name: 'view_item' }))
  sink(eventOf({ name: 'view_item' }))
  sink(eventOf({ name: 'add_to_cart' }))
  sink(eventOf({ name: 'view_item', contentType: 'clip' }))
  expect(reports).toEqual([])
  await clock.advance(5000)
  const key = 'pk_testtesttest'
  expect(reports).toEqual([
    {
      key,
      show: 'spring',
      content: 'live',
      isFirst: true,
      events: [
        { name: 'view_item', count: 2 },
        { name: 'add_to_cart', count: 1 },
      ],
    },
    { key, show: 'spring', content: 'clip', events: [{ name: 'view_item', count: 1 }] },
  ])
})

test('a page that is left sends what it has', () => {
  const { page, reports, sink } = openSink()
  sink(eventOf())
  page.hide()
  page.hide()
  expect(reports).toHaveLength(1)
})

test('[U63] what was lost before the yes is told once, with the next report', () => {
  const { reports, sink, flush, lost } = openSink()
  lost.count = 7
  for (let turn = 0; turn < 2; turn += 1) {
    sink(eventOf())
    flush()
  }
  expect(reports.map((report) => report.lost)).toEqual([7, undefined])
})

test('how a playback went goes at once', () => {
  const { reports, playback } = openSink()
  const qoe = { startMs: 812, stalls: 1, stallMs: 240, playedMs: 60_000 }
  playback({ show: 'spring', content: 'replay' }, qoe)
  expect(reports).toMatchObject([{ content: 'replay', events: [], qoe }])
})
