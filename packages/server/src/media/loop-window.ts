/** One segment of a loop that is broadcast again and again. */
export interface LoopSegment {
  /** Counts every segment ever sent, from 0: the media sequence number. */
  readonly sequence: number
  /** Which of the film's segments it is. */
  readonly index: number
  /** How many times the film had started anew before: the discontinuity sequence. */
  readonly loop: number
  /** Programme time of its first picture, milliseconds. */
  readonly startsAtMs: number
  readonly durationMs: number
}

export interface LoopTimes {
  readonly startedAtMs: number
  readonly nowMs: number
}

/**
 * The sliding window of a film that goes round since `startedAtMs`, as an encoder would have published
 * it by now: a segment is there once it is over, the oldest fall out. Depends on nothing but its
 * arguments, so that a hub that restarts, or another node, gives the same stream.
 */
export function loopWindow(
  durationsSeconds: readonly number[],
  { startedAtMs, nowMs, windowMs }: LoopTimes & { windowMs: number },
): LoopSegment[] {
  const starts = toStarts(durationsSeconds)
  const loopMs = starts.at(-1) ?? 0
  const window: LoopSegment[] = []
  let covered = 0
  for (let next = lastComplete(starts, nowMs - startedAtMs); next >= 0 && covered < windowMs; next -= 1) {
    const index = next % durationsSeconds.length
    const loop = Math.floor(next / durationsSeconds.length)
    const from = starts[index] ?? 0
    const durationMs = (starts[index + 1] ?? 0) - from
    window.unshift({
      sequence: next,
      index,
      loop,
      startsAtMs: startedAtMs + loop * loopMs + from,
      durationMs,
    })
    covered += durationMs
  }
  return window
}

/** The sequence number of the last segment that is over after `elapsedMs`; -1 when none is. */
function lastComplete(starts: readonly number[], elapsedMs: number): number {
  const loopMs = starts.at(-1) ?? 0
  if (elapsedMs <= 0 || loopMs <= 0) return -1
  const loop = Math.floor(elapsedMs / loopMs)
  const into = elapsedMs - loop * loopMs
  const complete = starts.filter((end, position) => position > 0 && end <= into).length
  return loop * (starts.length - 1) + complete - 1
}

/** Where each segment starts, and at last where the film ends, in whole milliseconds without drift. */
function toStarts(durationsSeconds: readonly number[]): number[] {
  let seconds = 0
  const starts = [0]
  for (const duration of durationsSeconds) {
    seconds += duration
    starts.push(Math.round(seconds * 1000))
  }
  return starts
}
