import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openStore } from '../store/store.ts'
import { applyTenantFile } from '../store/apply-tenant.ts'
import { tenantFileOf } from '../tenant-fixtures.ts'
import { startComparing } from './compare.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
afterEach(() => void vi.useRealTimers())

async function startWorld() {
  const store = await openStore('sqlite::memory:')
  await store.transaction((trx) => applyTenantFile(trx, tenantFileOf(), 0))
  const heard: string[] = []
  const comparing = startComparing({
    db: store.db,
    log: pino({ level: 'silent' }),
    followed: () => ({ shows: new Map([['maison', ['spring', 'gone']]]), carts: new Map() }),
    onShow: (tenantId, { id, seq }) => heard.push(`${tenantId} ${id} ${seq}`),
    onCart: () => undefined,
  })
  return { store, comparing, heard }
}

test('[I12] each second the shows that are followed here are held against the database', async () => {
  const { store, comparing, heard } = await startWorld()
  await vi.advanceTimersByTimeAsync(1000)
  await vi.waitFor(() => expect(heard).toEqual(['maison spring 0']))
  await store.db.updateTable('show').set({ seq: 3 }).where('id', '=', 'spring').execute()
  await vi.advanceTimersByTimeAsync(1000)
  await vi.waitFor(() => expect(heard).toEqual(['maison spring 0', 'maison spring 3']))
  comparing.stop()
})

test('a database that is away is asked again', async () => {
  const { store, comparing, heard } = await startWorld()
  await store.db.schema.alterTable('show').renameTo('hidden').execute()
  await vi.advanceTimersByTimeAsync(1000)
  await vi.waitFor(() => expect(heard).toEqual([]))
  await store.db.schema.alterTable('hidden').renameTo('show').execute()
  await vi.advanceTimersByTimeAsync(1000)
  await vi.waitFor(() => expect(heard).toEqual(['maison spring 0']))
  comparing.stop()
})
