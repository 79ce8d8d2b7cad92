import { ToteError } from '@tote/protocol'

export interface TurnstileOptions {
  /** So many are inside at once. */
  readonly places: number
  /** Whoever is not in after this long is sent away. */
  readonly waitMs: number
}

interface Waiting {
  enter(leave: () => void): void
  readonly timer: ReturnType<typeof setTimeout>
}

/**
 * Lets in as many as there is room for, in the order they came, and sends away who would wait too long. After
 * an outage thousands want in within a second. Begun all together, each would take longer than its client
 * waits, and all of the work would be for nobody; waiting out here costs nothing.
 */
export class Turnstile {
  readonly #options: TurnstileOptions
  readonly #waiting = new Set<Waiting>()
  #inside = 0

  constructor(options: TurnstileOptions) {
    this.#options = options
  }

  /** Resolves once there is room, with what gives it back; calling that again does nothing. @throws ToteError `busy` */
  enter(): Promise<() => void> {
    if (this.#inside < this.#options.places) return Promise.resolve(this.#letIn())
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        enter: resolve,
        timer: setTimeout(() => {
          this.#waiting.delete(waiting)
          reject(new ToteError('busy'))
        }, this.#options.waitMs),
      }
      this.#waiting.add(waiting)
    })
  }

  #letIn(): () => void {
    this.#inside += 1
    let isInside = true
    return () => {
      if (!isInside) return
      isInside = false
      this.#inside -= 1
      const [next] = this.#waiting
      if (next === undefined) return
      this.#waiting.delete(next)
      clearTimeout(next.timer)
      next.enter(this.#letIn())
    }
  }
}
