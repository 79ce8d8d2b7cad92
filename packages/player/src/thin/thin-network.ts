/** Long enough to see that it goes on, short enough that what was an hour ago is no matter. */
const WITHIN_MS = 60_000
/** One stall is a tunnel, two are a bad minute. */
const STALLS = 3
/** What is measured is how fast segments came; a picture needs a little more than its own rate. */
const MARGIN = 1.1

export interface NetworkFacts {
  /** When the picture had to wait for the network, milliseconds. */
  readonly stallsAt: readonly number[]
  readonly nowMs: number
  /** Bits per second that came lately; null while unknown, or where the browser does not say. */
  readonly measured: number | null
  /** Of the stream's least quality with a picture; null while unknown. */
  readonly needed: number | null
}

/**
 * Whether a network is too thin for any picture of this stream: it stalls again and again, and less comes than the least
 * quality takes. A network that is fast enough stalls for another reason, which going without the picture does not mend.
 */
export function isThinNetwork({ stallsAt, nowMs, measured, needed }: NetworkFacts): boolean {
  const lately = stallsAt.filter((atMs) => nowMs - atMs <= WITHIN_MS)
  if (lately.length < STALLS) return false
  return measured === null || needed === null || measured < needed * MARGIN
}
