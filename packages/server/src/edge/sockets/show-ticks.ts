import type { Catalogue, ShowEvent, ShowId } from '@tote/protocol'
import type { ShowLog } from '../../shows/show-log.ts'
import { tickMs } from '../../shows/tick-ms.ts'
import type { FanOut } from './fan-out.ts'
import { showRoom } from './tote-socket.ts'

/** `T`: the tenant, of which only the id is looked at here. */
export interface ShowTicksDeps<T extends { readonly id: string }> {
  readonly fanOut: FanOut
  /** The show's one log, at `upTo` or beyond. */
  readLog(tenantId: string, show: { showId: ShowId; upTo: number }): Promise<ShowLog>
  readProducts(tenant: T, productIds: readonly string[]): Promise<Catalogue['products']>
  /** What happened in the show, on this node for the first time. */
  onTold?(tenantId: string, showId: ShowId, events: readonly ShowEvent[]): void
  onError(error: unknown): void
}

interface Moving<T> {
  readonly tenant: T
  readonly showId: ShowId
  readonly room: string
  /** Up to where the log is known to go. */
  seq: number
  readonly timer: ReturnType<typeof setTimeout>
}

/**
 * Tells shows' logs to those who follow, in ticks. That a show has moved on is only a hint: what is told
 * is read from the show's one log, from the number that was last told here, so a hint lost, doubled or
 * late, and from whichever node, leaves no gap and tells nothing twice.
 */
export function createShowTicks<T extends { readonly id: string }>({
  fanOut,
  readLog,
  readProducts,
  onTold,
  onError,
}: ShowTicksDeps<T>) {
  const moving = new Map<string, Moving<T>>()
  return {
    /** The show's log goes up to `seq` by now. */
    tellShow(tenant: T, { showId, seq }: { showId: ShowId; seq: number }): void {
      const room = showRoom(tenant.id, showId)
      const known = moving.get(room)
      if (known !== undefined) known.seq = Math.max(known.seq, seq)
      else {
        const timer = setTimeout(() => end(room), tickMs(fanOut.sizeOf(room)))
        moving.set(room, { tenant, showId, room, seq, timer })
      }
    },
    stop(): void {
      for (const { timer } of moving.values()) clearTimeout(timer)
      moving.clear()
    },
  }

  function end(room: string): void {
    const show = moving.get(room)
    moving.delete(room)
    // What could not be read stays untold: the next hint, or a join, brings it.
    if (show !== undefined) tell(show).catch(onError)
  }

  /**
   * Cues first, then the catalogue as it is now: a price that came before its cue would be taken for the
   * price of a picture that has not got there.
   */
  async function tell({ tenant, showId, room, seq }: Moving<T>): Promise<void> {
    const told = (await readLog(tenant.id, { showId, upTo: seq })).takeUntold()
    if (told === null) return
    onTold?.(tenant.id, showId, told.events)
    fanOut.toRoom(room, 'show', { showId, ...told })
    const productIds = changedProducts(told.events)
    if (productIds.length === 0) return
    fanOut.toRoom(room, 'catalogue', { showId, products: await readProducts(tenant, productIds) })
  }
}

/** Those whose price or stock the catalogue tells differently after these cues. */
function changedProducts(events: readonly ShowEvent[]): string[] {
  const ids = new Set<string>()
  for (const { cue } of events)
    if (cue.kind === 'priceChanged' || cue.kind === 'soldOutMarked') ids.add(cue.productId)
  return [...ids]
}
