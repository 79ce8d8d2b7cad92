import { expect, test } from 'vitest'
import { createStatement } from './statement.ts'
import { openStore } from './store.ts'
import { openNodeSqlite } from './node-sqlite.ts'

/** A store that tells what it is asked. */
async function listenedStore() {
  const asked: string[] = []
  const store = await openStore('sqlite::memory:', {
    openSqlite(path) {
      const raw = openNodeSqlite(path)
      return {
        close: () => raw.close(),
        prepare(sql) {
          asked.push(sql)
          return raw.prepare(sql)
        },
      }
    },
  })
  return { store, asked }
}

const addNonce = createStatement((db, nonce: { hash: string; expiresAt: number }) =>
  db.insertInto('proof_nonce').values({ hash: nonce.hash, expires_at: nonce.expiresAt }),
)

test('a statement is built once, and each call has its own values', async () => {
  const { store, asked } = await listenedStore()
  let built = 0
  const byHash = createStatement((db, { hash, after }: { hash: string; after: number }) => {
    built += 1
    return db.selectFrom('proof_nonce').selectAll().where('expires_at', '>', after).where('hash', '=', hash)
  })
  await addNonce.rows(store.db, { hash: 'one', expiresAt: 10 })
  await addNonce.rows(store.db, { hash: 'two', expiresAt: 20 })
  asked.length = 0
  expect(await byHash.row(store.db, { hash: 'one', after: 5 })).toEqual({ hash: 'one', expires_at: 10 })
  expect(await byHash.row(store.db, { hash: 'two', after: 5 })).toEqual({ hash: 'two', expires_at: 20 })
  expect(await byHash.row(store.db, { hash: 'two', after: 25 })).toBeUndefined()
  expect(built).toBe(1)
  expect(new Set(asked).size).toBe(1)
  await store.close()
})

test('lists of different lengths each have a text of their own', async () => {
  const { store } = await listenedStore()
  const byHashes = createStatement((db, { hashes }: { hashes: readonly string[] }) =>
    db.selectFrom('proof_nonce').select('hash').where('hash', 'in', hashes).orderBy('hash'),
  )
  for (const hash of ['a', 'b', 'c']) await addNonce.rows(store.db, { hash, expiresAt: 1 })
  const found = async (hashes: string[]) =>
    (await byHashes.rows(store.db, { hashes })).map(({ hash }) => hash).join('')
  expect(await found(['c', 'a'])).toBe('ac')
  expect(await found(['b'])).toBe('b')
  expect(await found(['b', 'c'])).toBe('bc')
  await store.close()
})

test('it tells how many rows it wrote', async () => {
  const { store } = await listenedStore()
  const prolong = createStatement((db, { before, until }: { before: number; until: number }) =>
    db.updateTable('proof_nonce').set({ expires_at: until }).where('expires_at', '<', before),
  )
  for (const [index, hash] of ['a', 'b', 'c'].entries())
    await addNonce.rows(store.db, { hash, expiresAt: index })
  expect(await prolong.count(store.db, { before: 2, until: 9 })).toBe(2)
  expect(await prolong.count(store.db, { before: 2, until: 9 })).toBe(0)
  await store.close()
})

test('what it wrote in a transaction that is undone is undone', async () => {
  const { store } = await listenedStore()
  const count = createStatement((db, { least }: { least: number }) =>
    db.selectFrom('proof_nonce').selectAll().where('expires_at', '>=', least),
  )
  const failing = store.transaction(async (trx) => {
    await addNonce.rows(trx, { hash: 'lost', expiresAt: 1 })
    expect(await count.rows(trx, { least: 0 })).toHaveLength(1)
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await count.rows(store.db, { least: 0 })).toEqual([])
  await store.close()
})

test('a text that would depend on a value is refused', async () => {
  const { store } = await listenedStore()
  const bad = createStatement((db, { least }: { least: number }) =>
    db
      .selectFrom('proof_nonce')
      .selectAll()
      .where('expires_at', '>=', least + 1),
  )
  await expect(bad.rows(store.db, { least: 1 })).rejects.toThrow('cannot depend on a value')
  await store.close()
})

test('what is the same in each call is text, for SQLite plans anew for each limit and state that is bound', async () => {
  const { store, asked } = await listenedStore()
  const first = createStatement((db, { after }: { after: number }) =>
    db
      .selectFrom('checkout')
      .select('id')
      .where('state', '=', 'open')
      .where('expires_at', '>', after)
      .limit(2),
  )
  expect(await first.rows(store.db, { after: 3 })).toEqual([])
  expect(asked.at(-1)).toBe(`select "id" from "checkout" where "state" = 'open' and "expires_at" > ? limit 2`)
  const bad = createStatement((db, { most }: { most: number }) =>
    db.selectFrom('checkout').select('id').limit(most),
  )
  await expect(bad.rows(store.db, { most: 1 })).rejects.toThrow('the limit of a statement')
  await store.close()
})
