import { cartSchema, mutationSchema, cartIdSchema, clientIdSchema, placeIdSchema } from '@tote/protocol'
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import * as z from 'zod/mini'
import type { KeptCart, KeptPlace, QueuedMutation, ToteStorage } from './storage.ts'

interface Schema extends DBSchema {
  kept: { key: 'place' | 'cart'; value: unknown }
  queue: { key: string; value: unknown }
}

const placeSchema = z.object({
  keys: z.object({
    privateKey: z.instanceof(CryptoKeyOrNothing()),
    publicKey: z.instanceof(CryptoKeyOrNothing()),
  }),
  placeId: z.nullable(placeIdSchema),
})
const keptCartSchema = z.object({ epoch: z.string(), cart: cartSchema })
const queuedSchema = z.object({ ...mutationSchema.shape, clientId: clientIdSchema, cartId: cartIdSchema })

/** Importing this must not fail where there is no WebCrypto; there is no IndexedDB there either. */
function CryptoKeyOrNothing(): typeof CryptoKey {
  return globalThis.CryptoKey ?? class Nothing {}
}

/**
 * Storage in IndexedDB, in the mounting site's own partition. What an older version or a stranger left
 * there and no schema knows is treated as absent.
 * @throws when the browser refuses to open it (storage blocked, private mode).
 */
export async function openIndexedStorage(name: string): Promise<ToteStorage> {
  const database: IDBPDatabase<Schema> = await openDB<Schema>(name, 1, {
    upgrade(db) {
      db.createObjectStore('kept')
      db.createObjectStore('queue')
    },
    // A newer version in another tab must not wait for this one.
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close()
    },
  })
  return {
    isKept: true,
    async loadPlace(): Promise<KeptPlace | undefined> {
      return placeSchema.safeParse(await database.get('kept', 'place')).data
    },
    async savePlace(place) {
      await database.put('kept', place, 'place')
    },
    async loadCart(): Promise<KeptCart | undefined> {
      return keptCartSchema.safeParse(await database.get('kept', 'cart')).data
    },
    async saveCart(cart) {
      await database.put('kept', cart, 'cart')
    },
    async loadQueue(): Promise<QueuedMutation[]> {
      const rows = await database.getAll('queue')
      return rows.flatMap((row) => {
        const parsed = queuedSchema.safeParse(row)
        return parsed.success ? [parsed.data] : []
      })
    },
    async putQueue(entries) {
      const transaction = database.transaction('queue', 'readwrite', { durability: 'strict' })
      await Promise.all([
        ...entries.map((entry) => transaction.store.put(entry, entry.uid)),
        transaction.done,
      ])
    },
    async deleteQueue(uids) {
      const transaction = database.transaction('queue', 'readwrite')
      await Promise.all([...uids.map((uid) => transaction.store.delete(uid)), transaction.done])
    },
    close: () => database.close(),
  }
}
