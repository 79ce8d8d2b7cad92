import type { CueLog } from '../show/price-view.ts'
import type { Pin } from './track-event.ts'

/**
 * When the picture last showed this product, and as which of the show's products; null when it had not by this programme
 * time. The same log and moment give the same answer live, behind live and in the replay.
 */
export function pinOf(
  productId: string,
  { log, startsAt, atMs }: { log: CueLog; startsAt: number; atMs: number },
): Pin | null {
  const pins = [
    ...log.base.pinned,
    ...log.events.flatMap(({ at, cue }) =>
      cue.kind === 'productPinned' ? [{ productId: cue.productId, at }] : [],
    ),
  ]
    .filter(({ at }) => at <= atMs)
    .toSorted((a, b) => a.at - b.at)
  const last = pins.findLast((pin) => pin.productId === productId)
  if (last === undefined) return null
  return {
    index: [...new Set(pins.map((pin) => String(pin.productId)))].indexOf(productId),
    second: Math.max(0, Math.floor((last.at - startsAt) / 1000)),
  }
}
