import { FakeClock } from '@tote/testkit/clock'
import { expect, test } from 'vitest'
import { HubClock } from './hub-clock.ts'

const HUB = 9_000_000

/** An answer of a hub whose clock is `HUB` ahead of this device's, which took so long there and so long back. */
async function answer(clock: FakeClock, hub: HubClock, thereMs: number, backMs: number): Promise<void> {
  const askedAtMs = clock.now()
  await clock.advance(thereMs)
  const said = HUB + clock.now()
  await clock.advance(backMs)
  hub.hear(said, askedAtMs)
}
const offOf = (clock: FakeClock, hub: HubClock) => hub.now() - clock.now() - HUB

test('an answer tells what the time was halfway', async () => {
  const clock = new FakeClock()
  const hub = new HubClock(clock)
  await answer(clock, hub, 200, 200)
  expect(offOf(clock, hub)).toBe(0)
  hub.hear(HUB + clock.now() - 300)
  expect(offOf(clock, hub)).toBe(0)
})

test('a slow answer does not spoil what a quick one said, a quicker one mends it', async () => {
  const clock = new FakeClock()
  const hub = new HubClock(clock)
  await answer(clock, hub, 30, 10)
  expect(offOf(clock, hub)).toBe(10)
  await answer(clock, hub, 10, 900)
  expect(offOf(clock, hub)).toBe(10)
  await answer(clock, hub, 4, 2)
  expect(offOf(clock, hub)).toBe(1)
})

test('a device whose clock was set is believed no longer, by the next answer, even a slow one', async () => {
  const clock = new FakeClock()
  const hub = new HubClock(clock)
  await answer(clock, hub, 2, 2)
  const askedAtMs = clock.now()
  await clock.advance(400)
  hub.hear(HUB + 60_000 + clock.now() - 200, askedAtMs)
  expect(offOf(clock, hub)).toBe(60_000)
})

test('its time is in whole milliseconds, however long an answer took', async () => {
  const clock = new FakeClock()
  const hubClock = new HubClock(clock)
  const askedAtMs = clock.now()
  await clock.advance(7)
  hubClock.hear(1_700_000_000_000, askedAtMs)
  expect(hubClock.now()).toSatisfy(Number.isInteger)
})
