import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { backupStore } from './backup.ts'
import { openStore, type Store } from './store.ts'

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tote-backup-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function open(path: string): Promise<Store> {
  const store = await openStore(`sqlite:${path}`)
  onTestFinished(() => store.close())
  return store
}

const note = (store: Store, key: string) =>
  store.transaction((trx) =>
    trx
      .insertInto('meta')
      .values({ key, value: 'x'.repeat(2000) })
      .execute(),
  )

const keysIn = async (store: Store) =>
  new Set((await store.db.selectFrom('meta').select('key').execute()).map(({ key }) => key))

test('a copy made while the hub writes has all that was acknowledged before, and no half of anything', async () => {
  const folder = await temporaryFolder()
  const store = await open(join(folder, 'tote.db'))
  let isOver = false
  const acknowledged: string[] = []
  const writing = (async () => {
    for (let index = 0; !isOver; index += 1) {
      // Two that belong together.
      await store.transaction(async (trx) => {
        for (const half of ['a', 'b'])
          await trx
            .insertInto('meta')
            .values({ key: `k${index}${half}`, value: 'x'.repeat(2000) })
            .execute()
      })
      acknowledged.push(`k${index}a`, `k${index}b`)
    }
  })()
  await expect.poll(() => acknowledged.length).toBeGreaterThan(50)
  const before = [...acknowledged]
  await backupStore(`sqlite:${join(folder, 'tote.db')}`, join(folder, 'copy.db'))
  isOver = true
  await writing
  expect((await readdir(folder)).filter((name) => name.startsWith('copy'))).toEqual(['copy.db'])
  const keys = await keysIn(await open(join(folder, 'copy.db')))
  expect(before.filter((key) => !keys.has(key))).toEqual([])
  const halves = [...keys].filter((key) => key.endsWith('a'))
  expect(halves.filter((key) => !keys.has(key.replace(/a$/, 'b')))).toEqual([])
})

test('a copy that is opened is another database, and stays that one', async () => {
  const folder = await temporaryFolder()
  const store = await open(join(folder, 'tote.db'))
  await backupStore(`sqlite:${join(folder, 'tote.db')}`, join(folder, 'copy.db'))
  const copy = await open(join(folder, 'copy.db'))
  expect(copy.epoch).not.toBe(store.epoch)
  expect((await open(join(folder, 'copy.db'))).epoch).toBe(copy.epoch)
})

test('nothing is overwritten, nothing half is left, and what is no database of tote is refused', async () => {
  const folder = await temporaryFolder()
  const store = await open(join(folder, 'tote.db'))
  await note(store, 'k')
  await expect(backupStore(`sqlite:${join(folder, 'tote.db')}`, join(folder, 'tote.db'))).rejects.toThrow(
    'there already',
  )
  expect(await keysIn(store)).toContain('k')
  await writeFile(join(folder, 'other.db'), '')
  await expect(backupStore(`sqlite:${join(folder, 'other.db')}`, join(folder, 'copy.db'))).rejects.toThrow(
    'meta',
  )
  await expect(backupStore(`sqlite:${join(folder, 'none.db')}`, join(folder, 'copy.db'))).rejects.toThrow(
    'unable to open',
  )
  await expect(backupStore('postgres://localhost/tote', join(folder, 'copy.db'))).rejects.toThrow('pg_dump')
  expect((await readdir(folder)).filter((name) => name.startsWith('copy'))).toEqual([])
})
