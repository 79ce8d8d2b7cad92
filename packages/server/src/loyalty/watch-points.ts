import type { ShowId } from '@tote/protocol'
import type { Logger } from 'pino'
import { toToteFailure } from '../edge/to-error.ts'
import type { Session } from '../journeys/grants.ts'
import type { Store } from '../store/store.ts'
import { selectShopperOfJourney } from '../store/points-store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { bookMinute } from './points-ledger.ts'

const MINUTE_MS = 60_000
/** What a crash may cost: a minute that is not written is watched again in the next. */
const WRITE_EVERY_MS = 1000
/** One transaction holds up the carts' behind it for no longer than one of those would. */
const MOST_AT_ONCE = 50
/** A store that is away must not fill our memory: what is beyond was not watched. */
export const MOST_WAITING = 50_000

/**
 * The minutes in which shoppers watched. A page tells where its picture is each few seconds: the first word of a minute counts it, on
 * whichever node and screen, and the others cost nothing.
 */
export interface WatchPoints {
  /** Its shopper watches this show now, and allows measuring. */
  watched(session: Session, showId: ShowId): void
  /** Writes what is left. */
  stop(): Promise<void>
}

interface Minute {
  readonly tenant: Tenant
  readonly journeyId: string
  readonly showId: ShowId
  readonly minute: number
}

export function createWatchPoints({
  store,
  now,
  log,
}: {
  readonly store: Store
  readonly now: () => number
  readonly log: Logger
}): WatchPoints {
  let current = 0
  /** Who was counted in the minute that goes on. */
  let counted = new Set<string>()
  let waiting: Minute[] = []
  let timer: ReturnType<typeof setTimeout> | null = null
  let writing: Promise<void> = Promise.resolve()

  return {
    watched({ tenant, journeyId }, showId) {
      if (tenant.loyalty?.watch === undefined) return
      const minute = Math.floor(now() / MINUTE_MS)
      if (minute !== current) counted = new Set()
      current = minute
      const key = JSON.stringify([tenant.id, journeyId, showId])
      if (counted.has(key) || waiting.length >= MOST_WAITING) return
      counted.add(key)
      waiting.push({ tenant, journeyId, showId, minute })
      timer ??= setTimeout(() => void written(), WRITE_EVERY_MS)
    },
    stop: written,
  }

  function written(): Promise<void> {
    if (timer !== null) clearTimeout(timer)
    timer = null
    writing = writing.then(write)
    return writing
  }

  async function write(): Promise<void> {
    const all = waiting
    waiting = []
    for (let first = 0; first < all.length; first += MOST_AT_ONCE)
      await book(all.slice(first, first + MOST_AT_ONCE)).catch((error: unknown) => toToteFailure(error, log))
  }

  function book(minutes: readonly Minute[]): Promise<void> {
    return store.transaction(async (trx) => {
      const owned = []
      for (const minute of minutes) {
        const shopperId = await selectShopperOfJourney(trx, minute.tenant.id, minute.journeyId)
        if (shopperId !== undefined) owned.push({ ...minute, shopperId })
      }
      // Accounts in one order: two nodes that write at once do not wait for each other in a ring.
      for (const { tenant, ...watched } of owned.toSorted((one, other) =>
        keyOf(one) < keyOf(other) ? -1 : 1,
      ))
        await bookMinute(trx, tenant, { ...watched, nowMs: now() })
    })
  }
}

const keyOf = ({ tenant, shopperId, showId }: { tenant: Tenant; shopperId: string; showId: string }) =>
  JSON.stringify([tenant.id, shopperId, showId])
