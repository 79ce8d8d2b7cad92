import type { LitElement, ReactiveController } from 'lit'
import { Attention } from '../internal/shopping/attention.ts'
import type { ShownNotice } from './collect-notices.ts'

/** Long enough to be read twice by a slow reader. */
const NEWS_FOR_MS = 10_000

/** Lets news go by itself. While pointer or focus is on the messages none goes, and all have their full time again after. */
export class NoticeTimes implements ReactiveController {
  readonly attention: Attention
  readonly #dismiss: (id: string) => void
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>()
  #passing: readonly string[] = []
  #isHeld = false

  constructor(host: LitElement, dismiss: (id: string) => void) {
    this.#dismiss = dismiss
    this.attention = new Attention(() => this.#hold())
    host.addController(this)
  }

  follow(notices: readonly ShownNotice[]) {
    this.#passing = notices.filter(({ isPassing }) => isPassing).map(({ id }) => id)
    for (const [id, timer] of this.#timers) {
      if (this.#passing.includes(id)) continue
      clearTimeout(timer)
      this.#timers.delete(id)
    }
    // A message that goes under the pointer tells no leave.
    if (notices.length === 0) this.attention.end()
    this.#run()
  }

  hostDisconnected() {
    this.attention.end()
    this.#stop()
  }

  #run() {
    if (this.#isHeld) return
    for (const id of this.#passing) {
      if (this.#timers.has(id)) continue
      this.#timers.set(
        id,
        setTimeout(() => this.#dismiss(id), NEWS_FOR_MS),
      )
    }
  }

  #stop() {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }

  #hold(): () => void {
    this.#isHeld = true
    this.#stop()
    return () => {
      this.#isHeld = false
      this.#run()
    }
  }
}
