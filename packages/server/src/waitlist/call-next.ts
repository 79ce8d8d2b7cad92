/**
 * The rule of a line, in numbered sentences that its tests quote:
 *
 * W1 Who came first is called first: nobody is called while one who came before waits.
 * W2 One unit is called to one shopper: no more are called than units are free.
 * W3 What is free belongs to those who wait: a shopper who is not called takes only what is left beyond them.
 * W4 A turn that is not taken in time, or given up, makes its unit free, and the next is called.
 * W5 Of two places that become one shopper's the better one stays.
 */

/** A place in a line. Of two the lower `seq` is the better. */
export interface Place {
  readonly seq: number
  /** Whether a unit is set aside for it. */
  readonly turn: unknown
}

/** [W1, W2] Those who are called now, first come first. `free` is null for what nobody counts: then it is there for all. */
export function callNext<P extends Place>(line: readonly P[], free: number | null): P[] {
  const waiting = line.filter(({ turn }) => turn === null).toSorted((one, other) => one.seq - other.seq)
  return free === null ? waiting : waiting.slice(0, Math.max(0, free))
}

/** [W3] Units that a shopper may take who is not called. */
export function freeBeyond(free: number, waiting: number): number {
  return Math.max(0, free - waiting)
}

/** [W5] The place that stays: one whose turn it is already, else the one that came first. */
export function betterPlace<P extends Place>(one: P, other: P): P {
  if ((one.turn === null) !== (other.turn === null)) return one.turn === null ? other : one
  return one.seq <= other.seq ? one : other
}
