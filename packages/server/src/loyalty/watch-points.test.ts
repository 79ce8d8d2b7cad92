import { randomUUID } from 'node:crypto'
import { showIdSchema } from '@tote/protocol'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import type { Session } from '../journeys/grants.ts'
import { tenantFileOf } from '../tenant-fixtures.ts'
import { applyTenantFile } from '../store/apply-tenant.ts'
import { insertJourney } from '../store/journey-store.ts'
import { assignJourney, claimShopper } from '../store/shopper-store.ts'
import { openStore, type Store } from '../store/store.ts'
import { findTenant } from '../store/tenant-store.ts'
import { createWatchPoints, MOST_WAITING } from './watch-points.ts'

const showId = showIdSchema.parse('spring')

/** Minutes that are written into a store, and in how many transactions. */
async function watching() {
  const store = await openStore('sqlite::memory:')
  onTestFinished(() => store.close())
  const file = tenantFileOf({ loyalty: { watch: { points: 1, everyMinutes: 1, mostPerShow: 9 } } })
  await store.transaction((trx) => applyTenantFile(trx, file, 1))
  const tenant = await findTenant(store.db, file.id)
  if (tenant === undefined) throw new Error('it was just applied')
  let transactions = 0
  const transaction: Store['transaction'] = (run) => {
    transactions += 1
    return store.transaction(run)
  }
  const points = createWatchPoints({
    store: { ...store, transaction },
    now: () => 60_000,
    log: pino({ level: 'silent' }),
  })
  const sessionOf = (journeyId: string) => ({ tenant, journeyId }) as Session
  return { store, tenant, points, sessionOf, transactions: () => transactions }
}

test('the first word of a minute counts it, and the others cost nothing; what is left is written at the end', async () => {
  const { store, tenant, points, sessionOf, transactions } = await watching()
  const [journeyId, shopperId] = [randomUUID(), randomUUID()]
  await insertJourney(store.db, tenant.id, { id: journeyId, cartId: randomUUID(), nowMs: 1 })
  await claimShopper(store.db, tenant.id, { newId: shopperId, subject: 'customer-7', journeyId, nowMs: 1 })
  await assignJourney(store.db, tenant.id, { journeyId, shopperId })
  for (let count = 0; count < 200; count += 1) points.watched(sessionOf(journeyId), showId)
  await points.stop()
  expect(transactions()).toBe(1)
  expect(await store.db.selectFrom('points_watch').select('minutes').execute()).toEqual([{ minutes: 1 }])
})

test('more than a store takes in that is away are not kept in mind', async () => {
  const { points, sessionOf, transactions } = await watching()
  for (let count = 0; count < MOST_WAITING + 200; count += 1) points.watched(sessionOf(`${count}`), showId)
  await points.stop()
  expect(transactions()).toBe(MOST_WAITING / 50)
})
