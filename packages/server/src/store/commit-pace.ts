/** Puts off a flush until others have had the chance to join it. Resolves when it has ended. */
export type Defer = (flush: () => Promise<void>) => Promise<void>

/** So long as a flush took, times this, the event loop is left to everybody else. */
const REST_PER_FLUSH = 2
/** What gathers during a long flush need not wait as long again: an add's answer waits for it. */
const MAX_REST_MS = 10

interface Timing {
  now(): number
  /** After so many milliseconds; 0 is after what the event loop has at hand. */
  after(ms: number): Promise<void>
}

/**
 * Waiting for SQLite's disk stops the whole process, its sockets included. After a flush there is a rest, the longer
 * the longer it took, and what comes meanwhile shares the next one: commits take a third of the time at most,
 * however many are asked for. Whoever comes when the disk has been idle waits for nothing.
 */
export function createCommitPace({ now, after }: Timing = systemTiming): Defer {
  let restedAtMs = -Infinity
  return async (flush) => {
    await after(Math.max(0, restedAtMs - now()))
    const beganAtMs = now()
    await flush()
    const endedAtMs = now()
    restedAtMs = endedAtMs + Math.min((endedAtMs - beganAtMs) * REST_PER_FLUSH, MAX_REST_MS)
  }
}

const systemTiming: Timing = {
  now: () => performance.now(),
  after: (ms) =>
    new Promise((resolve) => {
      if (ms === 0) setImmediate(resolve)
      else setTimeout(resolve, ms)
    }),
}
