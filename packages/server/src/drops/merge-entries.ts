import {
  deleteDropEntry,
  lockDrop,
  selectDropEntries,
  updateDropEntry,
  type DropEntryRow,
} from '../store/drop-store.ts'
import type { Db } from '../store/store.ts'
import { mergeWaiting } from '../waitlist/merge-waiting.ts'
import { logPlace } from './append-to-log.ts'

/**
 * Two carts become one, and so do their entries in drops: of two in one drop one stays, which is the one that still has a
 * place or, while all are equal, that came first. Under the locks of both carts, and the last thing done under them.
 */
export async function mergeEntries(
  db: Db,
  tenantId: string,
  { from, into, nowMs }: { from: string; into: string; nowMs: number },
): Promise<void> {
  const known = await selectDropEntries(db, tenantId, from)
  if (known.length === 0) return
  for (const { drop_id } of known) await lockDrop(db, tenantId, drop_id)
  // They may have been drawn since the lines became one, and not been called: that takes the cart's lock.
  await mergeWaiting(db, tenantId, { from, into, nowMs })
  const target = await selectDropEntries(db, tenantId, into)
  for (const mine of await selectDropEntries(db, tenantId, from)) {
    const other = target.find(({ drop_id }) => drop_id === mine.drop_id)
    if (other !== undefined) {
      const isBetter = rank(mine) < rank(other) || (rank(mine) === rank(other) && mine.n < other.n)
      const loser = isBetter ? other : mine
      if (loser.state === 'entered')
        await logPlace(db, tenantId, {
          place: { drop: { id: loser.drop_id, who: loser.who } },
          news: { kind: 'passed' },
          nowMs,
        })
      await deleteDropEntry(db, loser)
      if (!isBetter) continue
    }
    await updateDropEntry(db, mine, { cart_id: into })
  }
}

/** A place that is there before what was taken, and that before what is over. */
function rank({ state }: DropEntryRow): number {
  return ['queued', 'entered', 'taken', 'passed'].indexOf(state)
}
