/**
 * How long a show's news is gathered before one packet tells it: a packet to everybody costs by the
 * viewer, so the more there are, the fewer it must be. The largest is still below the half second at
 * which a card that comes after its picture is noticed.
 */
export function tickMs(audience: number): number {
  if (audience <= 5000) return 100
  return audience <= 20_000 ? 250 : 500
}
