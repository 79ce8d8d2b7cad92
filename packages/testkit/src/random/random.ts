/** Randomness that is the same for the same seed. */
export interface Random {
  readonly seed: number
  /** From 0 up to, not including, 1: what `Math.random` gives. */
  next(): number
  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number
  /** @throws RangeError when there is nothing to pick from. */
  pick<T>(from: readonly T[]): T
  shuffle<T>(list: readonly T[]): T[]
  bytes(length: number): Uint8Array<ArrayBuffer>
}

/**
 * Makes a source of randomness for one test. Print `seed` when the test fails, to run it again the same.
 * For tests only: its numbers can be foreseen.
 * @see mulberry32, a generator with 32 bits of state, which is plenty for choosing test data.
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  function integer(min: number, max: number): number {
    return min + Math.floor(next() * (max - min + 1))
  }

  function shuffle<T>(list: readonly T[]): T[] {
    return list
      .map((value) => ({ value, key: next() }))
      .toSorted((a, b) => a.key - b.key)
      .map(({ value }) => value)
  }

  function pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new RangeError('there is nothing to pick from')
    // The index is within the list, so what is there is a T, which may itself be undefined.
    return from[integer(0, from.length - 1)] as T
  }

  return {
    seed,
    next,
    integer,
    pick,
    shuffle,
    bytes: (length) => Uint8Array.from({ length }, () => integer(0, 255)),
  }
}
