import { clientIdSchema, showIdSchema, type Lead } from '@tote/protocol'
import { FakeClock } from '@tote/testkit/clock'
import { expect, test } from 'vitest'
import { HubClock } from '../link/hub-clock.ts'
import { createPlaybackRoom } from './playback-room.ts'

const showId = showIdSchema.parse('spring')
const PDT = 1_700_000_000_000

function createRoom() {
  const clock = new FakeClock()
  const hubClock = new HubClock(clock)
  hubClock.hear(PDT, clock.now())
  const told: Record<string, unknown>[] = []
  const room = createPlaybackRoom({ clock, hubClock, showId, seek: () => undefined, msToNextCue: () => null })
  room.enterSession({
    ask: () => Promise.reject(new Error('a position asks nothing')),
    tell: (_event, message) => told.push({ ...Object(message) }),
    close: () => undefined,
  })
  const play = (pdt = PDT) => room.setPosition({ pdt, mode: 'live', isPlaying: true })
  const lead = (more: Partial<Lead> = {}): Lead => ({
    showId,
    mode: 'live',
    pdt: PDT - 7000,
    isPlaying: true,
    heardAt: hubClock.now(),
    by: clientIdSchema.parse('elsewhere'),
    where: 'brand.test',
    ledAt: PDT - 60_000,
    ...more,
  })
  return { clock, hubClock, room, told, play, lead }
}

test('started by hand, it is told at once and with every position after, by the hub’s clock', async () => {
  const { clock, room, told, play } = createRoom()
  play()
  expect(told.at(-1)).not.toHaveProperty('ledAt')
  room.lead()
  expect(told.at(-1)).toMatchObject({ pdt: PDT, at: PDT, ledAt: PDT })
  await clock.advance(5000)
  play(PDT + 5000)
  expect(told.at(-1)).toMatchObject({ at: PDT + 5000, ledAt: PDT })
  expect(told).toHaveLength(3)
})

test('the lead of another page is known, its own is not one', () => {
  const { room, lead } = createRoom()
  room.hearLead(lead(), false)
  expect(room.$lead.get()).toMatchObject({ where: 'brand.test' })
  room.hearLead(lead(), true)
  expect(room.$lead.get()).toBeNull()
})

test('after a yes, a picture that plays elsewhere is asked about; to move it here leads alone and goes there', () => {
  const { room, told, play, lead } = createRoom()
  play()
  room.offerJoin(lead(), 'accepted')
  room.joined()
  expect(room.$asksToMove.get()).toBe(false)
  room.hearLead(lead(), false)
  expect(room.$asksToMove.get()).toBe(true)
  room.moveHere()
  expect(room.$asksToMove.get()).toBe(false)
  expect(told.at(-1)).toMatchObject({ ledAt: PDT, isAlone: true })
  expect(room.$join.get()).toMatchObject({ reason: 'led', from: { pdt: PDT - 7000 } })
})

test.each([
  ['stops', { isPlaying: false }],
  ['is gone', { isGone: true }],
])('a question whose picture %s is not asked any more', (_name, more) => {
  const { room, lead } = createRoom()
  room.offerJoin(lead(), 'accepted')
  room.hearLead(lead(), false)
  room.hearLead(lead(more), false)
  expect(room.$asksToMove.get()).toBe(false)
})

test('a picture that starts elsewhere long after the yes is no question', async () => {
  const { clock, room, lead } = createRoom()
  room.offerJoin(lead(), 'accepted')
  await clock.advance(10_000)
  room.hearLead(lead(), false)
  expect(room.$asksToMove.get()).toBe(false)
})

test('who watches together and plays on after a pause of their own is still together; who moves the picture is not', () => {
  const { room, told, play, lead } = createRoom()
  play()
  room.hearLead(lead(), false)
  room.follow('together')
  expect(room.$join.get()?.reason).toBe('led')
  room.joined()
  room.lead()
  expect(room.$following.get()).toBe('together')
  expect(told.at(-1)).not.toHaveProperty('ledAt')
  room.follow('no')
  expect(room.$join.get()).toBeNull()
  room.lead()
  expect(told.at(-1)).toMatchObject({ ledAt: PDT })
})

test('who starts the picture while the one that leads stands still goes on alone', () => {
  const { room, play, lead } = createRoom()
  play()
  room.hearLead(lead({ isPlaying: false }), false)
  room.follow('together')
  room.lead()
  expect([room.$following.get(), room.$lead.get()]).toEqual(['no', null])
})

test('a second screen tells of no picture, and gets one where the other is when it is a first one again', async () => {
  const { clock, hubClock, room, told, play, lead } = createRoom()
  room.hearLead(lead(), false)
  room.follow('second-screen')
  play(PDT - 7000)
  expect(told).toEqual([])
  await clock.advance(2000)
  room.follow('no')
  expect(room.$join.get()?.pdtAt(clock.now())).toBe(PDT - 5000)
  expect(hubClock.now()).toBe(PDT + 2000)
})

test('out of reach, who follows keeps to where the other must be; who does not forgets it', () => {
  const { room, lead } = createRoom()
  room.hearLead(lead(), false)
  room.follow('together')
  room.leaveSession()
  expect(room.$lead.get()).not.toBeNull()
  room.follow('no')
  room.leaveSession()
  expect(room.$lead.get()).toBeNull()
})

test('a shopper’s hand of another journey leads nothing in this one', () => {
  const { room, told, play, lead } = createRoom()
  play()
  room.lead()
  room.offerJoin(lead(), 'accepted')
  play(PDT + 60_000)
  expect(told.at(-1)).not.toHaveProperty('ledAt')
})

test('another show that plays elsewhere is nowhere to go', () => {
  const { room, lead } = createRoom()
  room.hearLead(lead({ showId: showIdSchema.parse('winter') }), false)
  room.moveHere()
  expect(room.$join.get()).toBeNull()
})
