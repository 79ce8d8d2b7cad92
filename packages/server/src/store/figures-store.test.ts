import { expect, test } from 'vitest'
import { startWorld } from '../hub-fixtures.ts'
import { connected } from '../place-fixtures.ts'
import { createFiguresReader } from '../metrics/read-figures.ts'
import { insertOutbox } from './outbox-store.ts'
import { selectStockDrift } from './figures-store.ts'

test('[I8] stock that does not add up is told in units, whichever of its three accounts is wrong', async () => {
  const { store } = await startWorld()
  expect(await selectStockDrift(store.db)).toBe(0)
  await store.db.updateTable('stock').set({ on_hand: 495 }).where('variant_id', '=', 'mug').execute()
  expect(await selectStockDrift(store.db)).toBe(5)
  await store.db.updateTable('stock').set({ held: 2 }).where('variant_id', '=', 'mug').execute()
  // Neither a move nor a hold knows of the two.
  expect(await selectStockDrift(store.db)).toBe(9)
})

test('what waits to be delivered has the age of its oldest, and the sum over all stock is taken once a minute', async () => {
  const world = await startWorld()
  const { store, clock } = world
  await connected(world)
  const read = createFiguresReader(store.db, clock.now)
  expect(await read()).toMatchObject({ outboxAgeSeconds: 0, stockDrift: 0 })
  const entry = { tenantId: 'maison', topic: 'cart.changed', key: 'k', body: '{}' }
  await insertOutbox(store.db, { ...entry, nowMs: clock.now() })
  await store.db.updateTable('stock').set({ held: 1 }).where('variant_id', '=', 'mug').execute()
  clock.ms += 59_000
  expect(await read()).toMatchObject({ outboxAgeSeconds: 59, stockDrift: 0 })
  clock.ms += 1000
  expect(await read()).toMatchObject({ outboxAgeSeconds: 60, stockDrift: 2 })
})
