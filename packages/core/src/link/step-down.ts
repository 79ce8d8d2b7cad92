import { openIndexedStorage } from './indexed-storage.ts'
import { openLocalStorage } from './local-storage.ts'
import type { ToteStorage } from './storage.ts'
import { pageTextStore } from './text-store.ts'

/**
 * Where to keep things after `failed` did not: IndexedDB opened anew, if only its connection was lost; then the
 * queue as text; then memory. What comes next has taken all that this page has before it counts.
 */
export async function stepDown(
  name: string,
  failed: ToteStorage | null,
  memory: ToteStorage,
): Promise<ToteStorage> {
  const rungs = [
    ...(failed?.isKept === true ? [() => openIndexedStorage(name)] : []),
    ...(failed === null || failed.isKept ? [() => openText(name)] : []),
  ]
  for (const open of rungs) {
    try {
      const storage = await open()
      await copy(memory, storage)
      return storage
    } catch {
      // The next one down.
    }
  }
  return memory
}

/** What an earlier page could only leave as text, put where everything is. */
export async function bringOver(storage: ToteStorage, name: string): Promise<void> {
  const text = await openText(name)
  const queue = await text.loadQueue()
  await storage.putQueue(queue)
  await text.deleteQueue(queue.map(({ uid }) => uid))
}

async function openText(name: string): Promise<ToteStorage> {
  const store = pageTextStore()
  if (store === null) throw new Error('there is no localStorage')
  return openLocalStorage(store, name)
}

async function copy(from: ToteStorage, to: ToteStorage): Promise<void> {
  const [place, cart, queue] = await Promise.all([from.loadPlace(), from.loadCart(), from.loadQueue()])
  if (place !== undefined) await to.savePlace(place)
  if (cart !== undefined) await to.saveCart(cart)
  await to.putQueue(queue)
}
