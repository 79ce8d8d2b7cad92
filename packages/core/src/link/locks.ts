/** Names that one page of the site holds at a time; a page that dies holds none. */
export interface Locks {
  /**
   * Resolves with the release once the name is ours. With `isFreeOnly` it does not wait: null when another has
   * it. A wait that `signal` ends resolves to null too.
   */
  take(
    name: string,
    options?: { readonly isFreeOnly?: boolean; readonly signal?: AbortSignal },
  ): Promise<(() => void) | null>
}

/** The browser's own; null where there are none. */
export function webLocks(): Locks | null {
  const manager: LockManager | undefined = globalThis.navigator?.locks
  if (manager === undefined) return null
  return {
    take: (name, { isFreeOnly = false, signal } = {}) =>
      new Promise((settle) => {
        const options = isFreeOnly ? { ifAvailable: true } : signal === undefined ? {} : { signal }
        manager
          .request(name, options, (lock) =>
            lock === null ? settle(null) : new Promise<void>((release) => settle(release)),
          )
          // Ended by its signal, or by a document that is going away: nobody is left who would care.
          .catch(() => settle(null))
      }),
  }
}

/** Runs one at a time among all pages of the site; where there are no locks, at once. */
export async function exclusively<T>(locks: Locks | null, name: string, run: () => Promise<T>): Promise<T> {
  const release = await locks?.take(name)
  try {
    return await run()
  } finally {
    release?.()
  }
}
