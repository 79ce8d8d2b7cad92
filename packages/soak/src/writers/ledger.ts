import type { Verdict } from '@tote/protocol'

export interface Acknowledged {
  readonly uid: string
  readonly ok: boolean
  readonly rev: number
  /** Which kill or cut came next. */
  readonly round: number
}

/** What was sent to the hub and what it answered, as those who wait for it remember it. */
export class Ledger {
  readonly issued = new Set<string>()
  readonly acknowledged: Acknowledged[] = []
  /** Answers that may not be, in words. */
  readonly violations: string[] = []
  round = 1
  #listeners: (() => void)[] = []

  acknowledge(uid: string, verdict: Verdict): void {
    this.acknowledged.push({ uid, ok: verdict.ok, rev: verdict.rev, round: this.round })
    for (const listener of this.#listeners.splice(0)) listener()
  }

  /** Resolves when so many more were acknowledged. */
  async more(count: number): Promise<void> {
    const goal = this.acknowledged.length + count
    while (this.acknowledged.length < goal) await new Promise<void>((done) => this.#listeners.push(done))
  }
}
