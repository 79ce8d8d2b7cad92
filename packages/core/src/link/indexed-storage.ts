import { cartSchema, placeIdSchema, clientIdSchema, pair } from '@tote/protocol'
import * as z from 'zod/mini'
import { parseQueue } from './queued-schema.ts'
import type { KeptCart, KeptPlace, ToteStorage } from './storage.ts'

const placeSchema = z.object({
  keys: z.object({
    privateKey: z.instanceof(CryptoKeyOrNothing()),
    publicKey: z.instanceof(CryptoKeyOrNothing()),
  }),
  placeId: z.nullable(placeIdSchema),
})
const keptCartSchema = z.object({
  epoch: z.string(),
  cart: cartSchema,
  lastMids: z.array(pair(clientIdSchema, z.int())),
})

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
  const opening = indexedDB.open(name, 1)
  opening.addEventListener('upgradeneeded', () => {
    opening.result.createObjectStore('kept')
    opening.result.createObjectStore('queue')
  })
  const database = await answer(opening)
  // A newer version in another tab must not wait for this one.
  database.addEventListener('versionchange', () => database.close())

  async function read(store: 'kept' | 'queue', ask: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
    return answer(ask(database.transaction(store).objectStore(store)))
  }

  /** Resolves once it is written; what the shopper did, once it is on the disk itself. */
  function write(
    store: 'kept' | 'queue',
    change: (store: IDBObjectStore) => void,
    durability: IDBTransactionDurability = 'default',
  ): Promise<void> {
    return new Promise((done, fail) => {
      const transaction = database.transaction(store, 'readwrite', { durability })
      transaction.addEventListener('complete', () => done())
      transaction.addEventListener('abort', () => fail(causeOf(transaction)))
      change(transaction.objectStore(store))
    })
  }

  return {
    isKept: true,
    isQueueKept: true,
    async loadPlace(): Promise<KeptPlace | undefined> {
      return placeSchema.safeParse(await read('kept', (kept) => kept.get('place'))).data
    },
    savePlace: (place) => write('kept', (kept) => kept.put(place, 'place')),
    async loadCart(): Promise<KeptCart | undefined> {
      return keptCartSchema.safeParse(await read('kept', (kept) => kept.get('cart'))).data
    },
    saveCart: (cart) => write('kept', (kept) => kept.put(cart, 'cart')),
    loadQueue: async () => parseQueue(await read('queue', (queue) => queue.getAll())),
    putQueue: (entries) =>
      write('queue', (queue) => entries.forEach((entry) => queue.put(entry, entry.uid)), 'strict'),
    deleteQueue: (uids) => write('queue', (queue) => uids.forEach((uid) => queue.delete(uid))),
    close: () => database.close(),
  }
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, fail) => {
    request.addEventListener('success', () => done(request.result))
    request.addEventListener('error', () => fail(causeOf(request)))
  })
}

function causeOf({ error }: { readonly error: DOMException | null }): Error {
  return error ?? new Error('IndexedDB did not say why')
}
