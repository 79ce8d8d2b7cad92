import {
  apply,
  emptyCart,
  withLines,
  type Cart,
  type CartDelta,
  type CartId,
  type CartWorld,
  type ClientId,
  type SyncAnswer,
  type Verdict,
} from '@tote/protocol'
import type { QueuedMutation } from '../link/storage.ts'

/**
 * This device's copy of the cart: what the hub last said (`base`) and what it has not settled yet
 * (`queue`). What the shopper sees is the base with the open part of the queue replayed over it by the
 * hub's own rule. Pure state: no clock, no disk, no socket.
 *
 *     covered   the base already holds the operation's effect (its number was taken, or its revision reached)
 *     answered  the hub has told the verdict
 *     settled   both, or refused: it can be forgotten
 */
export class CartReplica {
  #base: Cart
  #isConfirmed = false
  readonly #lastMids = new Map<ClientId, number>()
  #queue: QueuedMutation[] = []
  readonly #verdicts = new Map<string, Verdict>()

  constructor(base: Cart) {
    this.#base = base
  }

  get base(): Cart {
    return this.#base
  }

  /** Whether the base is the hub's word of this connection's epoch, not only the disk's. */
  get isConfirmed(): boolean {
    return this.#isConfirmed
  }

  get queue(): readonly QueuedMutation[] {
    return this.#queue
  }

  /** Not answered yet, oldest first. */
  get unanswered(): QueuedMutation[] {
    return this.#queue.filter(({ uid }) => !this.#verdicts.has(uid))
  }

  /** What the shopper sees. */
  view(world: CartWorld): Cart {
    return this.#open.reduce((cart, { op }) => {
      const applied = apply(op, cart, world)
      return applied.ok ? applied.cart : cart
    }, this.#base)
  }

  get #open(): QueuedMutation[] {
    return this.#queue.filter(
      (entry) => this.#verdicts.get(entry.uid)?.ok !== false && !this.#isCovered(entry),
    )
  }

  #isCovered({ uid, clientId, mid }: QueuedMutation): boolean {
    if ((this.#lastMids.get(clientId) ?? 0) >= mid) return true
    const verdict = this.#verdicts.get(uid)
    return verdict?.ok === true && this.#base.rev >= verdict.rev
  }

  add(entries: readonly QueuedMutation[]): void {
    const known = new Set(this.#queue.map(({ uid }) => uid))
    this.#queue = [...this.#queue, ...entries.filter(({ uid }) => !known.has(uid))]
  }

  /** The hub's word on one operation. */
  answer(uid: string, verdict: Verdict): void {
    this.#verdicts.set(uid, verdict)
  }

  /** Takes out and returns what needs no keeping any more. */
  settle(): QueuedMutation[] {
    const isSettled = (entry: QueuedMutation) => {
      const verdict = this.#verdicts.get(entry.uid)
      return verdict !== undefined && (!verdict.ok || this.#isCovered(entry))
    }
    const settled = this.#queue.filter(isSettled)
    this.#queue = this.#queue.filter((entry) => !isSettled(entry))
    for (const { uid } of settled) this.#verdicts.delete(uid)
    return settled
  }

  /** Applies a delta at exactly our revision; `gap` when it starts later than we are. */
  hearDelta(delta: CartDelta): 'applied' | 'old' | 'gap' {
    if (delta.cartId !== this.#base.id || delta.to <= this.#base.rev) return 'old'
    if (delta.from !== this.#base.rev) return 'gap'
    this.#base = { ...withLines(this.#base, delta.lines), rev: delta.to, meta: delta.meta }
    if (delta.by !== undefined) this.#cover(delta.by.clientId, delta.by.mid)
    return 'applied'
  }

  hearSync(answer: SyncAnswer): void {
    this.#isConfirmed = true
    for (const [clientId, mid] of answer.lastMids) this.#cover(clientId, mid)
    if (answer.kind === 'snapshot' && answer.cart.rev >= this.#base.rev) this.#base = answer.cart
    if (answer.kind === 'delta' && answer.to > this.#base.rev && answer.from <= this.#base.rev)
      this.#base = { ...withLines(this.#base, answer.lines), rev: answer.to, meta: answer.meta }
  }

  /** The hub is at our revision: what we have is its word. */
  confirm(): void {
    this.#isConfirmed = true
  }

  /**
   * Another cart, or another life of the hub's database: our numbers mean nothing there. The base is
   * replaced; what is not answered yet is numbered anew, under a new client, with its name kept, so that
   * a hub that knows it after all does not do it twice.
   */
  moveTo(cart: Cart, clientId: ClientId): QueuedMutation[] {
    const open = this.unanswered
    this.#base = cart
    this.#isConfirmed = false
    this.#lastMids.clear()
    this.#verdicts.clear()
    this.#queue = open.map((entry, index) => ({ ...entry, cartId: cart.id, clientId, mid: index + 1 }))
    return this.#queue
  }

  /** Numbers one client's open operations anew, after the hub would not take its numbers. */
  renumber(from: ClientId, to: ClientId): QueuedMutation[] {
    let mid = 0
    const renumbered: QueuedMutation[] = []
    this.#queue = this.#queue.map((entry) => {
      if (entry.clientId !== from || this.#verdicts.has(entry.uid)) return entry
      mid += 1
      const moved = { ...entry, clientId: to, mid }
      renumbered.push(moved)
      return moved
    })
    return renumbered
  }

  /** Wishes that a page left for a cart which is no longer this journey's become wishes for this one. */
  readdress(clientId: ClientId): QueuedMutation[] {
    const strays = this.unanswered.filter((entry) => entry.cartId !== this.#base.id)
    const moved = strays.map((entry, index) => ({
      ...entry,
      cartId: this.#base.id,
      clientId,
      mid: index + 1,
    }))
    const byUid = new Map(moved.map((entry) => [entry.uid, entry]))
    this.#queue = this.#queue.map((entry) => byUid.get(entry.uid) ?? entry)
    return moved
  }

  #cover(clientId: ClientId, mid: number): void {
    this.#lastMids.set(clientId, Math.max(mid, this.#lastMids.get(clientId) ?? 0))
  }
}

/** A name no hub gives: it never travels. The cast makes it what it stands for. */
export const UNKNOWN_CART = 'none' as CartId

/** Before the hub or the disk has said anything. */
export function unknownCart(currencyCode: string): Cart {
  return emptyCart(UNKNOWN_CART, currencyCode)
}
