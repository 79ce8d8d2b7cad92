import { showIdSchema } from '@tote/protocol'
import { expect, onTestFinished, test } from 'vitest'
import { startWorld, type World } from '../../hub-fixtures.ts'
import { BRAND, HOST_KEY, KEY, tenantFileOf } from '../../tenant-fixtures.ts'
import { createSimulation, type SimulationOptions } from './simulation.ts'

/** Some seconds of work on a busy machine. */
const PATIENCE = { timeout: 15_000, interval: 20 }

async function simulated(overrides: Partial<SimulationOptions> = {}) {
  const world = await startWorld({ tenant: tenantFileOf({ inventoryMode: 'none' }) })
  const simulation = createSimulation({
    hubs: [world.hub.url],
    publicUrl: world.hub.publicUrl,
    key: KEY,
    origin: BRAND,
    showId: showIdSchema.parse('spring'),
    viewers: 4,
    shoppers: 2,
    mutationsPerSecond: 100,
    cuesPerSecond: 0,
    stalledShare: 0,
    rampMs: 0,
    addresses: 3,
    viewersPerJourney: 2,
    ...overrides,
  })
  onTestFinished(() => simulation.stop())
  await simulation.open()
  return { world, simulation }
}

async function changeOneLine(world: World, by: number): Promise<void> {
  const line = await world.store.db
    .selectFrom('cart_line')
    .selectAll()
    .where('qty', '>', 0)
    .executeTakeFirstOrThrow()
  await world.store.db
    .updateTable('cart_line')
    .set({ qty: line.qty + by })
    .where('cart_id', '=', line.cart_id)
    .where('id', '=', line.id)
    .execute()
}

test('shoppers add, their other devices hear it, and every cart is what the hub said yes to', async () => {
  const { simulation } = await simulated()
  expect(simulation.connected()).toEqual({ open: 8, wanted: 8 })
  await expect.poll(() => simulation.read().ms.otherDevice.count, PATIENCE).toBeGreaterThan(20)
  expect(await simulation.settle(5000)).toEqual({ lost: 0, doubled: 0, unknown: 0 })
  expect(simulation.read()).toMatchObject({ errors: 0, refused: {}, gaps: 0, reconnects: 0 })
})

test.each([
  [1, { lost: 0, doubled: 1 }],
  [-1, { lost: 1, doubled: 0 }],
])('a unit that nobody was told of is found: %i', async (by, found) => {
  const { world, simulation } = await simulated({ viewers: 0 })
  await expect.poll(() => simulation.read().answered, PATIENCE).toBeGreaterThan(5)
  await simulation.settle(5000)
  await changeOneLine(world, by)
  expect(await simulation.settle(0)).toMatchObject(found)
})

test('with a host key every cue reaches every viewer and every acting shopper', async () => {
  const { simulation } = await simulated({ hostKey: HOST_KEY, cuesPerSecond: 20, mutationsPerSecond: 0 })
  await expect.poll(() => simulation.read().ms.cue.count, PATIENCE).toBeGreaterThan(20)
  expect(simulation.read()).toMatchObject({ gaps: 0, errors: 0, refused: {} })
})

test('what was counted before `begin` is forgotten', async () => {
  const { simulation } = await simulated()
  await expect.poll(() => simulation.read().answered, PATIENCE).toBeGreaterThan(5)
  await simulation.settle(5000)
  simulation.begin()
  expect(simulation.read()).toMatchObject({ answered: 0, sockets: 8, ms: { answer: { count: 0 } } })
})
