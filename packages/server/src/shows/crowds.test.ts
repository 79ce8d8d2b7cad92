import { randomUUID } from 'node:crypto'
import { showJoinAnswerSchema, showPulseSchema, type ShowPulse } from '@tote/protocol'
import { expect, test } from 'vitest'
import { startWorld } from '../hub-fixtures.ts'
import { connected } from '../place-fixtures.ts'
import { refusal } from '../refusal-fixtures.ts'
import type { TestSocket } from '../socket-fixtures.ts'
import { MARKET } from '../tenant-fixtures.ts'
import { Host } from './host-fixtures.ts'

const showId = 'spring'
const poll = { kind: 'openPoll', question: 'Which colour?', options: ['Chalk', 'Moss'] }

const join = async (socket: TestSocket) =>
  showJoinAnswerSchema.parse(await socket.ask('show.join', { showId, seq: 0 }))
const say = (socket: TestSocket, text: string, uid: string = randomUUID()) =>
  socket.ask('chat', { showId, uid, text })
const pulse = async (socket: TestSocket, isIt: (pulse: ShowPulse) => boolean) =>
  showPulseSchema.parse(await socket.next('show.l', (told) => isIt(showPulseSchema.parse(told))))

async function openPoll(host: Host): Promise<string> {
  const { cue } = await host.cue(poll)
  if (cue.kind !== 'pollOpened') throw new Error('no poll was opened')
  return cue.pollId
}

test('what is said is told to everybody who watches, cleaned, under the id its sender gave it', async () => {
  const world = await startWorld()
  const [one, two] = [await connected(world), await connected(world, MARKET)]
  for (const { socket } of [one, two]) await join(socket)
  expect(await say(one.socket, ' how\n\u202etall? ', 'm1')).toEqual({ ok: true })
  for (const { socket } of [one, two])
    expect((await pulse(socket, ({ chat }) => chat !== undefined)).chat).toEqual([
      { id: 'm1', at: world.clock.ms, text: 'how tall?' },
    ])
})

test('[U57] a late joiner gets the last of what was said, also after a restart, in its order', async () => {
  const world = await startWorld()
  const { socket } = await connected(world)
  await say(socket, 'first')
  world.clock.ms += 5000
  await say(socket, 'second')
  expect((await join((await connected(world, MARKET)).socket)).crowd.chat.map(({ text }) => text)).toEqual([
    'first',
    'second',
  ])
  const late = await connected(await world.restart())
  expect((await join(late.socket)).crowd.chat.map(({ text }) => text)).toEqual(['first', 'second'])
})

test('the same message sent again is told and kept once', async () => {
  const world = await startWorld()
  const { socket } = await connected(world)
  for (let count = 0; count < 2; count += 1) expect(await say(socket, 'hello', 'm1')).toEqual({ ok: true })
  expect((await join(socket)).crowd.chat).toHaveLength(1)
})

test.each([
  ['nothing to read', '\u200b \n', 'invalid'],
  ['nothing', '', 'invalid'],
  ['more than 200 characters', 'x'.repeat(201), 'invalid'],
])('a message with %s is refused', async (_name, text, code) => {
  const { socket } = await connected(await startWorld())
  expect(await refusal(say(socket, text))).toBe(code)
})

test('to a show that does not exist or is over nothing is said or shown', async () => {
  const { socket } = await connected(await startWorld())
  const codes = ['autumn', 'winter'].map((show) => [
    refusal(socket.ask('chat', { showId: show, uid: randomUUID(), text: 'x' })),
    refusal(socket.ask('vote', { showId: show, pollId: 'p', option: 0 })),
  ])
  expect(await Promise.all(codes.flat())).toEqual(['unknown_show', 'unknown_show', 'invalid', 'not_found'])
})

test('three messages at once pass, the fourth has to wait a second and a half', async () => {
  const world = await startWorld()
  const { socket } = await connected(world)
  for (const text of ['one', 'two', 'three']) await say(socket, text)
  await expect(say(socket, 'four')).rejects.toMatchObject({
    code: 'rate',
    body: { error: { retryAfterMs: 1493 } },
  })
  world.clock.ms += 1493
  expect(await say(socket, 'four')).toEqual({ ok: true })
})

test('reactions are told in sums, one a second of each place', async () => {
  const world = await startWorld()
  const [one, two] = [await connected(world), await connected(world, MARKET)]
  await join(one.socket)
  for (const { socket } of [one, two]) await socket.ask('react', { showId, kind: 'heart' })
  expect(await refusal(one.socket.ask('react', { showId, kind: 'heart' }))).toBe('rate')
  const { reactions } = await pulse(one.socket, (told) => told.reactions !== undefined)
  expect(reactions).toEqual({ heart: 2 })
})

test('a host takes a message away: from those who watch by a cue, and from those who join later', async () => {
  const world = await startWorld()
  const { socket } = await connected(world)
  await join(socket)
  await say(socket, 'rude', 'm1')
  await say(socket, 'kind', 'm2')
  const host = await Host.of(world)
  const { cue } = await host.cue({ kind: 'removeMessage', messageId: 'm1' })
  expect(cue).toEqual({ kind: 'chatRemoved', messageId: 'm1' })
  expect(await socket.next('show')).toMatchObject({ events: [{ cue }] })
  expect((await join(socket)).crowd.chat.map(({ id }) => id)).toEqual(['m2'])
  const late = await connected(await world.restart())
  expect((await join(late.socket)).crowd.chat.map(({ id }) => id)).toEqual(['m2'])
})

test('[SH8] a journey has one vote: the first counts, from whichever of its places', async () => {
  const world = await startWorld()
  const { place, socket } = await connected(world)
  const other = await place.connect()
  const pollId = await openPoll(await Host.of(world))
  const vote = (from: TestSocket, option: number) => from.ask('vote', { showId, pollId, option })
  expect(await vote(socket, 1)).toEqual({ ok: true, option: 1 })
  expect(await vote(other, 0)).toEqual({ ok: true, option: 1 })
  await vote((await connected(world, MARKET)).socket, 0)
  await join(socket)
  expect((await pulse(socket, ({ tallies }) => tallies !== undefined)).tallies).toEqual({ [pollId]: [1, 1] })
})

test('[SH8] votes survive a restart, and a poll closes with what it ended with', async () => {
  const world = await startWorld()
  const host = await Host.of(world)
  const pollId = await openPoll(host)
  const { place, socket } = await connected(world)
  await socket.ask('vote', { showId, pollId, option: 1 })
  const again = await world.restart()
  const back = await place.in(again).connect()
  expect(await back.ask('vote', { showId, pollId, option: 0 })).toEqual({ ok: true, option: 1 })
  const { cue } = await new Host(again, host.setCookie).cue({ kind: 'closePoll', pollId })
  expect(cue).toEqual({ kind: 'pollClosed', pollId, tally: [0, 1] })
  expect(await refusal(back.ask('vote', { showId, pollId, option: 0 }))).toBe('not_found')
})

test('a vote for no option of the poll, or in one that is not open, counts nowhere', async () => {
  const world = await startWorld()
  const { socket } = await connected(world)
  const pollId = await openPoll(await Host.of(world))
  expect(await refusal(socket.ask('vote', { showId, pollId, option: 2 }))).toBe('invalid')
  expect(await refusal(socket.ask('vote', { showId, pollId: 'other', option: 0 }))).toBe('not_found')
})

test('a poll that is not open cannot be closed', async () => {
  const host = await Host.of(await startWorld())
  expect(await refusal(host.cue({ kind: 'closePoll', pollId: 'p' }))).toBe('invalid')
})
