import { expect, test } from 'vitest'
import { createCommitPace } from './commit-pace.ts'

/** Flushes that take so long each, and how long each waited before it. */
function paced(flushMs: number) {
  let nowMs = 0
  const waits: number[] = []
  const defer = createCommitPace({
    now: () => nowMs,
    after(ms) {
      waits.push(ms)
      nowMs += ms
      return Promise.resolve()
    },
  })
  return {
    waits,
    pass: (ms: number) => (nowMs += ms),
    flush: () =>
      defer(() => {
        nowMs += flushMs
        return Promise.resolve()
      }),
  }
}

test('a transaction that finds the disk idle waits for nothing', async () => {
  const pace = paced(3)
  await pace.flush()
  pace.pass(60)
  await pace.flush()
  expect(pace.waits).toEqual([0, 0])
})

test('after a flush the event loop has twice its time', async () => {
  const pace = paced(3)
  await pace.flush()
  pace.pass(1)
  await pace.flush()
  expect(pace.waits).toEqual([0, 5])
})

test('a slow disk does not put its delay on those who wait once more', async () => {
  const pace = paced(400)
  await pace.flush()
  await pace.flush()
  expect(pace.waits).toEqual([0, 10])
})
