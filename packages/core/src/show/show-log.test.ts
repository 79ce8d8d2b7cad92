import {
  chatIdSchema,
  foldCues,
  pollIdSchema,
  productIdSchema,
  showIdSchema,
  ToteError,
  type Cue,
  type ShowEvent,
} from '@tote/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTestWorld, online, type TestWorld } from '../test-world-fixtures.ts'
import type { Tote } from '../tote.ts'

const T = 1_700_000_000_000
const showId = showIdSchema.parse('spring')
const pollId = pollIdSchema.parse('colour')
const opened: Cue = { kind: 'pollOpened', pollId, question: 'Which colour?', options: ['Chalk', 'Moss'] }

const log = (...entries: [at: number, cue: Cue][]): ShowEvent[] =>
  entries.map(([at, cue], index) => ({ seq: index + 1, at, cue }))
const seek = (tote: Tote, pdt: number) => tote.playback.setPosition({ pdt, mode: 'behind', isPlaying: true })

function tell({ hub }: TestWorld, from: number, to: number): void {
  hub.tell('show', { showId, from, to, events: hub.events.filter(({ seq }) => seq > from && seq <= to) })
}

const anyProduct = fc.constantFrom(...['mug', 'shirt', 'hat'].map((id) => productIdSchema.parse(id)))
const anyCue: fc.Arbitrary<Cue> = fc.oneof(
  fc.record({ kind: fc.constant('productPinned' as const), productId: anyProduct }),
  fc.record({ kind: fc.constant('productUnpinned' as const), productId: anyProduct }),
  fc.record({ kind: fc.constant('chapterStarted' as const), title: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ kind: fc.constant('noteSet' as const), text: fc.constantFrom('a', 'b', null) }),
  fc.constant(opened),
  fc.constant<Cue>({ kind: 'pollClosed', pollId, tally: [1, 2] }),
)
/** How a tick fares on its way to one viewer. */
const anyFate = fc.constantFrom('told', 'lost', 'twice', 'late', 'cut')

test('[I12] [SH3] whatever of ticks and pulses is lost, doubled, late or cut off, the picture’s moment is the fold of the log', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(anyCue, fc.nat({ max: 5000 }), anyFate), { minLength: 1, maxLength: 12 }),
      fc.nat({ max: 6000 }),
      async (ticks, playhead) => {
        const world = createTestWorld()
        const tote = await online(world)
        const late: (() => void)[] = []
        for (const [index, [cue, at, fate]] of ticks.entries()) {
          const seq = index + 1
          world.hub.events = [...world.hub.events, { seq, at: T + at, cue }]
          if (fate === 'told' || fate === 'twice') tell(world, seq - 1, seq)
          if (fate === 'twice') tell(world, seq - 1, seq)
          if (fate === 'late') late.push(() => tell(world, seq - 1, seq))
          if (fate === 'cut') world.hub.cut()
          await world.clock.advance(100)
        }
        for (const tellIt of late.toReversed()) tellIt()
        await world.until(() => tote.connection.$connection.get().status === 'online', 'online')
        // The next tick, or the join of the next connection, is all it takes.
        const last = world.hub.events.length
        tell(world, last - 1, last)
        await world.clock.advance(100)
        seek(tote, T + playhead)
        const moment = foldCues(world.hub.events, T + playhead)
        expect(tote.show.$moment.get().pinned.map(({ id }) => id)).toEqual(
          moment.pinned.map(({ productId }) => productId),
        )
        expect(tote.show.$moment.get().chapter).toBe(moment.chapter?.title ?? null)
        expect(tote.show.$moment.get().note).toEqual(moment.note ?? null)
        expect(tote.show.$poll.get()?.isOpen ?? null).toBe(
          moment.poll === undefined ? null : moment.poll.tally === undefined,
        )
        tote.stop()
      },
    ),
    { numRuns: 60 },
  )
}, 60_000)

test('[I12] what is told while a gap is being repaired is asked for, too', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  const events = log(
    [T, { kind: 'chapterStarted', title: 'one' }],
    [T, { kind: 'chapterStarted', title: 'two' }],
    [T, { kind: 'chapterStarted', title: 'three' }],
  )
  // The first answer knows two of them; by then the third has been told, on top of a gap.
  world.hub.events = events.slice(0, 2)
  world.hub.says.set('show.join', () => {
    world.hub.says.delete('show.join')
    const answer = world.hub.answer('show.join', { showId, seq: 0 })
    world.hub.events = events
    return answer
  })
  tell(world, 1, 2)
  world.hub.tell('show', { showId, from: 2, to: 3, events: events.slice(2) })
  seek(tote, T)
  await world.until(() => tote.show.$moment.get().chapter === 'three')
  expect(world.hub.asked.filter(({ event }) => event === 'show.join').length).toBeGreaterThan(1)
})

test('a poll is seen from its programme time, with the votes as last told, and closes with those it ended with', async () => {
  const world = createTestWorld()
  world.hub.events = log([T, opened], [T + 9000, { kind: 'pollClosed', pollId, tally: [3, 4] }])
  world.hub.crowd = { chat: [], tallies: { [pollId]: [1, 0] } }
  const tote = await online(world)
  seek(tote, T - 1)
  expect(tote.show.$poll.get()).toBeNull()
  seek(tote, T)
  expect(tote.show.$poll.get()).toMatchObject({ question: 'Which colour?', isOpen: true, totalVotes: 1 })
  world.hub.tell('show.l', { showId, watching: 2, tallies: { [pollId]: [2, 2] } })
  expect(tote.show.$poll.get()?.options).toEqual([
    { text: 'Chalk', votes: 2 },
    { text: 'Moss', votes: 2 },
  ])
  seek(tote, T + 9000)
  expect(tote.show.$poll.get()).toMatchObject({ isOpen: false, totalVotes: 7 })
})

test('[SH8] a vote shows at once; the one that counts is the hub’s word', async () => {
  const world = createTestWorld()
  world.hub.events = log([T, opened])
  const tote = await online(world)
  seek(tote, T)
  world.hub.says.set('vote', () => ({ ok: true, option: 0 }))
  const voting = tote.show.vote(1)
  expect(tote.show.$poll.get()?.myVote).toBe(1)
  expect(await voting).toEqual({ status: 'accepted' })
  expect(tote.show.$poll.get()?.myVote).toBe(0)
})

test('a vote that is refused is taken back; one for nothing is misuse', async () => {
  const world = createTestWorld()
  world.hub.events = log([T, opened])
  const tote = await online(world)
  await expect(tote.show.vote(0)).rejects.toMatchObject({ code: 'invalid' })
  seek(tote, T)
  await expect(tote.show.vote(2)).rejects.toMatchObject({ code: 'invalid' })
  world.hub.says.set('vote', () => {
    throw new ToteError('not_found')
  })
  expect(await tote.show.vote(1)).toEqual({ status: 'rejected', code: 'not_found' })
  expect(tote.show.$poll.get()?.myVote).toBeNull()
})

test('a message removed before we came is in the log, and does not show', async () => {
  const world = createTestWorld()
  const messageId = chatIdSchema.parse('rude')
  world.hub.events = log([T, { kind: 'chatRemoved', messageId }])
  world.hub.crowd = { chat: [{ id: messageId, at: T, text: 'rude' }], tallies: {} }
  const tote = await online(world)
  expect(tote.chat.$messages.get()).toEqual([])
})
