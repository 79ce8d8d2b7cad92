import type { LineHold } from './stock-book.ts'

/** Units set aside at a location: of one line, or of all. */
export function sumAt(
  holds: readonly LineHold[],
  at: { variantId: string; locationId: string },
  lineId?: string,
): number {
  return holds.reduce(
    (sum, hold) =>
      hold.variantId === at.variantId &&
      hold.locationId === at.locationId &&
      (lineId === undefined || hold.lineId === lineId)
        ? sum + hold.qty
        : sum,
    0,
  )
}

/** One entry for each line and location. */
export function combine(holds: readonly LineHold[]): LineHold[] {
  const byPlace = new Map<string, LineHold>()
  for (const { lineId, variantId, locationId, qty } of holds) {
    const key = JSON.stringify([lineId, variantId, locationId])
    byPlace.set(key, { lineId, variantId, locationId, qty: qty + (byPlace.get(key)?.qty ?? 0) })
  }
  return [...byPlace.values()]
}
