import type { Locks } from '@tote/core'
import type { Process } from './sim-clock.ts'

interface Waiting {
  readonly page: Process
  readonly settle: (release: (() => void) | null) => void
}

/** Names that one page of a device holds at a time, freed when it dies. */
export class SimLocks {
  readonly #held = new Map<string, { page: Process; waiting: Waiting[] }>()

  heldBy(page: Process): Locks {
    return {
      take: (name, { isFreeOnly = false, signal } = {}) =>
        new Promise((resolve) => {
          // What a page that is gone had begun takes nothing any more.
          if (!page.isAlive) return
          const held = this.#held.get(name)
          if (held === undefined) resolve(this.#take(name, page, []))
          else if (isFreeOnly) resolve(null)
          else {
            const waiting: Waiting = { page, settle: resolve }
            held.waiting.push(waiting)
            signal?.addEventListener('abort', () => {
              const now = this.#held.get(name)
              if (now !== undefined) now.waiting = now.waiting.filter((other) => other !== waiting)
              resolve(null)
            })
          }
        }),
    }
  }

  free(page: Process): void {
    for (const [name, held] of this.#held) {
      held.waiting = held.waiting.filter((waiting) => waiting.page !== page)
      if (held.page === page) this.#pass(name)
    }
  }

  #take(name: string, page: Process, waiting: Waiting[]): () => void {
    const held = { page, waiting }
    this.#held.set(name, held)
    return () => {
      if (this.#held.get(name) === held) this.#pass(name)
    }
  }

  #pass(name: string): void {
    const [next, ...rest] = this.#held.get(name)?.waiting ?? []
    this.#held.delete(name)
    next?.settle(this.#take(name, next.page, rest))
  }
}
