import type { CartLine, CartOp } from '@tote/protocol'
import { atom } from 'nanostores'
import type { Clock } from '../link/clock.ts'
import type { UndoOffer } from '../tote.ts'

/** Long enough to see that the wrong line went. */
const UNDO_MS = 10_000

export interface Undoing {
  readonly kind: UndoOffer['kind']
  readonly titles: readonly string[]
  ops(): CartOp[]
}

/** Remembers how to undo the last removal, or what was brought along, for a while. */
export function createUndo(clock: Clock) {
  const $undo = atom<UndoOffer | null>(null)
  let undoing: () => CartOp[] = () => []
  let cancel = () => {}
  const drop = () => {
    cancel()
    undoing = () => []
    $undo.set(null)
  }
  return {
    $undo,
    drop,
    /** `ops` are asked for when it is taken: the cart may have changed by then. */
    offer({ kind, titles, ops }: Undoing): void {
      drop()
      if (titles.length === 0) return
      undoing = ops
      $undo.set({ kind, titles, untilMs: clock.now() + UNDO_MS })
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
    /** The operations that undo it; none when the offer is over. */
    take(): CartOp[] {
      const ops = undoing()
      drop()
      return ops
    },
  }
}

/** Puts lines back that were taken out. */
export function bringBack(lines: readonly CartLine[]): CartOp[] {
  return lines.flatMap(({ id: lineId, variantId, planId, attrs, qty, showId, isSent }): CartOp[] => [
    {
      op: 'addLine',
      variantId,
      qty,
      attrs,
      ...(planId === undefined ? {} : { planId }),
      ...(showId === undefined ? {} : { showId }),
    },
    ...(isSent === true ? [{ op: 'sendLine' as const, lineId, isSent }] : []),
  ])
}

/** Takes lines out again that came along; what was there before, or came after, stays. */
export function takeOut(lines: readonly CartLine[], now: readonly CartLine[]): CartOp[] {
  return lines.flatMap(({ id: lineId, qty }): CartOp[] => {
    const left = (now.find((line) => line.id === lineId)?.qty ?? 0) - qty
    return [left > 0 ? { op: 'setQuantity', lineId, qty: left } : { op: 'removeLine', lineId }]
  })
}
