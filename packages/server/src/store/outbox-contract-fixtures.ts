import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { claimOutbox, insertOutbox, markFailed, markSent, retryLater } from './outbox-store.ts'
import { openStore, type Store } from './store.ts'

const T = 'maison'

/** How every engine hands out what is to be told outside. */
export function outboxContract(freshUrl: () => Promise<string>): void {
  let store: Store
  beforeEach(async () => {
    store = await openStore(await freshUrl())
    onTestFinished(() => store.close())
  })

  const put = (key: string, body: string) =>
    insertOutbox(store.db, { tenantId: T, topic: 'order.placed', key, body, nowMs: 1 })
  const claim = (nowMs: number) =>
    store.transaction((trx) => claimOutbox(trx, { nowMs, leaseMs: 100, tenantIds: [T] }))

  test('[I14] gives what is due, each key in order, and a key’s next when the one before is done', async () => {
    for (const [key, body] of [
      ['a', 'a1'],
      ['b', 'b1'],
      ['a', 'a2'],
      ['b', 'b2'],
    ] as const)
      await put(key, body)
    const first = await claim(1)
    expect(first.map(({ body, tries }) => [body, tries])).toEqual([
      ['a1', 1],
      ['b1', 1],
    ])
    expect(await claim(2)).toEqual([])
    await markSent(store.db, first[0]?.id ?? '', 2)
    await retryLater(store.db, first[1]?.id ?? '', 50)
    expect((await claim(3)).map(({ body }) => body)).toEqual(['a2'])
    const again = await claim(50)
    expect(again.map(({ id, body, tries }) => [id, body, tries])).toEqual([[first[1]?.id, 'b1', 2]])
    await markFailed(store.db, again[0]?.id ?? '', 51)
    expect((await claim(52)).map(({ body }) => body)).toEqual(['b2'])
  })

  test('[I14] what its taker never told about is given again', async () => {
    await put('a', 'a1')
    expect((await claim(1)).map(({ body }) => body)).toEqual(['a1'])
    expect(await claim(100)).toEqual([])
    expect((await claim(101)).map(({ body, tries }) => [body, tries])).toEqual([['a1', 2]])
  })

  test('gives each entry to one taker, however many take at once', async () => {
    for (let index = 0; index < 120; index += 1) await put(`k${index}`, String(index))
    const taken = await Promise.all(Array.from({ length: 6 }, () => claim(1)))
    const bodies = taken.flat().map(({ body }) => body)
    expect(new Set(bodies).size).toBe(bodies.length)
    for (;;) {
      const rest = await claim(1)
      if (rest.length === 0) break
      bodies.push(...rest.map(({ body }) => body))
    }
    expect(bodies.map(Number).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 120 }, (_, n) => n))
  })
}
