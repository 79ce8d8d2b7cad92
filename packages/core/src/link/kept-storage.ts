import { openIndexedStorage } from './indexed-storage.ts'
import { createMemoryStorage, type ToteStorage } from './storage.ts'
import { pageTextStore } from './text-store.ts'

/** How much of what is written survives the page, after a disk was refused or failed. */
export type Remains = 'unsent' | 'nothing'

export interface KeptStorageOptions {
  /** The best there is. */
  open(): Promise<ToteStorage>
  /** What there is after that failed, with all that this page has written so far. */
  stepDown(failed: ToteStorage | null, memory: ToteStorage): Promise<ToteStorage>
  /** What is written from here on is kept less well than before. */
  onFall(remains: Remains, cause: unknown): void
}

/** Whether there is a disk of the browser's at all. */
export function hasBrowserDisks(): boolean {
  try {
    return typeof indexedDB !== 'undefined'
  } catch {
    // Forbidden: then there is one to be refused by.
    return true
  }
}

/** IndexedDB; after it failed, what `step-down.ts` finds, which is loaded then: it seldom happens. */
export function browserDisks(name: string): Pick<KeptStorageOptions, 'open' | 'stepDown'> {
  return {
    async open() {
      const storage = await openIndexedStorage(name)
      const store = pageTextStore()
      // Something that an earlier page could only leave as text comes back to where everything is.
      if (store?.getItem(`${name}:left`) != null)
        await (await import('./step-down.ts')).bringOver(storage, name)
      return storage
    },
    stepDown: async (failed, memory) => (await import('./step-down.ts')).stepDown(name, failed, memory),
  }
}

/**
 * A storage that steps down when its disk is refused or fails midway, taking along what this page has
 * written; last of all to memory, which never fails. Whoever writes is told of no failure; `onFall` is.
 */
export async function openKeptStorage({ open, stepDown, onFall }: KeptStorageOptions): Promise<ToteStorage> {
  const memory = createMemoryStorage()
  let current: ToteStorage
  let stepping: Promise<void> | null = null

  async function fall(failed: ToteStorage | null, cause: unknown): Promise<void> {
    // What cannot even be loaded leaves memory.
    current = await stepDown(failed, memory).catch(() => memory)
    stepping = null
    if (!current.isKept && current.isQueueKept !== failed?.isQueueKept)
      onFall(current.isQueueKept ? 'unsent' : 'nothing', cause)
    else if (!current.isKept && failed?.isKept === true) onFall('unsent', cause)
  }

  async function run<T>(use: (storage: ToteStorage) => Promise<T>): Promise<T> {
    for (;;) {
      await stepping
      const storage = current
      try {
        return await use(storage)
      } catch (cause) {
        if (storage === memory) throw cause
        // Of several that fail at once the first steps down for all.
        if (storage === current) stepping ??= fall(storage, cause)
      }
    }
  }

  try {
    current = await open()
  } catch (cause) {
    current = memory
    await fall(null, cause)
  }

  const write = (put: (target: ToteStorage) => Promise<void>) =>
    run(async (storage) => {
      await put(memory)
      if (storage !== memory) await put(storage)
    })
  return {
    get isKept() {
      return current.isKept
    },
    get isQueueKept() {
      return current.isQueueKept
    },
    loadPlace: () => run((storage) => storage.loadPlace()),
    savePlace: (place) => write((target) => target.savePlace(place)),
    loadCart: () => run((storage) => storage.loadCart()),
    saveCart: (cart) => write((target) => target.saveCart(cart)),
    loadQueue: () => run((storage) => storage.loadQueue()),
    putQueue: (entries) => write((target) => target.putQueue(entries)),
    deleteQueue: (uids) => write((target) => target.deleteQueue(uids)),
    close: () => current.close(),
  }
}
