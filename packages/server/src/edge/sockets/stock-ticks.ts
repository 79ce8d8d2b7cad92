import { variantIdSchema } from '@tote/protocol'
import { freeOf } from '../../catalogue/free-of.ts'
import { selectVariants } from '../../store/catalogue-store.ts'
import type { HubContext } from '../hub-context.ts'
import type { FanOut } from './fan-out.ts'
import { tenantRoom } from './tote-socket.ts'

/** A drop changes one number hundreds of times a second; nobody reads faster than this. */
const TICK_MS = 250

/**
 * Tells all of a tenant's viewers how many are free, in ticks. That something changed is only a hint: what
 * is told is read when the tick comes.
 */
export function createStockTicks({
  fanOut,
  store,
  log,
}: Pick<HubContext, 'store' | 'log'> & { fanOut: FanOut }) {
  const waiting = new Map<string, Set<string>>()
  let timer: ReturnType<typeof setTimeout> | null = null
  return {
    tellStock(tenantId: string, variantIds: readonly string[]): void {
      if (variantIds.length === 0) return
      const known = waiting.get(tenantId) ?? new Set()
      for (const id of variantIds) known.add(id)
      waiting.set(tenantId, known)
      timer ??= setTimeout(tick, TICK_MS)
    },
    stop(): void {
      if (timer !== null) clearTimeout(timer)
      waiting.clear()
    },
  }

  function tick(): void {
    timer = null
    const due = [...waiting]
    waiting.clear()
    for (const [tenantId, variantIds] of due)
      tell(tenantId, [...variantIds]).catch((error: unknown) => {
        // A stale count is put right by the next change, and no add is decided by it.
        log.error({ err: error }, 'stock news could not be told')
      })
  }

  async function tell(tenantId: string, variantIds: readonly string[]): Promise<void> {
    const rows = await selectVariants(store.db, tenantId, { variantIds })
    const levels = rows.flatMap((row) => {
      const free = freeOf(row)
      // A row's id passed this schema when the tenant file was read.
      return free === null ? [] : [[variantIdSchema.parse(row.id), free] satisfies [unknown, number]]
    })
    if (levels.length > 0) fanOut.toRoom(tenantRoom(tenantId), 'stock', { levels })
  }
}
