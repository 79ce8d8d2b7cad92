import type { CalledUnit } from '../stock/stock-book.ts'
import type { Waiting } from '../store/waiting-store.ts'

/** The units that are called to a cart, of all that it waits for. */
export function toCalled(waiting: readonly Waiting[]): CalledUnit[] {
  return waiting.flatMap(({ variantId, turn, units }) =>
    turn === null ? [] : Array.from({ length: units }, () => ({ variantId, locationId: turn.locationId })),
  )
}
