/** What few of the demo's show there are, given out by turns a little after its start. */
export interface DemoDrop {
  readonly opensInSeconds: number
  readonly productId: string
  readonly variantId: string
  readonly perShopper: number
  readonly holdSeconds: number
}

/** What a host asks the hub for. Of a hub that has it already, from a start before, it is refused, and stands as it is. */
export function toDropCue(
  { opensInSeconds, holdSeconds, productId, variantId, perShopper }: DemoDrop,
  nowMs: number,
): { intent: Record<string, unknown>; at: number } {
  return {
    intent: { kind: 'announceDrop', productId, variantId, perShopper, holdMs: holdSeconds * 1000 },
    at: nowMs + opensInSeconds * 1000,
  }
}
