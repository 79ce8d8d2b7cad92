const FIRST_MS = 500
const MOST_MS = 30_000

/**
 * How long to wait before the next attempt: half a second, doubling to half a minute, each spread over
 * its whole range, so that the clients of a hub that died do not all come back at once.
 */
export function backoffMs(attempt: number, random: () => number): number {
  return random() * Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt, 10))
}
