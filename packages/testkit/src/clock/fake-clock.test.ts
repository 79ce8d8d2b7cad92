import { expect, test } from 'vitest'
import { FakeClock } from './fake-clock.ts'

test('nothing runs until the clock is moved past its moment', async () => {
  const clock = new FakeClock(1_000)
  const seen: number[] = []
  clock.setTimeout(() => seen.push(clock.now()), 50)
  await clock.advance(49)
  expect(seen).toEqual([])
  await clock.advance(1)
  expect(seen).toEqual([1_050])
  expect(clock.pendingCount).toBe(0)
})

test('timers run by moment, then in the order they were set', () => {
  const clock = new FakeClock(0)
  const seen: string[] = []
  clock.setTimeout(() => seen.push('late'), 20)
  clock.setTimeout(() => seen.push('first of two'), 10)
  clock.setTimeout(() => seen.push('second of two'), 10)
  clock.advanceSync(20)
  expect(seen).toEqual(['first of two', 'second of two', 'late'])
})

test('a stopped timer never runs', async () => {
  const clock = new FakeClock()
  const seen: string[] = []
  const stop = clock.setTimeout(() => seen.push('ran'), 10)
  clock.setTimeout(stop, 5)
  await clock.advance(100)
  expect(seen).toEqual([])
})

test('a timer set by a timer runs in the same advance, after the promises between have settled', async () => {
  const clock = new FakeClock(0)
  const seen: number[] = []
  clock.setTimeout(() => {
    void Promise.resolve()
      .then(() => Promise.resolve())
      .then(() => clock.setTimeout(() => seen.push(clock.now()), 10))
  }, 10)
  await clock.advance(20)
  expect(seen).toEqual([20])
})

test('an interval runs at each period until it is stopped', () => {
  const clock = new FakeClock(0)
  const seen: number[] = []
  const stop = clock.setInterval(() => seen.push(clock.now()), 10)
  clock.advanceSync(35)
  stop()
  clock.advanceSync(35)
  expect(seen).toEqual([10, 20, 30])
  expect(clock.pendingCount).toBe(0)
})

test('an interval without a period is refused, for it would never end', () => {
  expect(() => new FakeClock().setInterval(() => undefined, 0)).toThrow('period')
})
