import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openStore } from './store.ts'

async function temporaryUrl(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tote-store-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return `sqlite:${join(folder, 'tote.db')}`
}

test('what is acknowledged is on the disk: a write-ahead log, synced at every commit', async () => {
  const store = await openStore(await temporaryUrl())
  onTestFinished(() => store.close())
  const mode = await sql<{ journal_mode: string }>`PRAGMA journal_mode`.execute(store.db)
  const sync = await sql<{ synchronous: number }>`PRAGMA synchronous`.execute(store.db)
  expect([mode.rows[0]?.journal_mode, sync.rows[0]?.synchronous]).toEqual(['wal', 2])
})

test('opened again it is the same database; another file is another one', async () => {
  const url = await temporaryUrl()
  const first = await openStore(url)
  await first.close()
  const again = await openStore(url)
  const other = await openStore(await temporaryUrl())
  onTestFinished(() => Promise.all([again.close(), other.close()]).then(() => undefined))
  expect(again.epoch).toBe(first.epoch)
  expect(other.epoch).not.toBe(first.epoch)
})

test('a transaction that fails leaves nothing, and the next one goes on', async () => {
  const store = await openStore(await temporaryUrl())
  onTestFinished(() => store.close())
  const write = (key: string) =>
    store.transaction(async (trx) => {
      await trx.insertInto('meta').values({ key, value: 'x' }).execute()
      if (key === 'bad') throw new Error('changed my mind')
    })
  const outcomes = await Promise.allSettled([write('a'), write('bad'), write('b')])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  const rows = await store.db
    .selectFrom('meta')
    .select('key')
    .where('key', '!=', 'epoch')
    .orderBy('key')
    .execute()
  expect(rows.map(({ key }) => key)).toEqual(['a', 'b'])
})

test('a path that cannot be opened is an error, not a new database elsewhere', async () => {
  await expect(openStore('sqlite:/nowhere/at/all/tote.db')).rejects.toThrow(/unable to open/)
})
