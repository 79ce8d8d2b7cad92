/** Neighbouring buckets are this much apart: quantiles are right to two percent. */
const STEP = 1.02
const LEAST_MS = 0.05
/** Two minutes: longer than anything here waits for. */
const BUCKETS = Math.ceil(Math.log(120_000 / LEAST_MS) / Math.log(STEP))

/** Any number of delays in fixed memory: counted in buckets that grow with the delay. */
export class Delays {
  readonly #counts = new Uint32Array(BUCKETS + 1)
  #count = 0
  #longestMs = 0

  get count(): number {
    return this.#count
  }

  get longestMs(): number {
    return this.#longestMs
  }

  add(ms: number): void {
    const bucket = Math.ceil(Math.log(Math.max(ms, LEAST_MS) / LEAST_MS) / Math.log(STEP))
    const index = Math.min(bucket, BUCKETS)
    this.#counts[index] = (this.#counts[index] ?? 0) + 1
    this.#count += 1
    this.#longestMs = Math.max(this.#longestMs, ms)
  }

  /** The delay that this share of all was within; 0 when there were none. */
  quantile(share: number): number {
    let left = Math.ceil(this.#count * share)
    for (const [index, count] of this.#counts.entries()) {
      left -= count
      if (left <= 0 && count > 0) return Math.min(LEAST_MS * STEP ** index, this.#longestMs)
    }
    return this.#longestMs
  }

  clear(): void {
    this.#counts.fill(0)
    this.#count = 0
    this.#longestMs = 0
  }
}
