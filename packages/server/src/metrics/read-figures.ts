import { selectHoldCounts, selectOldestUnsent, selectStockDrift } from '../store/figures-store.ts'
import type { Db } from '../store/store.ts'
import type { DatabaseFigures } from './metrics.ts'

/** Sums over all there is: not at every look of every Prometheus. */
const DRIFT_EVERY_MS = 60_000

/** What only the database knows, with the dear part of it remembered for a while. */
export function createFiguresReader(db: Db, now: () => number): () => Promise<DatabaseFigures> {
  let drift: { readonly units: number; readonly atMs: number } | null = null
  return async () => {
    const [holds, oldest] = await Promise.all([selectHoldCounts(db), selectOldestUnsent(db)])
    if (drift === null || now() - drift.atMs >= DRIFT_EVERY_MS)
      drift = { units: await selectStockDrift(db), atMs: now() }
    return {
      holds,
      stockDrift: drift.units,
      outboxAgeSeconds: oldest === null ? 0 : Math.max(0, (now() - oldest) / 1000),
    }
  }
}
