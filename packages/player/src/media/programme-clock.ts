/** A stretch of a stream, as an engine lists it. */
export interface DatedStretch {
  /** Media time of its first picture, in seconds. */
  readonly start: number
  readonly duration: number
  /** Counts the discontinuities before it. */
  readonly round: number
  /** Programme time the playlist gives it, in milliseconds; null where it says nothing. */
  readonly startsAtMs: number | null
}

export interface DatedStream {
  readonly stretches: readonly DatedStretch[]
  /** More is still to come than is listed. */
  readonly isLive: boolean
}

/** A round dated so much before the rest has a date of its own, when it was made: an advertisement. */
const OWN_DATE_MS = 24 * 60 * 60_000

interface Placed extends DatedStretch {
  /** Of its first picture; null before the first date. */
  readonly pdt: number | null
  readonly isBreak: boolean
}

/**
 * Gives each stretch its programme time. What carries no date goes on from the one before; but a round without a date of
 * the show, with one that has it to follow, is a break: the show waits, and so does its time. Live there is always one to
 * follow: while a break is on, nothing after it is listed yet.
 */
function place({ stretches, isLive }: DatedStream): Placed[] {
  const firstDated = new Map<number, { start: number; startsAtMs: number }>()
  const newest = Math.max(...stretches.map(({ startsAtMs }) => startsAtMs ?? 0))
  for (const { round, start, startsAtMs } of stretches)
    if (startsAtMs !== null && newest - startsAtMs < OWN_DATE_MS && !firstDated.has(round))
      firstDated.set(round, { start, startsAtMs })
  const lastDatedRound = isLive ? Infinity : Math.max(...firstDated.keys())
  let [clock, lastRound]: [number | null, number | null] = [null, null]
  return stretches.map((stretch) => {
    const { round, start, duration } = stretch
    const dated = firstDated.get(round)
    const isBreak = dated === undefined && round < lastDatedRound
    // A round may be dated later than at its start.
    const begin =
      round !== lastRound && dated !== undefined ? dated.startsAtMs - (dated.start - start) * 1000 : clock
    const pdt: number | null = (dated && stretch.startsAtMs) ?? begin
    lastRound = round
    clock = pdt === null || isBreak ? pdt : pdt + duration * 1000
    return { ...stretch, pdt, isBreak }
  })
}

/** Programme time of the picture at this media time, in milliseconds; null while unknown. */
export function programmeTimeAt(stream: DatedStream, time: number): number | null {
  const placed = place(stream)
  const found = placed.findLast(({ start }) => start <= time) ?? placed[0]
  if (found === undefined || found.pdt === null) return null
  return found.isBreak ? found.pdt : found.pdt + (time - found.start) * 1000
}

/** Media time at which this programme time is shown, never inside a break; null when the stream does not hold it. */
export function mediaTimeOf(stream: DatedStream, pdt: number): number | null {
  // The latest one: what was dated anew holds.
  const found = place(stream).findLast(
    (stretch) =>
      !stretch.isBreak &&
      stretch.pdt !== null &&
      pdt >= stretch.pdt &&
      pdt < stretch.pdt + stretch.duration * 1000,
  )
  if (found === undefined || found.pdt === null) return null
  return found.start + (pdt - found.pdt) / 1000
}
