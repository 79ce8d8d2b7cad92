import type { CreditReport } from '@tote/protocol'

/** Consoles ask each three seconds: what is this young is as good as new. */
const FRESH_MS = 1000
/** A report that took long is asked for so much more seldom: reports never take more than this part of the hub. */
const PART = 1 / 10
/** Different questions remembered at once. */
const MOST = 100

/**
 * Reports that were made lately, so that any number of consoles cost what one does, and a great ledger costs freshness and not
 * shoppers' time.
 */
export class RecentReports {
  readonly #now: () => number
  readonly #known = new Map<string, { report: Promise<CreditReport>; until: number }>()

  /** @param now Milliseconds, growing. */
  constructor(now: () => number) {
    this.#now = now
  }

  read(question: string, make: () => Promise<CreditReport>): Promise<CreditReport> {
    const known = this.#known.get(question)
    if (known !== undefined && this.#now() < known.until) return known.report
    const begunAt = this.#now()
    const report = make()
    const entry = { report, until: Number.POSITIVE_INFINITY }
    this.#known.delete(question)
    this.#known.set(question, entry)
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MOST) break
      this.#known.delete(oldest)
    }
    report.then(
      () => {
        const endedAt = this.#now()
        entry.until = endedAt + Math.max(FRESH_MS, (endedAt - begunAt) / PART)
      },
      // A failure must not be remembered.
      () => this.#known.delete(question),
    )
    return report
  }
}
