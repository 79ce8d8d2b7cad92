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
  /** What was asked for beyond the rate; ten times the rate of it is forgiven. */
  #excess = 0

  constructor(rate: Rate, now: () => number) {
    this.#rate = rate
    this.#now = now
    this.#tokens = rate.burst
    this.#filledAt = now()
  }

  /** Whether whoever it is for goes on at ten times the rate, whatever they are told. */
  get isFlooded(): boolean {
    return this.#excess > FLOOD * this.#rate.burst
  }

  /** @throws ToteError `rate` with the wait when there are fewer than `count`. */
  take(count = 1): void {
    if (this.tryTake(count)) return
    const retryAfterMs = Math.ceil(((count - this.#tokens) / this.#rate.perSecond) * 1000)
    throw new ToteError('rate', undefined, { details: { retryAfterMs } })
  }

  /** False when there are fewer than `count`: none is taken then. */
  tryTake(count = 1): boolean {
    const nowMs = this.#now()
    const filled = ((nowMs - this.#filledAt) / 1000) * this.#rate.perSecond
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + filled)
    this.#excess = Math.max(0, this.#excess - FLOOD * filled)
    this.#filledAt = nowMs
    if (this.#tokens < count) {
      this.#excess += count
      return false
    }
    this.#tokens -= count
    return true
  }
}

const FLOOD = 10

/** One bucket a key; those long full are forgotten. */
export class TokenBuckets {
  readonly #buckets = new Map<string, TokenBucket>()
  readonly #rate: Rate
  readonly #now: () => number

  constructor(rate: Rate, now: () => number) {
    this.#rate = rate
    this.#now = now
  }

  take(key: string, count = 1): void {
    let bucket = this.#buckets.get(key)
    if (bucket === undefined) {
      // A flood of new keys must not fill the memory; starting over is generous, never strict.
      if (this.#buckets.size >= MAX_KEYS) this.#buckets.clear()
      bucket = new TokenBucket(this.#rate, this.#now)
      this.#buckets.set(key, bucket)
    }
    bucket.take(count)
  }
}

const MAX_KEYS = 50_000
