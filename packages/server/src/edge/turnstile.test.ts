import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Turnstile } from './turnstile.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const settled = () => vi.advanceTimersByTimeAsync(0)

test('as many as there is room for are let in, the others in the order they came', async () => {
  const turnstile = new Turnstile({ places: 2, waitMs: 1000 })
  const entered: string[] = []
  const leaves = new Map<string, () => void>()
  for (const name of ['a', 'b', 'c', 'd'])
    void turnstile.enter().then((leave) => {
      entered.push(name)
      leaves.set(name, leave)
    })
  await settled()
  expect(entered).toEqual(['a', 'b'])
  leaves.get('b')?.()
  // Twice over makes no second room.
  leaves.get('b')?.()
  await settled()
  expect(entered).toEqual(['a', 'b', 'c'])
  leaves.get('a')?.()
  await settled()
  expect(entered).toEqual(['a', 'b', 'c', 'd'])
  expect(vi.getTimerCount()).toBe(0)
})

test('who would wait too long is sent away, and takes no room later', async () => {
  const turnstile = new Turnstile({ places: 1, waitMs: 1000 })
  const leave = await turnstile.enter()
  const refused = expect(turnstile.enter()).rejects.toMatchObject({ code: 'busy' })
  await vi.advanceTimersByTimeAsync(1000)
  await refused
  leave()
  await expect(turnstile.enter()).resolves.toBeTypeOf('function')
})
