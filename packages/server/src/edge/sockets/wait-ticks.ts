import { selectFront } from '../../store/line-store.ts'
import { selectWaits } from '../../store/waiting-store.ts'
import type { HubContext, MovedLines } from '../hub-context.ts'
import type { FanOut } from './fan-out.ts'

/** A line moves many times a second when many are called at once; nobody reads faster than this. */
const TICK_MS = 250
/** So many of a line are told whenever it moves. Who is further behind hears it at the next greeting, and by then. */
const MOST_TOLD = 100

interface Due {
  readonly cartIds: Set<string>
  readonly variantIds: Set<string>
}

/**
 * Tells shoppers their places in lines, in ticks: those that changed, and those behind them. That a line moved is only a
 * hint: what is told is read when the tick comes, so a hint lost or doubled does no harm.
 */
export function createWaitTicks({
  fanOut,
  store,
  log,
}: Pick<HubContext, 'store' | 'log'> & { fanOut: FanOut }) {
  const due = new Map<string, Due>()
  let timer: ReturnType<typeof setTimeout> | null = null
  return {
    tellWaits(tenantId: string, { cartIds, variantIds }: MovedLines): void {
      const known = due.get(tenantId) ?? { cartIds: new Set(), variantIds: new Set() }
      for (const id of cartIds) known.cartIds.add(id)
      for (const id of variantIds) known.variantIds.add(id)
      due.set(tenantId, known)
      timer ??= setTimeout(tick, TICK_MS)
    },
    stop(): void {
      if (timer !== null) clearTimeout(timer)
      due.clear()
    },
  }

  function tick(): void {
    timer = null
    const now = [...due]
    due.clear()
    for (const [tenantId, moved] of now)
      tell(tenantId, moved).catch((error: unknown) => {
        // Told again by the next move, and at the next greeting.
        log.error({ err: error }, 'places in lines could not be told')
      })
  }

  async function tell(tenantId: string, { cartIds, variantIds }: Due): Promise<void> {
    const told = new Set(cartIds)
    for (const variantId of variantIds)
      for (const { cartId } of await selectFront(store.db, { tenantId, variantId }, MOST_TOLD))
        told.add(cartId)
    const here = [...told].filter((cartId) => fanOut.sizeOf(`cart:${cartId}`) > 0)
    const waits = await selectWaits(store.db, tenantId, here)
    for (const cartId of here) fanOut.toRoom(`cart:${cartId}`, 'waits', waits.get(cartId) ?? null)
  }
}
