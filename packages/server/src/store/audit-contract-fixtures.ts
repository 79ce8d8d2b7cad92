import { describe, expect, onTestFinished, test } from 'vitest'
import { host } from '../fulfilment/store-person.ts'
import { noteAct, selectActs } from './audit-store.ts'
import type { Store } from './store.ts'

/** What every engine has to do with what the staff did. */
export function auditContract(engine: string, open: () => Promise<Store>): void {
  describe(`what the staff did, on ${engine}`, () => {
    const start = async () => {
      const store = await open()
      onTestFinished(() => store.close())
      const note = (nowMs: number) =>
        noteAct(store.db, 'maison', { person: host, act: { kind: 'signedIn' }, nowMs })
      const read = async () =>
        (await selectActs(store.db, 'maison', { before: 1e9, limit: 10 })).map(({ at }) => at)
      return { store, note, read }
    }

    test('is gone with what it belongs to, when that comes to nothing', async () => {
      const { store, note, read } = await start()
      await note(1)
      const failing = store.transaction(async (trx) => {
        await noteAct(trx, 'maison', { person: host, act: { kind: 'signedIn' }, nowMs: 2 })
        throw new Error('not done')
      })
      await expect(failing).rejects.toThrow('not done')
      await note(3)
      expect(await read()).toEqual([3, 1])
    })

    test('can be changed and deleted by no statement', async () => {
      const { store, note, read } = await start()
      await note(1)
      await expect(store.db.updateTable('audit').set({ at: 9 }).execute()).rejects.toThrow('only added to')
      await expect(store.db.deleteFrom('audit').execute()).rejects.toThrow('only added to')
      expect(await read()).toEqual([1])
    })
  })
}
