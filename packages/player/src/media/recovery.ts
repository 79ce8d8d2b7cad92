/** What goes wrong with a stream, as an engine tells it. */
export type Trouble =
  /** One segment is missing, broken or cut. */
  | 'segment'
  /** The picture cannot be decoded, or the element cannot take it. */
  | 'picture'
  /** A playlist does not come. */
  | 'playlist'
  /** Nothing that trying again mends. */
  | 'other'

export interface Tries {
  /** Segments left out in a row. */
  readonly skips: number
  /** Resets of the picture in a row. */
  readonly resets: number
  /** Times the stream was asked for again, since something of it came. */
  readonly asks: number
}

export type Remedy =
  | { readonly do: 'skip' }
  | { readonly do: 'reset' }
  /** Ask again: at the next address, after that wait. `isTold` once a shopper should know. */
  | { readonly do: 'ask'; readonly delayMs: number; readonly isTold: boolean }
  | { readonly do: 'give-up' }

export const NO_TRIES: Tries = { skips: 0, resets: 0, asks: 0 }

/** A hole of three segments is not one that slipped: what serves them is away. */
const MAX_SKIPS = 3
/** A picture that breaks twice in a row will not come back by being reset again. */
const MAX_RESETS = 2
/** First wait before every address is asked anew, doubling to the last. */
const FIRST_WAIT_MS = 1000
const LAST_WAIT_MS = 15_000
/** Rounds of all addresses after which a shopper is told; they are still asked. */
const ROUNDS_IN_SILENCE = 2

/** The gentlest thing that can help. `sources` counts the addresses of the stream. */
export function findRemedy(trouble: Trouble, { skips, resets, asks }: Tries, sources: number): Remedy {
  if (trouble === 'other') return { do: 'give-up' }
  if (trouble === 'segment' && skips < MAX_SKIPS) return { do: 'skip' }
  if (trouble === 'picture') return resets < MAX_RESETS ? { do: 'reset' } : { do: 'give-up' }
  // Another address is asked at once; the first one again only after a wait.
  const round = Math.floor(asks / sources)
  const isRoundOver = (asks + 1) % sources === 0
  return {
    do: 'ask',
    delayMs: isRoundOver ? Math.min(LAST_WAIT_MS, FIRST_WAIT_MS * 2 ** round) : 0,
    isTold: round >= ROUNDS_IN_SILENCE,
  }
}
