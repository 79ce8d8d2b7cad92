import type { LitElement, ReactiveController } from 'lit'
import { isHalfVisible } from './half-visible.ts'

/** An impression is half visible for so long. Stated in `docs/guides/tracking.md`. */
const SEEN_AFTER_MS = 1000
/** Fine enough to notice half of a large element in a small window. */
const THRESHOLDS = Array.from({ length: 11 }, (_, step) => step / 10)

export interface ImpressionOptions {
  /** What can be seen in the host now: each element with a name of what it shows, empty for nothing. */
  targets(): Iterable<readonly [Element, string]>
  /** These were seen. An element that goes out of sight and comes back, or shows something else, is seen again. */
  onSeen(names: readonly string[]): void
}

interface Target {
  name: string
  isVisible: boolean
  /** Of the second that runs; exchanged when it has to begin anew. */
  run: object | null
}

/** Tells what of an element was half visible for a second. It is put onto elements from outside: untracked, they have none of it. */
export class ImpressionController implements ReactiveController {
  readonly #host: LitElement
  readonly #options: ImpressionOptions
  readonly #targets = new Map<Element, Target>()
  readonly #timers = new Set<ReturnType<typeof setTimeout>>()
  readonly #observer: IntersectionObserver

  constructor(host: LitElement, options: ImpressionOptions) {
    this.#host = host
    this.#options = options
    this.#observer = new IntersectionObserver((entries) => this.#onSight(entries), { threshold: THRESHOLDS })
    host.addController(this)
  }

  hostConnected(): void {
    this.hostUpdated()
  }

  hostUpdated(): void {
    const now = new Map(this.#host.isConnected ? this.#options.targets() : [])
    for (const element of this.#targets.keys()) if (!now.has(element)) this.#forget(element)
    const changed: Target[] = []
    for (const [element, name] of now) {
      const known = this.#targets.get(element)
      if (known === undefined) {
        this.#targets.set(element, { name, isVisible: false, run: null })
        this.#observer.observe(element)
        continue
      }
      // Without any size it counted as all in sight: once it has some, nothing is told but to who asks again.
      if (!known.isVisible) {
        this.#observer.unobserve(element)
        this.#observer.observe(element)
      }
      if (known.name !== name) {
        known.name = name
        if (known.isVisible) changed.push(known)
      }
    }
    this.#begin(changed)
  }

  hostDisconnected(): void {
    for (const element of this.#targets.keys()) this.#forget(element)
  }

  /** Takes it off its host. */
  stop(): void {
    this.#host.removeController(this)
    this.hostDisconnected()
    for (const timer of this.#timers) clearTimeout(timer)
  }

  #onSight(entries: readonly IntersectionObserverEntry[]): void {
    const shown: Target[] = []
    for (const entry of entries) {
      const target = this.#targets.get(entry.target)
      const isVisible = isHalfVisible(entry)
      if (target === undefined || target.isVisible === isVisible) continue
      target.isVisible = isVisible
      if (isVisible) shown.push(target)
      else target.run = null
    }
    this.#begin(shown)
  }

  /** One second for all that came together, so that they are told together. */
  #begin(targets: readonly Target[]): void {
    if (targets.length === 0) return
    const run = {}
    for (const target of targets) target.run = run
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      const still = targets.filter((target) => target.run === run)
      // Nobody looks at a page that is hidden: the second begins anew.
      if (this.#host.ownerDocument.hidden) return this.#begin(still)
      const names = still.map(({ name }) => name).filter((name) => name !== '')
      if (names.length > 0) this.#options.onSeen(names)
    }, SEEN_AFTER_MS)
    this.#timers.add(timer)
  }

  #forget(element: Element): void {
    const target = this.#targets.get(element)
    if (target !== undefined) target.run = null
    this.#targets.delete(element)
    this.#observer.unobserve(element)
  }
}
