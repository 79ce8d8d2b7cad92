import { parseQueue } from './queued-schema.ts'
import { createMemoryStorage, type ToteStorage } from './storage.ts'
import type { TextStore } from './text-store.ts'

/**
 * The queue in `localStorage`, an entry each, so that two tabs never write over each other. A key that no
 * script can read does not fit in text: the place lives in memory, and with it the right to its cart. So the
 * cart is not kept either: a page that starts anew has another one, and shows no line that will be gone.
 */
export function openLocalStorage(store: TextStore, name: string): ToteStorage {
  const memory = createMemoryStorage()
  const prefix = `${name}:queue:`
  return {
    ...memory,
    isQueueKept: true,
    loadQueue() {
      const texts = keysOf(store, prefix).map((key) => store.getItem(key))
      return Promise.resolve(parseQueue(texts.map(parseText)))
    },
    // Async, so that a full store is a refusal and not an exception in the middle of somebody's call.
    async putQueue(entries) {
      // Tells the next page that there is something to look for, empty or not: a full store fails here.
      store.setItem(`${name}:left`, '1')
      for (const entry of entries) store.setItem(prefix + entry.uid, JSON.stringify(entry))
    },
    async deleteQueue(uids) {
      for (const uid of uids) store.removeItem(prefix + uid)
      if (keysOf(store, prefix).length === 0) store.removeItem(`${name}:left`)
    },
  }
}

function keysOf(store: TextStore, prefix: string): string[] {
  return Array.from({ length: store.length }, (_, index) => store.key(index) ?? '').filter((key) =>
    key.startsWith(prefix),
  )
}

function parseText(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}
