import type { CartLine, CartOp } from '@tote/protocol'
import { atom } from 'nanostores'
import type { Clock } from '../link/clock.ts'
import type { UndoOffer } from '../tote.ts'

/** Long enough to see that the wrong line went. */
const UNDO_MS = 10_000

/** Remembers what the last removal took, for a while. */
export function createUndo(clock: Clock) {
  const $undo = atom<UndoOffer | null>(null)
  let lines: readonly CartLine[] = []
  let cancel = () => {}
  const drop = () => {
    cancel()
    lines = []
    $undo.set(null)
  }
  return {
    $undo,
    drop,
    offer(taken: readonly CartLine[], titles: readonly string[]): void {
      drop()
      if (taken.length === 0) return
      lines = taken
      $undo.set({ titles, untilMs: clock.now() + UNDO_MS })
      cancel = clock.setTimeout(drop, UNDO_MS)
    },
    /** The time of this offer stands still until the returned stop is called. */
    hold(): () => void {
      const held = $undo.get()
      if (held === null) return () => {}
      cancel()
      const leftMs = Math.max(0, held.untilMs - clock.now())
      return () => {
        // Taken, dropped or followed by another offer, which has its own time; or already let go.
        if ($undo.get() !== held) return
        $undo.set({ ...held, untilMs: clock.now() + leftMs })
        cancel = clock.setTimeout(drop, leftMs)
      }
    },
    /** The operations that bring back what was taken; none when the offer is over. */
    take(): CartOp[] {
      const ops = lines.map(({ variantId, planId, attrs, qty, showId }): CartOp => ({
        op: 'addLine',
        variantId,
        qty,
        attrs,
        ...(planId === undefined ? {} : { planId }),
        ...(showId === undefined ? {} : { showId }),
      }))
      drop()
      return ops
    },
  }
}
