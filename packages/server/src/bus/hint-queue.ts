import { keyOf, type Hint } from './hint.ts'

/** Some seconds of a busy node. Beyond it the database, which every node compares with anyway, says it all. */
const MAX_WAITING = 10_000

/** Hints that wait to be sent: one a key, the latest, and never more than a bounded number. */
export class HintQueue {
  readonly #waiting = new Map<string, Hint>()
  /** How many were given up because too many waited. */
  dropped = 0

  get size(): number {
    return this.#waiting.size
  }

  add(hint: Hint): void {
    const key = keyOf(hint)
    if (this.#waiting.size >= MAX_WAITING && !this.#waiting.has(key)) this.dropped += 1
    else this.#waiting.set(key, hint)
  }

  /** The oldest ones, which wait no longer. */
  take(count: number): Hint[] {
    const taken = [...this.#waiting].slice(0, count)
    for (const [key] of taken) this.#waiting.delete(key)
    return taken.map(([, hint]) => hint)
  }

  clear(): void {
    this.#waiting.clear()
  }
}
