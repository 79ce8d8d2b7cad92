import type { Store } from '../store/store.ts'
import { findTenant, isListedOrigin, type Tenant } from '../store/tenant-store.ts'

/** A tenant file is applied by people: whoever comes a second or two later meets what it says. */
const KNOWN_FOR_MS = 2000
/** Strangers make up origins; their answers must not fill the memory. */
const MAX_KNOWN = 10_000

/** What each handshake asks about tenants, asked of the store once in a while instead of for each. */
export interface KnownTenants {
  byId(id: string): Promise<Tenant | undefined>
  isListed(origin: string): Promise<boolean>
}

export function createKnownTenants({
  store,
  now,
}: {
  store: Pick<Store, 'db'>
  now: () => number
}): KnownTenants {
  return {
    byId: remembered(async (id: string) => findTenant(store.db, id), now),
    isListed: remembered(async (origin: string) => isListedOrigin(store.db, origin), now),
  }
}

/** The promise is kept, not its value, so that those who ask together ask once. A failure is forgotten. */
function remembered<T>(ask: (key: string) => Promise<T>, now: () => number): (key: string) => Promise<T> {
  const answers = new Map<string, { readonly answer: Promise<T>; readonly askedAt: number }>()
  return (key) => {
    const known = answers.get(key)
    if (known !== undefined && now() - known.askedAt < KNOWN_FOR_MS) return known.answer
    if (answers.size >= MAX_KNOWN) answers.clear()
    const answer = ask(key)
    answers.set(key, { answer, askedAt: now() })
    answer.catch(() => answers.delete(key))
    return answer
  }
}
