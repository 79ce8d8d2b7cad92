import type { CartDelta } from '@tote/protocol'

/** A burst of hints must leave the database's connections to those who write. */
const READS_AT_ONCE = 4

export interface CartCatchUpDeps {
  /** Whether anybody here is to be told of this cart. */
  readonly isFollowed: (cartId: string) => boolean
  /** What changed after a revision; null when nothing did, or nobody asks any more. */
  readonly read: (cartId: string, after: number) => Promise<CartDelta | null>
  readonly tell: (delta: CartDelta) => void
  readonly onFailed: (error: unknown) => void
}

/**
 * Tells this node's places of carts that other nodes changed. It knows up to which revision each followed
 * cart was told here, tells a change that joins on to that, reads what came after it once however many hints there are, and
 * lets the rest be.
 */
export class CartCatchUp {
  readonly #deps: CartCatchUpDeps
  readonly #told = new Map<string, number>()
  /** Carts to read, in the order they were heard of, with the revision there is. */
  readonly #wanted = new Map<string, number>()
  readonly #reading = new Set<string>()

  constructor(deps: CartCatchUpDeps) {
    this.#deps = deps
  }

  /** The carts followed here, each with the revision that was told. */
  get told(): ReadonlyMap<string, number> {
    return this.#told
  }

  /**
   * A place was greeted at this revision. One that came before it may be further back, and is told from there:
   * so the first greeting counts.
   */
  greeted(cartId: string, rev: number): void {
    if (this.#deps.isFollowed(cartId) && !this.#told.has(cartId)) this.#told.set(cartId, rev)
  }

  /** A change that was made and told here. Where it does not join on, another node's came between and is still to be told. */
  committed({ cartId, from, to }: Pick<CartDelta, 'cartId' | 'from' | 'to'>): void {
    const told = this.#told.get(cartId)
    if (told !== undefined && from > told) this.moved(cartId, to)
    else this.#heard(cartId, to)
  }

  /** This revision was told to all who are here. */
  #heard(cartId: string, rev: number): void {
    if (this.#deps.isFollowed(cartId)) this.#told.set(cartId, Math.max(rev, this.#told.get(cartId) ?? 0))
  }

  /** The last place of this cart left. */
  left(cartId: string): void {
    this.#told.delete(cartId)
    this.#wanted.delete(cartId)
  }

  /** The cart is at this revision by now; by this change, where it was small. */
  moved(cartId: string, rev: number, delta?: CartDelta): void {
    // A place that was not greeted yet asks for all there is after its greeting.
    const told = this.#told.get(cartId)
    if (told === undefined || told >= rev) return
    // What is being read may be told first, and further.
    if (delta?.from === told && !this.#reading.has(cartId)) {
      this.#deps.tell(delta)
      this.#heard(cartId, delta.to)
      return
    }
    this.#wanted.set(cartId, Math.max(rev, this.#wanted.get(cartId) ?? 0))
    this.#next()
  }

  #next(): void {
    for (const cartId of this.#wanted.keys()) {
      if (this.#reading.size >= READS_AT_ONCE) return
      if (this.#reading.has(cartId)) continue
      this.#wanted.delete(cartId)
      this.#reading.add(cartId)
      void this.#read(cartId)
    }
  }

  async #read(cartId: string): Promise<void> {
    try {
      const after = this.#told.get(cartId)
      const delta = after === undefined ? null : await this.#deps.read(cartId, after)
      if (delta !== null && this.#told.has(cartId)) {
        this.#deps.tell(delta)
        this.#heard(cartId, delta.to)
      }
    } catch (error) {
      // The next hint or comparison finds the same difference again.
      this.#deps.onFailed(error)
    } finally {
      this.#reading.delete(cartId)
      this.#next()
    }
  }
}
