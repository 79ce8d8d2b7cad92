import { expect, test } from 'vitest'
import { createTurns } from './in-turn.ts'

const wanted = new AbortController().signal

test('what is asked under one name happens one after the other, whatever becomes of it', async () => {
  const inTurn = createTurns()
  const log: string[] = []
  const work = (name: string) => async () => {
    log.push(`${name} starts`)
    await Promise.resolve()
    log.push(`${name} ends`)
    if (name === 'first') throw new Error('first failed')
    return name
  }
  const all = await Promise.allSettled([
    inTurn('cart', wanted, work('first')),
    inTurn('cart', wanted, work('second')),
  ])
  expect(all).toMatchObject([{ reason: { message: 'first failed' } }, { value: 'second' }])
  expect(log).toEqual(['first starts', 'first ends', 'second starts', 'second ends'])
})

test('who does not want to wait any more leaves at once, and lets nobody by', async () => {
  const inTurn = createTurns()
  const { promise, resolve } = Promise.withResolvers<string>()
  const leaving = new AbortController()
  const first = inTurn('cart', wanted, () => promise)
  const second = inTurn('cart', leaving.signal, () => Promise.reject(new Error('it was not to start')))
  let hasThirdStarted = false
  const third = inTurn('cart', wanted, async () => {
    hasThirdStarted = true
  })
  leaving.abort(new Error('enough'))
  await expect(second).rejects.toThrow('enough')
  // Others of another name do not wait, and give the third every chance to start too early.
  await inTurn('another', wanted, async () => undefined)
  expect(hasThirdStarted).toBe(false)
  resolve('done')
  expect(await first).toBe('done')
  await third
  expect(hasThirdStarted).toBe(true)
})
