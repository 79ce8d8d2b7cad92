import { backoffMs } from '@tote/protocol'
import { systemClock, wait, type Clock } from '../link/clock.ts'
import { webLocks, type Locks } from '../link/locks.ts'
import { pageLife, type PageLife } from '../link/page-life.ts'
import { openTabs as openBrowserTabs, type OpenTabs } from '../link/tabs.ts'
import type { CartView, Outcome, Tote } from '../tote.ts'
import {
  answerWrites,
  forgetOurs,
  refuseOurs,
  settleWrites,
  type Agreement,
  type Change,
} from './agreement.ts'
import { createKeptAgreement, type HostCartMemory } from './kept-agreement.ts'
import { checkHostCart, readLines, writeLines, type HostCart } from './host-port.ts'
import { createLeadPage } from './lead-page.ts'
import { toCartOp, toHostChange, toLineBook, type LineBook } from './line-book.ts'
import { planRound } from './plan-round.ts'

export interface HostCartOptions {
  /** Keeps a line of text for the site: what both carts agreed on. The page's own memory, if absent. */
  readonly memory?: HostCartMemory
  readonly clock?: Clock
  readonly random?: () => number
  readonly locks?: Locks | null
  readonly page?: PageLife
  readonly openTabs?: OpenTabs
  /** What the page's own functions did wrong. The built-in cart goes on without them. */
  readonly onFault?: (fault: Error) => void
  /** The page's cart was changed by us, and is as it says. */
  readonly onWritten?: () => void
}

/**
 * What another device or site did may be in the page's cart by another way already, where the shopper has an account with
 * the shop: it gets this long to come, so that it is not done twice.
 */
const COMES_BY_ITSELF_MS = 2000
/** An act is seen in the cart within this. */
const IS_THAT_ACT_MS = 1000
/** A page that draws what it was given before its own list has it is looked at again after this. */
const LOOKS_AGAIN_MS = 300
/** Whoever takes over is to see what we began as the hub's own word. It does not wait longer than this for a hub that is away. */
const HANDS_OVER_WITHIN_MS = 2000

/**
 * Keeps Tote's cart and the page's own the same: what the shopper adds, changes or takes out in one is done in the other.
 * Returns the stop. What decides is `reconcile`; this carries it out, one page of the site at a time.
 *
 *     read theirs → settle what was asked before → plan → keep the plan → do it → look whether it is done
 *
 * @throws ToteError `bad_attribute` for a cart that lacks a function.
 */
