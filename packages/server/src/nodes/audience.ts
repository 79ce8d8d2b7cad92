/** A node that says nothing for this long is gone. Each tells its count at least three times in it. */
const FORGET_MS = 30_000
const TELL_AGAIN_MS = 10_000

interface Counted {
  readonly count: number
  readonly atMs: number
}

export interface AudienceDeps {
  readonly now: () => number
  readonly publish: (room: string, count: number) => void
  /** Without news from the others their last word stands: viewers do not leave because Redis does. */
  readonly isHearing: () => boolean
}

/** How many watch a show, here and on the other nodes. */
export class Audience {
  readonly #deps: AudienceDeps
  readonly #published = new Map<string, Counted>()
  readonly #elsewhere = new Map<string, Map<string, Counted>>()

  constructor(deps: AudienceDeps) {
    this.#deps = deps
  }

  /** Takes this node's counts, tells the others what is new, and returns the sums over all nodes. */
  pulse(counts: ReadonlyMap<string, number>): Map<string, number> {
    for (const room of this.#published.keys()) if (!counts.has(room)) this.#publish(room, 0)
    for (const [room, count] of counts) this.#publish(room, count)
    return new Map([...counts].map(([room, count]) => [room, count + this.#countElsewhere(room)]))
  }

  hear(room: string, { node, count }: { node: string; count: number }): void {
    const nodes = this.#elsewhere.get(room) ?? new Map<string, Counted>()
    if (count > 0) nodes.set(node, { count, atMs: this.#deps.now() })
    else nodes.delete(node)
    if (nodes.size > 0) this.#elsewhere.set(room, nodes)
    else this.#elsewhere.delete(room)
  }

  #publish(room: string, count: number): void {
    const last = this.#published.get(room)
    const nowMs = this.#deps.now()
    if (last?.count === count && nowMs - last.atMs < TELL_AGAIN_MS) return
    if (count > 0) this.#published.set(room, { count, atMs: nowMs })
    else this.#published.delete(room)
    this.#deps.publish(room, count)
  }

  #countElsewhere(room: string): number {
    let sum = 0
    const nodes = this.#elsewhere.get(room) ?? new Map<string, Counted>()
    for (const [node, { count, atMs }] of nodes) {
      if (this.#deps.isHearing() && this.#deps.now() - atMs > FORGET_MS) nodes.delete(node)
      else sum += count
    }
    return sum
  }
}
