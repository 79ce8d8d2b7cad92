import {
  applyCounted,
  findLine,
  fulfilmentOf,
  ToteError,
  type Cart,
  type CartLine,
  type CartOp,
  type Mutation,
  type Verdict,
} from '@tote/protocol'
import type { LockedWorld } from './cart-world.ts'

export interface BatchOptions {
  readonly lastMid: number
  readonly holdMs: number
  /** Whether who takes the money can tell lines that are sent from those that are fetched. */
  readonly sendsLines: boolean
}

/**
 * A batch under way: the cart so far, what changed in it and in the stock it holds, and the verdicts. Pure;
 * written by whoever made it once the whole batch has been decided.
 */
export class Batch {
  cart: Cart
  lastMid: number
  readonly results: Verdict[] = []
  /** Numbers of those that were accepted now, and not before. */
  readonly decided: number[] = []
  repeated = 0
  readonly #changed = new Map<string, CartLine>()
  readonly #world: LockedWorld
  readonly #holdMs: number
  readonly #sendsLines: boolean

  constructor(cart: Cart, world: LockedWorld, { lastMid, holdMs, sendsLines }: BatchOptions) {
    this.cart = cart
    this.lastMid = lastMid
    this.#world = world
    this.#holdMs = holdMs
    this.#sendsLines = sendsLines
  }

  get changed(): CartLine[] {
    return [...this.#changed.values()]
  }

  /**
   * An operation that was decided before: its verdict stands. Numbered anew, as after its cart became part of another,
   * it uses that number up too, else all that comes behind it would be a gap for good.
   */
  repeat(mid: number, verdict: Verdict): void {
    this.repeated += 1
    this.results.push(verdict)
    if (mid === this.lastMid + 1) this.lastMid = mid
  }

  /** @throws ToteError `mid_reused`, `gap`: the gate, which stores nothing. */
  decide({ mid, op }: Mutation): Verdict {
    if (mid <= this.lastMid) throw new ToteError('mid_reused')
    if (mid > this.lastMid + 1)
      throw new ToteError('gap', undefined, { details: { expected: this.lastMid + 1 } })
    const verdict = this.#apply(mid, op)
    this.lastMid = mid
    this.results.push(verdict)
    if (verdict.ok) this.decided.push(mid)
    return verdict
  }

  #apply(mid: number, op: CartOp): Verdict {
    if (op.op === 'sendLine' && op.isSent && !this.#sendsLines)
      return { ok: false, mid, rev: this.cart.rev, code: 'forbidden' }
    const applied = applyCounted(op, this.cart, this.#world)
    if (!applied.ok)
      return {
        ok: false,
        mid,
        rev: this.cart.rev,
        code: applied.code === 'no_stock' && this.#isDropped(op) ? 'in_drop' : applied.code,
        ...('free' in applied && !this.#isDropped(op) ? { free: applied.free } : {}),
      }
    const changed = applied.changed.map((line) => this.#withHold(line, applied.cart))
    const byId = new Map(changed.map((line) => [line.id, line]))
    this.cart = { ...applied.cart, lines: applied.cart.lines.map((line) => byId.get(line.id) ?? line) }
    for (const line of changed) this.#changed.set(line.id, line)
    if (op.op === 'setFulfillment') this.#moveHolds()
    return { ok: true, mid, rev: this.cart.rev }
  }

  /** Of what is given out by turns it is no question of how many are free. */
  #isDropped(op: CartOp): boolean {
    const variantId =
      op.op === 'addLine'
        ? op.variantId
        : op.op === 'setQuantity'
          ? findLine(this.cart, op.lineId)?.variantId
          : undefined
    return variantId !== undefined && this.#world.dropped.has(variantId)
  }

  /** Goods that are held while they lie in a cart are held at the line's new quantity; of others what it was their turn for. */
  #withHold(line: CartLine, { meta }: Cart): CartLine {
    const { hold, ...free } = line
    const { book, nowMs, turns } = this.#world
    const fulfilment = fulfilmentOf(line, meta.fulfilment)
    if (line.qty === 0) {
      book.release(line.id)
      return free
    }
    if (this.#world.mode(line.variantId) !== 'on_cart') {
      const own = book.holdOwn({ lineId: line.id, variantId: line.variantId }, line.qty, fulfilment)
      if (own === 0) return free
      const untilMs = hold?.isOver === false ? hold.untilMs : (turns.get(line.variantId) ?? nowMs)
      return { ...free, hold: { untilMs, isOver: false } }
    }
    if (!book.hold({ lineId: line.id, variantId: line.variantId }, line.qty, fulfilment)) {
      // Fewer of what was no longer held, and there is not even that: the line stays, unheld.
      book.release(line.id)
      return { ...free, hold: { untilMs: hold?.untilMs ?? nowMs, isOver: true } }
    }
    // Time runs from the first unit: a line that is touched again and again does not keep goods for ever.
    const untilMs = hold === undefined || hold.isOver ? nowMs + this.#holdMs : hold.untilMs
    return { ...free, hold: { untilMs, isOver: false } }
  }

  #moveHolds(): void {
    const { book } = this.#world
    const { meta, rev } = this.cart
    const held = this.cart.lines
      .filter(
        (line) =>
          line.hold?.isOver === false &&
          line.qty > 0 &&
          fulfilmentOf(line, meta.fulfilment) === meta.fulfilment,
      )
      .map((line) => ({ line, units: book.heldFor(line.id) }))
    for (const { line } of held) book.release(line.id)
    for (const { line, units } of held) {
      if (book.hold({ lineId: line.id, variantId: line.variantId }, units, meta.fulfilment)) continue
      if (this.#world.mode(line.variantId) === 'on_cart')
        // The rule asked for all lines of a variant together, and the rows are locked.
        throw new Error(`line ${line.id} of cart ${this.cart.id} could not be held where it was free`)
      // Of goods that are not held in carts the rule asked nothing: what was called to it is elsewhere.
      this.#put({ ...line, rev, hold: { untilMs: line.hold?.untilMs ?? this.#world.nowMs, isOver: true } })
    }
  }

  #put(line: CartLine): void {
    this.cart = { ...this.cart, lines: this.cart.lines.map((one) => (one.id === line.id ? line : one)) }
    this.#changed.set(line.id, line)
  }
}