export function bridgeHostCart(tote: Tote, given: HostCart, options: HostCartOptions = {}): () => void {
  const port = checkHostCart(given)
  const { clock = systemClock, random = Math.random, onFault, onWritten } = options
  const kept = createKeptAgreement(options.memory)
  const name = `tote:host-cart:${tote.hub}:${tote.key}`
  let stopTimer = () => {}
  let dueAtMs = Number.POSITIVE_INFINITY
  let running: Promise<void> | null = null
  let isStopped = false
  let isNew = true
  let attempt = 0
  /** When the shopper last did something to the cart in this page. */
  let actedAtMs = Number.NEGATIVE_INFINITY
  let wasFrozen = false
  let sold = soldIn(tote)

  const lead = createLeadPage({
    name,
    locks: options.locks === undefined ? webLocks() : options.locks,
    page: options.page ?? pageLife,
    openTabs: options.openTabs ?? openBrowserTabs,
    onLead() {
      isNew = true
      look(0)
    },
    async onYield() {
      await running
      await Promise.race([
        untilCart(({ pendingCount }) => pendingCount === 0),
        wait(clock, HANDS_OVER_WITHIN_MS),
      ])
    },
  })
  const stops = [
    tote.cart.onAct(() => {
      actedAtMs = clock.now()
      lead.claim()
    }),
    tote.cart.$cart.listen((cart) => hearCart(cart)),
    tote.connection.$connection.listen(() => {
      if (isNew) look(0)
    }),
    tote.show.$products.listen(() => {
      // Prices and stock change with every moment of a show; what there is at all, hardly ever.
      const now = soldIn(tote)
      if (now.size !== sold.size || [...now].some((id) => !sold.has(id))) look(0)
      sold = now
    }),
    hearPage(),
  ]
  void tote.start()

  return () => {
    isStopped = true
    stopTimer()
    for (const stop of stops) stop()
    lead.stop()
  }

  function hearPage(): () => void {
    try {
      return port.subscribe(() => {
        lead.claim()
        look(0)
      })
    } catch (error) {
      onFault?.(toFault('subscribe', error))
      return () => {}
    }
  }

  function hearCart(cart: CartView): void {
    const isFreed = wasFrozen && cart.checkout === null
    wasFrozen = cart.checkout !== null
    if (isNew || isFreed) return look(0)
    const agreement = kept.read()
    if (agreement === null || isOther(agreement)) return look(0)
    const { ours } = toLineBook(cart.lines, [])
    const keys = new Set([...ours.keys(), ...agreement.lines.keys()])
    const isAgreed = [...keys].every((key) => (ours.get(key) ?? 0) === (agreement.lines.get(key)?.ours ?? 0))
    if (!isAgreed) look(clock.now() - actedAtMs < IS_THAT_ACT_MS ? 0 : COMES_BY_ITSELF_MS)
    else if (cart.pendingCount === 0 && agreement.rev < tote.cart.confirmed().rev && lead.isLeading)
      kept.write({ ...agreement, rev: tote.cart.confirmed().rev })
  }

  /** A round, at the latest after so long. In a turn of its own: what the hub has just said is heard out first. */
  function look(afterMs: number): void {
    const at = clock.now() + afterMs
    if (isStopped || at >= dueAtMs) return
    stopTimer()
    dueAtMs = at
    stopTimer = clock.setTimeout(() => {
      dueAtMs = Number.POSITIVE_INFINITY
      running = (running ?? Promise.resolve()).then(round)
    }, afterMs)
  }

  async function round(): Promise<void> {
    if (isStopped || !lead.isLeading || !isReady()) return
    try {
      await reconcileOnce()
    } catch (error) {
      onFault?.(toFault('read', error))
      look(backoffMs(attempt++, random))
    }
  }

  /** @throws what the page's `read` does. */
  async function reconcileOnce(): Promise<void> {
    const theirs = await readLines(port, clock)
    // What the hub says in this very turn is heard out: a refusal takes back what was shown.
    await wait(clock, 0)
    if (isStopped || !lead.isLeading || !isReady()) return
    const book = toLineBook(tote.cart.$cart.get().lines, theirs)
    const { id: cartId, rev } = tote.cart.confirmed()
    let agreement = kept.read()
    if (agreement !== null && agreement.cartId !== cartId) agreement = null
    if (agreement !== null) agreement = settle(agreement, book)
    isNew = false
    const plan = planRound({
      agreement,
      cartId,
      rev,
      ours: book.ours,
      theirs: book.theirs,
      isFrozen: tote.cart.$cart.get().checkout !== null,
      isShared: (key) => isShared(book, key),
    })
    kept.write(plan.agreement)
    await mirror(plan.toOurs, book)
    if (plan.toTheirs.length > 0) return writeTheirs(plan.toTheirs, book)
    attempt = 0
    if (plan.agreement.writes.some(({ side }) => side === 'theirs')) look(LOOKS_AGAIN_MS)
  }

  /** What was asked of either side before. In our own cart a page that is gone may have asked: there the hub has spoken since. */
  function settle(agreement: Agreement, book: LineBook): Agreement {
    const nowMs = clock.now()
    const theirs = settleWrites(agreement, { side: 'theirs', counts: book.theirs, nowMs })
    for (const [key, agreed] of theirs.lines)
      if (agreement.lines.get(key)?.theirs !== agreed.theirs && agreed.ours > agreed.theirs && attempt === 0)
        onFault?.(
          new Error(
            `The page's cart has ${agreed.theirs} of ${book.choiceOf(key)?.variantId ?? key} after write() was told ${agreement.lines.get(key)?.theirs}. Tote's stays as it is.`,
          ),
        )
    if (!isNew) return theirs
    return settleWrites(answerWrites(theirs, 'ours', 0), { side: 'ours', counts: book.ours, nowMs })
  }

  async function mirror(changes: readonly Change[], book: LineBook): Promise<void> {
    const seen = changes.map(async (change) => {
      const choice = book.choiceOf(change.key)
      if (choice === undefined) return
      const outcome = tote.cart.mirror(toCartOp(choice, change))
      void hearOutcome(change, outcome)
      await Promise.race([outcome, isSeen(change)])
    })
    await Promise.all(seen)
  }

  /** A refusal takes back what was shown: that is no wish of the shopper's, and takes nothing out of the page's cart. */
  async function hearOutcome(change: Change, outcome: Promise<Outcome>): Promise<void> {
    const { status } = await outcome
    const agreement = kept.read()
    if (agreement === null || isOther(agreement)) return
    kept.write(status === 'rejected' ? refuseOurs(agreement, change) : forgetOurs(agreement, change))
  }

  /** Once our cart shows it. */
  function isSeen({ key, from }: Change): Promise<void> {
    return untilCart(({ lines }) => (toLineBook(lines, []).ours.get(key) ?? 0) !== from)
  }

  async function writeTheirs(changes: readonly Change[], book: LineBook): Promise<void> {
    const asked = changes.flatMap((change) => {
      const choice = book.choiceOf(change.key)
      return choice === undefined ? [] : [toHostChange(choice, change)]
    })
    try {
      await writeLines(port, asked, clock)
    } catch (error) {
      onFault?.(toFault('write', error))
      return look(backoffMs(attempt++, random))
    }
    const agreement = kept.read()
    if (agreement !== null) kept.write(answerWrites(agreement, 'theirs', clock.now()))
    onWritten?.()
    // Whatever the page said: what counts is what is there.
    look(0)
  }

  function isShared(book: LineBook, key: string): boolean {
    const choice = book.choiceOf(key)
    if (choice === undefined) return true
    const { variantId } = choice
    return soldIn(tote).has(variantId) && port.takes?.(variantId) !== false
  }

  /**
   * Whether our cart is one to go by. Whoever begins, or meets another cart, waits for the hub's own word: a page that slept
   * would take its old cart for the shopper's wish.
   */
  function isReady(): boolean {
    const cart = tote.cart.$cart.get()
    if (cart.status !== 'ready' || tote.show.$show.get().status !== 'ready') return false
    const agreement = kept.read()
    if (!isNew && agreement !== null && !isOther(agreement)) return true
    if (tote.connection.$connection.get().status !== 'online') return false
    if (cart.isStale || cart.pendingCount > 0) return false
    return agreement === null || isOther(agreement) || agreement.rev <= tote.cart.confirmed().rev
  }

  function isOther({ cartId }: Agreement): boolean {
    return cartId !== tote.cart.confirmed().id
  }

  function untilCart(isSo: (cart: CartView) => boolean): Promise<void> {
    return new Promise((done) => {
      const stop = tote.cart.$cart.subscribe((cart) => {
        if (!isSo(cart)) return
        done()
        // Not yet there when it is so at once.
        queueMicrotask(() => stop())
      })
    })
  }
}

function soldIn(tote: Tote): ReadonlySet<string> {
  return new Set(tote.show.$products.get().flatMap(({ variants }) => variants.map(({ id }) => id)))
}

function toFault(what: string, cause: unknown): Error {
  const text = cause instanceof Error ? cause.message : String(cause)
  return new Error(`The page's cart failed at ${what}(): ${text}`, { cause })
}
