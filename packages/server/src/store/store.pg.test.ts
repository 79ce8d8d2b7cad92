import { freshDatabase } from '@tote/testkit/services/database'
import { startPostgres } from '@tote/testkit/services'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openStore, type Store } from './store.ts'
import { outboxContract } from './outbox-contract-fixtures.ts'
import { cartContract } from './cart-contract-fixtures.ts'
import { storeContract } from './store-contract-fixtures.ts'
import { claimContract } from './claim-contract-fixtures.ts'
import { shopStoreContract } from './shop-store-contract-fixtures.ts'
import { crowdContract } from './crowd-contract-fixtures.ts'
import { journeyContract } from './journey-contract-fixtures.ts'
import { passkeyContract } from './passkey-contract-fixtures.ts'
import { sweepContract } from './sweep-contract-fixtures.ts'
import { trackContract } from './track-contract-fixtures.ts'

async function open(url: string): Promise<Store> {
  const store = await openStore(url)
  onTestFinished(() => store.close())
  return store
}

const note = (store: Store, key: string) =>
  store.transaction((trx) => trx.insertInto('meta').values({ key, value: 'x' }).execute())

describe('over PostgreSQL', () => {
  storeContract(freshDatabase)
  cartContract(freshDatabase)
  journeyContract(freshDatabase)
  sweepContract(freshDatabase)
  outboxContract(freshDatabase)
  crowdContract(freshDatabase)
  claimContract(freshDatabase)
  passkeyContract(freshDatabase)
  shopStoreContract(freshDatabase)
  trackContract(freshDatabase)
})

test('nodes that start at once on an empty database bring it to its shape once, and are one', async () => {
  const url = await freshDatabase()
  const stores = await Promise.all([1, 2, 3, 4].map(() => open(url)))
  expect(new Set(stores.map(({ epoch }) => epoch)).size).toBe(1)
})

test('a transaction that lost a deadlock is run again, and both have happened', async () => {
  const store = await open(await freshDatabase())
  for (const key of ['one', 'other']) await note(store, key)
  let runs = 0
  // Each waits until both hold their first row: then each wants the other's.
  const both = Promise.withResolvers<void>()
  let holding = 0
  const cross = (first: string, second: string) =>
    store.transaction(async (trx) => {
      runs += 1
      const touch = (key: string) => sql`update meta set value = value || 'y' where key = ${key}`.execute(trx)
      await touch(first)
      holding += 1
      if (holding === 2) both.resolve()
      await both.promise
      await touch(second)
    })
  await Promise.all([cross('one', 'other'), cross('other', 'one')])
  expect(runs).toBe(3)
  const rows = await store.db.selectFrom('meta').select('value').where('key', '!=', 'epoch').execute()
  expect(rows.map(({ value }) => value)).toEqual(['xyy', 'xyy'])
})

test('a database that is away is busy, and when it is back all goes on by itself', async () => {
  const postgres = await startPostgres()
  onTestFinished(() => postgres.stop())
  const store = await open(await postgres.createDatabase('tote'))
  await note(store, 'before')
  const inside = store.transaction(async (trx) => {
    await trx.insertInto('meta').values({ key: 'lost', value: 'x' }).execute()
    await postgres.kill()
    await trx.insertInto('meta').values({ key: 'lost too', value: 'x' }).execute()
  })
  await expect(inside).rejects.toMatchObject({ code: 'busy' })
  await expect(note(store, 'away')).rejects.toMatchObject({ code: 'busy' })
  await expect(store.db.selectFrom('meta').selectAll().execute()).rejects.toMatchObject({ code: 'busy' })
  await postgres.restart()
  await note(store, 'after')
  const rows = await store.db
    .selectFrom('meta')
    .select('key')
    .where('key', '!=', 'epoch')
    .orderBy('key')
    .execute()
  expect(rows.map(({ key }) => key)).toEqual(['after', 'before'])
})

test('a database that does not answer is busy, and what it owes is not waited for again', async () => {
  const postgres = await startPostgres()
  onTestFinished(() => postgres.stop())
  const store = await open(await postgres.createDatabase('tote'))
  await note(store, 'before')
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(store.db)
  const [backend] = rows
  if (backend === undefined) throw new Error('a connection has a process behind it')
  // The only connection there is: the next question gets it.
  process.kill(backend.pid, 'SIGSTOP')
  onTestFinished(() => void process.kill(backend.pid, 'SIGCONT'))
  await expect(note(store, 'silent')).rejects.toMatchObject({ code: 'busy' })
  await note(store, 'after')
})

test('who waits too long for a lock is told busy, and nobody else is held up', async () => {
  const store = await open(await freshDatabase())
  await note(store, 'k')
  const isFree = Promise.withResolvers<void>()
  const isHeld = Promise.withResolvers<void>()
  const touch = sql`update meta set value = 'y' where key = 'k'`
  const holder = store.transaction(async (trx) => {
    await touch.execute(trx)
    isHeld.resolve()
    await isFree.promise
  })
  await isHeld.promise
  await expect(store.transaction((trx) => touch.execute(trx))).rejects.toMatchObject({ code: 'busy' })
  isFree.resolve()
  await holder
  await store.transaction((trx) => touch.execute(trx))
})

test('a wrong database is told at once and as what it is', async () => {
  const url = new URL(await freshDatabase())
  url.pathname = 'no_such_database'
  await expect(openStore(url.href)).rejects.toThrow('no_such_database')
})
