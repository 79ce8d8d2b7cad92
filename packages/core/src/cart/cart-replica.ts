import {
  apply,
  emptyCart,
  withLines,
  type Cart,
  type CartDelta,
  type CartId,
  type CartWorld,
  type ClientId,
  type Sync,
  type SyncAnswer,
  type Verdict,
} from '@tote/protocol'
import type { KeptCart, QueuedMutation } from '../link/storage.ts'
import type { OpenWish } from './tab-state.ts'

/** As many as the hub tells of at once. */
const MOST_ASKED = 20

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
  /** What other tabs of this device have not settled yet: seen here, sent by them. */
  #others: readonly OtherWish[] = []
  /** Those of ours that another page has sent: the base holds them, or its wishes do, until we have an answer too. */
  #sentElsewhere: ReadonlySet<string> = new Set()

  constructor(base: Cart, lastMids: KeptCart['lastMids'] = []) {
    this.#base = base
    for (const [clientId, mid] of lastMids) this.#cover(clientId, mid)
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

  /** Whether the base is all there is to see: no wish of this device is on top of it. */
  get isSettled(): boolean {
    return this.#open.length === 0 && this.#openElsewhere.length === 0
  }

  /** Not answered yet, in this tab or in another of this device. */
  get pending(): QueuedMutation[] {
    return [...this.#openElsewhere.filter(({ rev }) => rev === undefined), ...this.unanswered]
  }

  /** What the shopper sees. */
  view(world: CartWorld): Cart {
    return [...this.#openElsewhere, ...this.#open].reduce((cart, { op }) => {
      const applied = apply(op, cart, world)
      return applied.ok ? applied.cart : cart
    }, this.#base)
  }

  get #open(): QueuedMutation[] {
    return this.#queue.filter(
      (entry) =>
        this.#verdicts.get(entry.uid)?.ok !== false && !this.#isCovered(entry) && !this.#isElsewhere(entry),
    )
  }

  get #openElsewhere(): OtherWish[] {
    const own = new Set(this.#queue.filter((entry) => !this.#isElsewhere(entry)).map(({ uid }) => uid))
    return this.#others.filter(
      (wish) =>
        wish.cartId === this.#base.id &&
        !own.has(wish.uid) &&
        (this.#lastMids.get(wish.clientId) ?? 0) < wish.mid &&
        (wish.rev === undefined || this.#base.rev < wish.rev),
    )
  }

  #isElsewhere({ uid }: QueuedMutation): boolean {
    return this.#sentElsewhere.has(uid) && !this.#verdicts.has(uid)
  }

  #isCovered({ uid, clientId, mid }: QueuedMutation): boolean {
    if ((this.#lastMids.get(clientId) ?? 0) >= mid) return true
    const verdict = this.#verdicts.get(uid)
    return verdict?.ok === true && this.#base.rev >= verdict.rev
  }

  /** What another tab has to know so that it can show what we show. */
  get wishes(): OpenWish[] {
    return this.#open.map((entry) => {
      const verdict = this.#verdicts.get(entry.uid)
      return verdict === undefined ? entry : { ...entry, rev: verdict.rev }
    })
  }

  get lastMids(): [ClientId, number][] {
    return [...this.#lastMids]
  }

  /** What to ask the hub, to have what we lack: of everybody whose wishes are shown here the numbers, too. */
  question(own: ClientId): Sync {
    const all = [own, ...[...this.#queue, ...this.#others].map(({ clientId }) => clientId)]
    return { cartId: this.#base.id, rev: this.#base.rev, clientIds: [...new Set(all)].slice(0, MOST_ASKED) }
  }

  /** Another tab's wishes as it now has them, in place of all that was known of it. */
  hearOthers(speaker: { tab: string; clientIds: readonly ClientId[] }, wishes: readonly OpenWish[]): void {
    this.#others = [
      ...this.#others.filter(
        ({ tab, clientId }) => tab !== speaker.tab && !speaker.clientIds.includes(clientId),
      ),
      ...wishes.map((wish) => ({ ...wish, tab: speaker.tab })),
    ]
  }

  /**
   * What the disk has under one id of another page, in place of all that was known under it. What that page has under
   * other ids is told by itself.
   */
  hearKept(clientId: ClientId, entries: readonly QueuedMutation[]): void {
    this.#others = [
      ...this.#others.filter((wish) => wish.clientId !== clientId),
      ...entries.map((entry) => ({ ...entry, tab: clientId })),
    ]
  }

  /** The same cart as another tab has it, when that is newer. */
  hearBase(cart: Cart, lastMids: readonly (readonly [ClientId, number])[]): void {
    for (const [clientId, mid] of lastMids) this.#cover(clientId, mid)
    if (cart.rev > this.#base.rev) this.#base = cart
  }

  add(entries: readonly QueuedMutation[]): void {
    const known = new Set(this.#queue.map(({ uid }) => uid))
    this.#queue = [...this.#queue, ...entries.filter(({ uid }) => !known.has(uid))]
  }

  /**
   * The hub's word on one operation, as it was sent. Done in a cart that we have left meanwhile, its revision says
   * nothing of ours: what came over from there is in it.
   */
  answer({ uid, cartId }: QueuedMutation, verdict: Verdict): void {
    this.#verdicts.set(uid, cartId === this.#base.id ? verdict : { ...verdict, rev: 0 })
  }

  /** Takes out and returns what needs no keeping any more. */
  settle(): QueuedMutation[] {
    this.#others = this.#openElsewhere
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
    for (const [clientId, mid] of delta.lastMids ?? []) this.#cover(clientId, mid)
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
   *
   * @param sentElsewhere Those of them that another page has sent to this very cart: asked for once more, shown once.
   */
  moveTo(cart: Cart, clientId: ClientId, sentElsewhere: ReadonlySet<string> = new Set()): QueuedMutation[] {
    const open = this.unanswered
    this.#sentElsewhere = sentElsewhere
    // What was wished for before there was a cart is for the first one, also where another tab will send it.
    this.#others =
      this.#base.id === UNKNOWN_CART ? this.#others.map((wish) => ({ ...wish, cartId: cart.id })) : []
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

  /** Takes these out, whatever became of them. */
  remove(uids: ReadonlySet<string>): void {
    this.#queue = this.#queue.filter(({ uid }) => !uids.has(uid))
  }

  #cover(clientId: ClientId, mid: number): void {
    this.#lastMids.set(clientId, Math.max(mid, this.#lastMids.get(clientId) ?? 0))
  }
}

interface OtherWish extends OpenWish {
  readonly tab: string
}

/** A name no hub gives: it never travels. The cast makes it what it stands for. */
export const UNKNOWN_CART = 'none' as CartId

/** Before the hub or the disk has said anything. */
export function unknownCart(currencyCode: string): Cart {
  return emptyCart(UNKNOWN_CART, currencyCode)
}
