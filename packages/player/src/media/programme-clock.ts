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

interface Placed extends DatedStretch {
  /** Of its first picture; null before the first date. */
  readonly pdt: number | null
  readonly isBreak: boolean
}

/**
 * Gives each stretch its programme time. What carries no date goes on from the one before; but a round without any date,
 * with a dated one after it, is a break: the show waits, and so does its time.
 */
function place(stretches: readonly DatedStretch[]): Placed[] {
  const firstDated = new Map<number, { start: number; startsAtMs: number }>()
  for (const { round, start, startsAtMs } of stretches)
    if (startsAtMs !== null && !firstDated.has(round)) firstDated.set(round, { start, startsAtMs })
  const lastDatedRound = Math.max(...firstDated.keys())
  let [clock, lastRound]: [number | null, number | null] = [null, null]
  return stretches.map((stretch) => {
    const { round, start, duration } = stretch
    const dated = firstDated.get(round)
    const isBreak = dated === undefined && round < lastDatedRound
    // A round may be dated later than at its start.
    const begin =
      round !== lastRound && dated !== undefined ? dated.startsAtMs - (dated.start - start) * 1000 : clock
    const pdt: number | null = stretch.startsAtMs ?? begin
    lastRound = round
    clock = pdt === null || isBreak ? pdt : pdt + duration * 1000
    return { ...stretch, pdt, isBreak }
  })
}

/** Programme time of the picture at this media time, in milliseconds; null while unknown. */
export function programmeTimeAt(stretches: readonly DatedStretch[], time: number): number | null {
  const placed = place(stretches)
  const found = placed.findLast(({ start }) => start <= time) ?? placed[0]
  if (found === undefined || found.pdt === null) return null
  return found.isBreak ? found.pdt : found.pdt + (time - found.start) * 1000
}

/** Media time at which this programme time is shown, never inside a break; null when the stream does not hold it. */
export function mediaTimeOf(stretches: readonly DatedStretch[], pdt: number): number | null {
  // The latest one: what was dated anew holds.
  const found = place(stretches).findLast(
    (stretch) =>
      !stretch.isBreak &&
      stretch.pdt !== null &&
      pdt >= stretch.pdt &&
      pdt < stretch.pdt + stretch.duration * 1000,
  )
  if (found === undefined || found.pdt === null) return null
  return found.start + (pdt - found.pdt) / 1000
}
