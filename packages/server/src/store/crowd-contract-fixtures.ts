import { cartIdSchema, chatIdSchema, emptyCart, showIdSchema, type ChatMessage } from '@tote/protocol'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { insertChat, insertVote, removeChat, selectRecentChat, selectTally } from './crowd-store.ts'
import { forgetJourney } from './personal-data-store.ts'
import { insertJourney } from './journey-store.ts'
import { insertCart } from './cart-store.ts'
import { openStore, type Store } from './store.ts'

const T = 'maison'
const showId = showIdSchema.parse('spring')

/** What viewers say and vote, alike on every engine. */
export function crowdContract(freshUrl: () => Promise<string>): void {
  let store: Store
  beforeEach(async () => {
    store = await openStore(await freshUrl())
    onTestFinished(() => store.close())
  })

  const say = (name: string, at: number, journeyId = 'j') =>
    store.transaction((trx) => {
      const message: ChatMessage = { id: chatIdSchema.parse(name), at, text: name }
      return insertChat(trx, [{ tenantId: T, showId, journeyId, message }])
    })
  const recent = async (limit = 50) =>
    (await selectRecentChat(store.db, T, { showId, limit })).map(({ text }) => text)
  const vote = (journeyId: string, option: number) =>
    store.transaction((trx) => insertVote(trx, T, { pollId: 'p', journeyId, option, nowMs: 1 }))

  test('the last messages come oldest first, each once', async () => {
    for (const [name, at] of [
      ['b', 2],
      ['a', 1],
      ['c', 3],
      ['a', 9],
    ] as const)
      await say(name, at)
    expect(await recent()).toEqual(['a', 'b', 'c'])
    expect(await recent(2)).toEqual(['b', 'c'])
  })

  test('a removed message stays removed, also when it is written after', async () => {
    await say('rude', 1)
    for (const id of ['rude', 'later']) await removeChat(store.db, T, { showId, id, nowMs: 2 })
    await say('later', 3)
    expect(await recent()).toEqual([])
    const texts = await store.db.selectFrom('chat').select('text').execute()
    expect(texts.map(({ text }) => text)).toEqual(['', ''])
  })

  test('[SH8] of many votes at once a journey has one, and all are answered with it', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => vote('j1', index % 2)))
    expect(new Set(answers).size).toBe(1)
    await vote('j2', 0)
    const tally = await selectTally(store.db, T, { pollId: 'p', options: 2 })
    expect(tally.reduce((sum, votes) => sum + votes, 0)).toBe(2)
    expect(tally[answers[0] ?? 0]).toBeGreaterThan(0)
  })

  test('who is forgotten has said nothing and voted for nothing', async () => {
    const cart = emptyCart(cartIdSchema.parse('c'), 'EUR')
    await insertCart(store.db, T, { cart, nowMs: 1 })
    await insertJourney(store.db, T, { id: 'j1', cartId: cart.id, nowMs: 1 })
    await say('mine', 1, 'j1')
    await say('yours', 2, 'j2')
    await vote('j1', 0)
    await store.transaction((trx) => forgetJourney(trx, T, { journeyId: 'j1', nowMs: 9 }))
    expect(await recent()).toEqual(['yours'])
    expect(await selectTally(store.db, T, { pollId: 'p', options: 2 })).toEqual([0, 0])
  })
}
