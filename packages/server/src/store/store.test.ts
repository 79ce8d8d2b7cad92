import { mkdtemp, rm } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { openStore, type Db, type Store, type StoreOptions } from './store.ts'
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

async function temporaryPath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tote-store-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'tote.db')
}

async function openTemporary(options: StoreOptions = {}): Promise<{ store: Store; path: string }> {
  const path = await temporaryPath()
  const store = await openStore(`sqlite:${path}`, options)
  onTestFinished(() => store.close())
  return { store, path }
}

describe('over SQLite', () => {
  storeContract(async () => `sqlite:${await temporaryPath()}`)
  cartContract(async () => `sqlite:${await temporaryPath()}`)
  journeyContract(async () => `sqlite:${await temporaryPath()}`)
  sweepContract(async () => `sqlite:${await temporaryPath()}`)
  outboxContract(async () => `sqlite:${await temporaryPath()}`)
  crowdContract(async () => `sqlite:${await temporaryPath()}`)
  claimContract(async () => `sqlite:${await temporaryPath()}`)
  passkeyContract(async () => `sqlite:${await temporaryPath()}`)
  shopStoreContract(async () => `sqlite:${await temporaryPath()}`)
  trackContract(async () => `sqlite:${await temporaryPath()}`)
})

test('what is acknowledged is on the disk: a write-ahead log, synced at every commit', async () => {
  const { store } = await openTemporary()
  const mode = await sql<{ journal_mode: string }>`PRAGMA journal_mode`.execute(store.db)
  const sync = await sql<{ synchronous: number }>`PRAGMA synchronous`.execute(store.db)
  expect([mode.rows[0]?.journal_mode, sync.rows[0]?.synchronous]).toEqual(['wal', 2])
})

test('another file is another database', async () => {
  const [one, other] = [await openTemporary(), await openTemporary()]
  expect(one.store.epoch).not.toBe(other.store.epoch)
})

test('a path that cannot be opened is an error, not a new database elsewhere', async () => {
  await expect(openStore('sqlite:/nowhere/at/all/tote.db')).rejects.toThrow(/unable to open/)
  await expect(openStore('mysql://somewhere')).rejects.toThrow('mysql: is no database Tote knows')
})

test('a database of a later version is left as it is', async () => {
  const { store, path } = await openTemporary()
  await sql`insert into kysely_migration (name, timestamp) values ('9999-later', ${new Date(0).toISOString()})`.execute(
    store.db,
  )
  await expect(openStore(`sqlite:${path}`)).rejects.toThrow(
    'belongs to another version of Tote: it has taken 9999-later',
  )
})

test('while another process holds the file the answer is busy, and afterwards it goes on', async () => {
  const { store, path } = await openTemporary()
  await sql`PRAGMA busy_timeout = 0`.execute(store.db)
  const other = new DatabaseSync(path)
  other.exec('begin immediate')
  const write = () => store.transaction((trx) => note(trx, 'k'))
  await expect(write()).rejects.toMatchObject({ code: 'busy' })
  other.exec('rollback')
  other.close()
  await write()
  expect(await notes(store)).toEqual(['k'])
})

test('unless told otherwise the disk rests between two commits', async () => {
  const { store } = await openTemporary()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  await store.transaction((trx) => note(trx, 'first'))
  let isDone = false
  const second = store.transaction((trx) => note(trx, 'second')).then(() => (isDone = true))
  // What the event loop has at hand, many times over.
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
  expect(isDone).toBe(false)
  vi.advanceTimersByTime(20)
  await second
})

describe('those who wait share one commit', () => {
  /** A store that commits when told. */
  async function held() {
    const flushes: (() => void)[] = []
    const { store, path } = await openTemporary({
      defer: (flush) => new Promise((resolve) => flushes.push(() => void flush().then(resolve))),
    })
    const reader = new DatabaseSync(path, { readOnly: true })
    onTestFinished(() => reader.close())
    const committed = () =>
      Number(reader.prepare(`select count(*) as n from meta where key like 'k%'`).get()?.['n'])
    return { store, flushes, committed }
  }

  test('nobody hears of anything before it, and one that throws takes only its own back', async () => {
    const { store, flushes, committed } = await held()
    const heard: string[] = []
    const seen: unknown[] = []
    const all = [0, 1, 2].map((index) =>
      store
        .transaction(async (trx) => {
          await note(trx, `k${index}`)
          seen.push(committed())
          if (index === 1) throw new Error('changed my mind')
        })
        .then(
          () => heard.push(`${index} ${committed()}`),
          () => heard.push(`${index} refused`),
        ),
    )
    expect(flushes).toHaveLength(1)
    flushes.pop()?.()
    await Promise.all(all)
    // None was in the file while the others ran; all were when the first was told.
    expect(seen).toEqual([0, 0, 0])
    expect(heard).toEqual(['0 2', '1 refused', '2 2'])
    expect(flushes).toHaveLength(0)
  })

  test('no more than 64 do, and the rest have the next', async () => {
    const { store, flushes, committed } = await held()
    const all = Array.from({ length: 65 }, (_, index) => store.transaction((trx) => note(trx, `k${index}`)))
    flushes.pop()?.()
    await all[63]
    expect(committed()).toBe(64)
    await expect.poll(() => flushes.length).toBe(1)
    flushes.pop()?.()
    await all[64]
    expect(committed()).toBe(65)
  })

  test('when it fails none of them has happened, and the next are not harmed', async () => {
    const { store, flushes, committed } = await held()
    await sql`create table parent (id text primary key)`.execute(store.db)
    await sql`create table child (id text references parent deferrable initially deferred)`.execute(store.db)
    // Looked at by SQLite at the commit alone.
    const bad = store.transaction((trx) => sql`insert into child values ('orphan')`.execute(trx))
    const good = store.transaction((trx) => note(trx, 'k'))
    flushes.pop()?.()
    await expect(bad).rejects.toThrow('FOREIGN KEY')
    await expect(good).rejects.toThrow('FOREIGN KEY')
    expect(committed()).toBe(0)
    const next = store.transaction((trx) => note(trx, 'k'))
    await expect.poll(() => flushes.length).toBe(1)
    flushes.pop()?.()
    await next
    expect(committed()).toBe(1)
  })

  test('a transaction that the engine ended by itself is busy for all in it', async () => {
    const { store, flushes, committed } = await held()
    const first = store.transaction((trx) => note(trx, 'k'))
    const full = store.transaction(async (trx) => {
      // A full disk, in small: no page more than there are.
      await sql`PRAGMA max_page_count = 1`.execute(trx)
      await note(trx, 'x'.repeat(1_000_000))
    })
    flushes.pop()?.()
    await expect(full).rejects.toMatchObject({ code: 'busy' })
    await expect(first).rejects.toMatchObject({ code: 'busy' })
    expect(committed()).toBe(0)
  })
})

async function note(db: Db, key: string): Promise<void> {
  await db.insertInto('meta').values({ key, value: 'x' }).execute()
}

async function notes({ db }: Store): Promise<string[]> {
  const rows = await db.selectFrom('meta').select('key').where('key', 'like', 'k%').orderBy('key').execute()
  return rows.map(({ key }) => key)
}
