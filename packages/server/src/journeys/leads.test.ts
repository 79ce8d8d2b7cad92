import { clientIdSchema, showIdSchema, type Lead } from '@tote/protocol'
import { expect, test } from 'vitest'
import { startWorld } from '../hub-fixtures.ts'
import { connected, TestPlace } from '../place-fixtures.ts'
import type { TestSocket } from '../socket-fixtures.ts'
import { MARKET } from '../tenant-fixtures.ts'
import { Leads } from './leads.ts'

const pos = (more: Record<string, unknown> = {}) => ({
  showId: 'spring',
  mode: 'live',
  pdt: 1_700_000_123_000,
  isPlaying: true,
  ...more,
})

/** Two pages of one journey, on two sites. */
async function startTwo() {
  const world = await startWorld()
  const { place: brand, socket: atBrand } = await connected(world)
  const { ticket } = Object(await atBrand.ask('ticket.mint', { aud: MARKET }))
  const market = await TestPlace.of(world, MARKET)
  await market.accept((await market.redeem(String(ticket))).pending)
  return { world, brand, atBrand, market, atMarket: await market.connect() }
}

const heardLead = (socket: TestSocket, by: string, more: Record<string, unknown> = {}) =>
  socket.next('lead', (message) => {
    const lead = Object(message)
    return lead.by === by && Object.entries(more).every(([key, value]) => Object.is(lead[key], value))
  })

test('the page whose picture was started by hand last leads; the others are told, with its site and its moment', async () => {
  const { world, atBrand, atMarket } = await startTwo()
  atBrand.emit('pos', pos({ ledAt: world.clock.ms - 10 }))
  expect(await heardLead(atMarket, atBrand.clientId)).toMatchObject({
    ...pos(),
    where: 'brand.test',
    heardAt: world.clock.ms,
  })
  atMarket.emit('pos', pos({ pdt: 1_700_000_100_000, mode: 'behind' }))
  atMarket.emit('pos', pos({ pdt: 1_700_000_100_000, mode: 'behind', ledAt: world.clock.ms, isAlone: true }))
  expect(await heardLead(atBrand, atMarket.clientId)).toMatchObject({ isAlone: true, where: 'market.test' })
})

test('the journey is where its leader is, whoever else tells of a picture', async () => {
  const { world, brand, atBrand, atMarket } = await startTwo()
  atBrand.emit('pos', pos({ ledAt: world.clock.ms }))
  await heardLead(atMarket, atBrand.clientId)
  atMarket.emit('pos', pos({ pdt: 1_700_000_000_000 }))
  await atMarket.ask('beat', {})
  expect((await brand.resume()).position).toMatchObject({ pdt: pos().pdt })
})

test('a leader that is gone is told as gone; who plays then leads, until it is back', async () => {
  const { world, brand, atBrand, atMarket } = await startTwo()
  const ledAt = world.clock.ms
  atBrand.emit('pos', pos({ ledAt }))
  await heardLead(atMarket, atBrand.clientId)
  atBrand.close()
  await heardLead(atMarket, atBrand.clientId, { isGone: true })
  atMarket.emit('pos', pos())
  await heardLead(atMarket, atMarket.clientId)
  const back = await brand.connect()
  back.emit('pos', pos({ ledAt }))
  expect(await heardLead(atMarket, back.clientId)).toMatchObject({ ledAt })
})

test('who connects is told who leads', async () => {
  const { world, atBrand, market } = await startTwo()
  atBrand.emit('pos', pos({ ledAt: world.clock.ms }))
  await atBrand.ask('beat', {})
  expect(await heardLead(await market.connect(), atBrand.clientId)).toMatchObject({ where: 'brand.test' })
})

test.each([
  ['ahead of the hub', 60_000, 0],
  ['a minute behind', -60_000, -2000],
  ['half a second behind', -500, -500],
])(
  'a page whose clock is %s is believed no further than a message can have taken',
  async (_name, off, taken) => {
    const { world, atBrand, atMarket } = await startTwo()
    const now = world.clock.ms
    atBrand.emit('pos', pos({ at: now + off, ledAt: now + off }))
    expect(await heardLead(atMarket, atBrand.clientId)).toMatchObject({
      heardAt: now + taken,
      ledAt: Math.min(now, now + off),
    })
  },
)

test('of two journeys, neither hears who leads in the other', async () => {
  const { world, atBrand, atMarket } = await startTwo()
  const { socket: stranger } = await connected(world)
  atBrand.emit('pos', pos({ ledAt: world.clock.ms }))
  await heardLead(atMarket, atBrand.clientId)
  await stranger.ask('beat', {})
  expect(stranger.heard.filter(({ event }) => event === 'lead')).toEqual([])
})

const lead = (by: string, more: Partial<Omit<Lead, 'by'>> = {}): Lead => ({
  showId: showIdSchema.parse('spring'),
  mode: 'live',
  pdt: 0,
  isPlaying: true,
  heardAt: 0,
  where: 'brand.test',
  ledAt: 0,
  ...more,
  by: clientIdSchema.parse(by),
})

test('a leader that only asks now and then and is silent for long leads nobody any more', () => {
  let nowMs = 0
  const leads = new Leads(() => nowMs)
  leads.hear('j', lead('a', { ledAt: 9 }))
  nowMs = 60_000
  expect(leads.hear('j', lead('b', { heardAt: nowMs })).isLeading).toBe(false)
  nowMs = 91_000
  expect(leads.hear('j', lead('b', { heardAt: nowMs })).isLeading).toBe(true)
})

test('what another node says of a journey that nobody here is of is not kept', () => {
  const leads = new Leads(() => 0)
  expect(leads.hearElsewhere('j', lead('a'))).toBeNull()
  expect(leads.of('j')).toBeNull()
  leads.open('j')
  expect(leads.hearElsewhere('j', lead('a'))).toMatchObject({ by: 'a' })
  leads.forget('j')
  expect(leads.of('j')).toBeNull()
})
