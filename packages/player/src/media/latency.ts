/** Seconds behind the edge within which a picture counts as live. */
export const LIVE_WITHIN = 4
/** A live window this long, in seconds, is a recording to go back in; a shorter one is only room for a stall. */
export const REWIND_FROM = 60

/** Nearer than this is at the target: a speed that goes up and down around it would be heard. */
const STEADY_WITHIN = 0.3
const CATCH_UP_FROM = 1
/** Back from a hidden tab nobody hears a jump as one, nor waits for a chase. */
const RETURN_WITHIN = 1.5
/** To make up more than this by speed takes the better part of a minute. */
const JUMP_FROM = 6
const FASTEST = 1.1
/** Seconds in hand below which speed would only bring the next stall. */
const IN_HAND = 1

export interface LiveMoment {
  /** Seconds from the picture to where a live viewer should be; below 0 it is ahead of that. */
  readonly behind: number
  /** Seconds loaded ahead of the picture. */
  readonly inHand: number
  /** False where the shopper went back on purpose. */
  readonly isFollowing: boolean
  /** The tab was hidden until just now. */
  readonly hasReturned: boolean
  /** A player that is not ours to pace keeps its speed. */
  readonly canCatchUp: boolean
  /** The speed it has. */
  readonly rate: number
}

export type LatencyStep = { readonly do: 'jump' } | { readonly do: 'pace'; readonly rate: number }

/** What brings a live picture to its place in time: a jump, or a speed between 1 and 1.1 that the voice does not tell. */
export function keepUp({
  behind,
  inHand,
  isFollowing,
  hasReturned,
  canCatchUp,
  rate,
}: LiveMoment): LatencyStep {
  if (!isFollowing) return { do: 'pace', rate: 1 }
  if (behind > (hasReturned ? RETURN_WITHIN : JUMP_FROM)) return { do: 'jump' }
  if (!canCatchUp || inHand < IN_HAND) return { do: 'pace', rate: 1 }
  const isCatchingUp = rate > 1
  if (behind < (isCatchingUp ? STEADY_WITHIN : CATCH_UP_FROM)) return { do: 'pace', rate: 1 }
  // In steps of a hundredth, so that the element is not told a new speed each time.
  return { do: 'pace', rate: Math.min(FASTEST, 1 + Math.max(2, Math.round(behind * 3)) / 100) }
}
