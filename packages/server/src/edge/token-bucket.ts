import { ToteError } from '@tote/protocol'

/** So many at once, and so many a second after that. */
export interface Rate {
  readonly perSecond: number
  readonly burst: number
}

/** A bucket that fills with time and is emptied by use. */
export class TokenBucket {
  readonly #rate: Rate
  readonly #now: () => number
  #tokens: number
  #filledAt: number

  constructor(rate: Rate, now: () => number) {
    this.#rate = rate
    this.#now = now
    this.#tokens = rate.burst
    this.#filledAt = now()
  }

  /** @throws ToteError `rate` with the wait when there are fewer than `count`. */
  take(count = 1): void {
    const nowMs = this.#now()
    const filled = ((nowMs - this.#filledAt) / 1000) * this.#rate.perSecond
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + filled)
    this.#filledAt = nowMs
    if (this.#tokens < count) {
      const retryAfterMs = Math.ceil(((count - this.#tokens) / this.#rate.perSecond) * 1000)
      throw new ToteError('rate', undefined, { details: { retryAfterMs } })
    }
    this.#tokens -= count
  }
}

/** One bucket a key; those long full are forgotten. */
export class TokenBuckets {
  readonly #buckets = new Map<string, TokenBucket>()
  readonly #rate: Rate
  readonly #now: () => number

  constructor(rate: Rate, now: () => number) {
    this.#rate = rate
    this.#now = now
  }

  take(key: string): void {
    let bucket = this.#buckets.get(key)
    if (bucket === undefined) {
      // A flood of new keys must not fill the memory; starting over is generous, never strict.
      if (this.#buckets.size >= MAX_KEYS) this.#buckets.clear()
      bucket = new TokenBucket(this.#rate, this.#now)
      this.#buckets.set(key, bucket)
    }
    bucket.take()
  }
}

const MAX_KEYS = 50_000
