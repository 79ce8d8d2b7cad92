import { FakeClock } from '@tote/testkit/clock'
import { expect, test } from 'vitest'
import { createConsent } from './consent/consent-room.ts'
import { createDataLayerSink } from './data-layer-sink.ts'
import { eventOf } from './item-fixtures.ts'
import { createOutbox, type Sink } from './outbox.ts'
import type { TrackEvent } from './track-event.ts'

function openOutbox(page: object = {}, ...more: Sink[]) {
  const clock = new FakeClock()
  const consent = createConsent({ page })
  const told: TrackEvent[] = []
  const outbox = createOutbox({ consent, clock, sinks: [...more, (event) => told.push(event)] })
  return { clock, consent, told, outbox, tally: () => outbox.$tally.get() }
}

test('nothing leaves before it is allowed; then all that waited does, in order', () => {
  const { consent, told, outbox, tally } = openOutbox()
  outbox.tell(eventOf({ name: 'view_item' }))
  outbox.tell(eventOf({ name: 'add_to_cart' }))
  expect([told.length, tally()]).toEqual([0, { told: 0, waiting: 2, lost: 0 }])
  consent.set({ performance: true })
  outbox.tell(eventOf({ name: 'view_cart' }))
  expect(told.map(({ name }) => name)).toEqual(['view_item', 'add_to_cart', 'view_cart'])
  expect(tally()).toEqual({ told: 3, waiting: 0, lost: 0 })
})

test('[U63] what is not allowed, or has no room to wait, is counted as lost', () => {
  const { consent, told, outbox, tally } = openOutbox()
  for (let count = 0; count < 103; count += 1) outbox.tell(eventOf())
  expect(tally()).toEqual({ told: 0, waiting: 100, lost: 3 })
  consent.set({ performance: false })
  expect(tally()).toEqual({ told: 0, waiting: 0, lost: 103 })
  outbox.tell(eventOf())
  consent.set({ performance: true })
  expect([told.length, tally().lost]).toEqual([0, 104])
})

test('a yes that is taken back ends it at the next event, also where the platform tells nobody', () => {
  const layer: object[] = [{ 0: 'consent', 1: 'update', 2: { analytics_storage: 'granted' } }]
  const { told, outbox } = openOutbox({ dataLayer: layer })
  outbox.tell(eventOf())
  layer.push({ 0: 'consent', 1: 'update', 2: { analytics_storage: 'denied' } })
  outbox.tell(eventOf())
  expect(told).toHaveLength(1)
})

test('while something waits a platform that comes late is looked for', async () => {
  const page: { dataLayer?: object[] } = {}
  const { clock, told, outbox } = openOutbox(page)
  outbox.tell(eventOf())
  page.dataLayer = [{ 0: 'consent', 1: 'update', 2: { analytics_storage: 'granted' } }]
  await clock.advance(5000)
  expect(told).toHaveLength(1)
  expect(clock.pendingCount).toBe(0)
})

test('a sink that throws does not keep an event from the others', () => {
  const { consent, told, outbox } = openOutbox({}, () => {
    throw new Error('the page’s own')
  })
  consent.set({ performance: true })
  outbox.tell(eventOf())
  expect(told).toHaveLength(1)
})

test('a dataLayer that is there gets the event after the old ecommerce object was cleared', () => {
  const page = { dataLayer: [] as unknown[] }
  createDataLayerSink({ page })(eventOf())
  expect(page.dataLayer).toMatchObject([{ ecommerce: null }, { event: 'view_item', content_type: 'live' }])
})

test('a dataLayer that is not there is made only for who asks', () => {
  const page: { dataLayer?: unknown[] } = {}
  createDataLayerSink({ page })(eventOf())
  expect(page).toEqual({})
  createDataLayerSink({ page, isAsked: true })(eventOf())
  expect(page.dataLayer).toHaveLength(2)
})
