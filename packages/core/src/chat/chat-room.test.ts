import { chatIdSchema, showIdSchema, ToteError, type ChatMessage } from '@tote/protocol'
import { expect, test } from 'vitest'
import { createTestWorld, online, type TestWorld } from '../test-world-fixtures.ts'
import type { Tote } from '../tote.ts'

const showId = showIdSchema.parse('spring')
const said = (name: string, at: number): ChatMessage => ({ id: chatIdSchema.parse(name), at, text: name })
const texts = (tote: Tote) => tote.chat.$messages.get().map(({ text }) => text)
const tellChat = ({ hub }: TestWorld, ...chat: ChatMessage[]) =>
  hub.tell('show.l', { showId, watching: 2, chat })
const sent = ({ hub }: TestWorld, event: string) =>
  hub.asked.filter((asked) => asked.event === event).map(({ message }) => Object(message))

test('what is told is shown once, in the order of its time', async () => {
  const world = createTestWorld()
  world.hub.crowd = { chat: [said('one', 1), said('three', 3)], tallies: {} }
  const tote = await online(world)
  tellChat(world, said('two', 2), said('three', 3))
  tellChat(world, said('two', 2))
  expect(texts(tote)).toEqual(['one', 'two', 'three'])
})

test("[SH7] one's own words show at once, and once, whether or not they are told back", async () => {
  const world = createTestWorld()
  const tote = await online(world)
  const sending = tote.chat.send(' how tall? ')
  expect(tote.chat.$messages.get()).toMatchObject([{ text: 'how tall?', isMine: true, isPending: true }])
  expect(await sending).toEqual({ status: 'accepted' })
  const [asked] = sent(world, 'chat')
  tellChat(world, { id: chatIdSchema.parse(asked.uid), at: world.clock.now(), text: 'how tall?' })
  expect(tote.chat.$messages.get()).toMatchObject([{ text: 'how tall?', isMine: true, isPending: false }])
})

test('what the hub refuses is taken back, and says how long to wait', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  world.hub.says.set('chat', () => {
    throw new ToteError('rate', undefined, { details: { retryAfterMs: 900 } })
  })
  expect(await tote.chat.send('again')).toEqual({ status: 'rejected', code: 'rate', retryAfterMs: 900 })
  expect(texts(tote)).toEqual([])
})

test('without a connection nothing is said, and nothing waits to be', async () => {
  const world = createTestWorld()
  const tote = world.mount()
  expect(await tote.chat.send('hello')).toEqual({ status: 'rejected', code: 'hub_unreachable' })
  expect(texts(tote)).toEqual([])
})

test.each(['', '  \u200b', 'x'.repeat(201)])('the text %j is misuse, and is not sent', async (text) => {
  const world = createTestWorld()
  const tote = await online(world)
  await expect(tote.chat.send(text)).rejects.toMatchObject({ code: 'invalid', details: { field: 'text' } })
  expect(sent(world, 'chat')).toEqual([])
})

test('what a host takes away is gone wherever the picture is, and does not come back', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  tellChat(world, said('rude', 1), said('kind', 2))
  const cue = { kind: 'chatRemoved' as const, messageId: chatIdSchema.parse('rude') }
  world.hub.events = [{ seq: 1, at: world.clock.now() + 60_000, cue }]
  world.hub.tell('show', { showId, from: 0, to: 1, events: world.hub.events })
  tellChat(world, said('rude', 1))
  expect(texts(tote)).toEqual(['kind'])
})

test('reactions come as bursts, and of one person’s one a second is sent', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  for (let tap = 0; tap < 5; tap += 1) tote.chat.react('heart')
  await world.clock.advance(1000)
  tote.chat.react('wow')
  expect(sent(world, 'react').map(({ kind }) => kind)).toEqual(['heart', 'wow'])
  const bursts: unknown[] = []
  tote.chat.$reactions.listen((burst) => bursts.push(burst))
  for (const heart of [3, 3]) world.hub.tell('show.l', { showId, watching: 2, reactions: { heart } })
  expect(bursts).toEqual([
    { id: 1, counts: { heart: 3 } },
    { id: 2, counts: { heart: 3 } },
  ])
})
