import { countWaiting } from '../store/line-store.ts'
import { selectDropped } from '../store/drop-store.ts'
import type { Db } from '../store/store.ts'

/**
 * How many wait for each of these, as `countWaiting` has it. Of what is given out by turns nothing is anybody's without one,
 * as if there were no end of those who wait: before the opening, and when nobody is in line, too.
 */
export async function countLines(
  db: Db,
  tenantId: string,
  variantIds: readonly string[],
): Promise<{ waiting: ReadonlyMap<string, number>; dropped: ReadonlySet<string> }> {
  const waiting = await countWaiting(db, tenantId, variantIds)
  const dropped = new Set(await selectDropped(db, tenantId, variantIds))
  for (const id of dropped) waiting.set(id, Infinity)
  return { waiting, dropped }
}
