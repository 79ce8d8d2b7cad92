import { sweepFriends } from '../friends/forget-friends.ts'
import type { Db, Store } from '../store/store.ts'
import { sweepPasskeys } from '../store/passkey-store.ts'
import {
  sweepAnonymous,
  sweepClients,
  sweepExpired,
  sweepTombstones,
  sweepTouches,
  sweepVerdicts,
  type Batch,
} from '../store/sweep-store.ts'
import { sweepTrackCounts } from '../store/track-store.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Short enough that nobody who waits for the writer notices. */
const BATCH = 100
/** What is left after so many is left to the next time: other work comes first. */
const MAX_BATCHES = 20
/** A page that was away this long takes the whole cart without harm. */
const TOMBSTONE_MS = DAY
/** A year and the month it is compared with. */
const TRACK_MS = 400 * DAY

/** Friends meet for a show, and may buy a while after it. */
const FRIENDS_MS = 14 * DAY

/** Longer than from one season's show to that of the next year, and not for ever: who lost a passkey cannot remove it. */
const PASSKEY_MS = 730 * DAY

interface Sweep {
  readonly run: (db: Db, batch: Batch) => Promise<number>
  readonly before: number
}

/**
 * Forgets what is over, in batches, each a transaction of its own. On any number of nodes at once.
 * @param keepMs How long verdicts, pages, what was met in shows and what belongs to nobody known are kept after their last use.
 * @returns How many rows went.
 */
export async function sweep(
  store: Store,
  { nowMs, keepMs }: { nowMs: number; keepMs: number },
): Promise<number> {
  const sweeps: readonly Sweep[] = [
    { run: sweepExpired, before: nowMs },
    { run: sweepTombstones, before: nowMs - TOMBSTONE_MS },
    { run: sweepPasskeys, before: nowMs - Math.max(PASSKEY_MS, keepMs) },
    { run: sweepAnonymous, before: nowMs - keepMs },
    { run: sweepVerdicts, before: nowMs - keepMs },
    { run: sweepClients, before: nowMs - keepMs },
    { run: sweepTrackCounts, before: nowMs - TRACK_MS },
    { run: sweepFriends, before: nowMs - FRIENDS_MS },
    { run: sweepTouches, before: nowMs - keepMs },
  ]
  let total = 0
  for (const { run, before } of sweeps)
    for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
      const count = await store.transaction((trx) => run(trx, { before, limit: BATCH }))
      total += count
      if (count < BATCH) break
    }
  return total
}
