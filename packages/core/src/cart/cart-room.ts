import {
  emptyCart,
  findLine,
  money,
  parseAnswer,
  syncAnswerSchema,
  visibleLines,
  type Cart,
  type CartDelta,
  type CartOp,
  type CartWorld,
  type ClientId,
  type Granted,
  type Hello,
  type LineId,
  type MutationUid,
  type ShowId,
  type ToteError,
  type Verdict,
} from '@tote/protocol'
import { atom } from 'nanostores'
import type { Clock } from '../link/clock.ts'
import { wait } from '../link/clock.ts'
import type { LinkSession } from '../link/link.ts'
import type { QueuedMutation, ToteStorage } from '../link/storage.ts'
import type { Notices } from '../notices/notices.ts'
import type { CartRoom, CartView, Outcome } from '../tote.ts'
import { CartReplica, unknownCart } from './cart-replica.ts'
import { sendQueue } from './cart-sender.ts'
import { toCartView, type SoldVariant } from './to-cart-view.ts'
import { toOp } from './to-op.ts'
import { createUndo } from './undo.ts'

/** A shopper sees an add at once; the disk may take this much of that moment, no more. */
const PAINT_WAITS_FOR_DISK_MS = 50

export interface CartDeps {
  readonly clock: Clock
  readonly showId: ShowId
  readonly notices: Notices
  newId(): string
  storage(): ToteStorage
  find(id: string): SoldVariant | undefined
  currencyCode(): string
  /** The session does not answer: it is of no more use. */
  onSessionFailed(error: ToteError): void
}

export interface CartInner extends CartRoom {
  readonly clientId: ClientId
  /** Reads the kept cart and the queues of pages that are gone. */
  load(): Promise<void>
  /** A journey was opened or continued: its cart is ours now. */
  enter(granted: Granted): Promise<void>
  /** On every connection, before anything else is sent. */
  hello(hello: Hello, session: LinkSession): Promise<void>
  hearDelta(delta: CartDelta): void
  leaveSession(): void
  /** Resolves once the hub has answered all that was asked before; false when it cannot now. */
  flush(): Promise<boolean>
  /** Redraws after the catalogue changed. */
  refresh(): void
}

/** The shopper's cart: shown at once, kept on disk, settled by the hub. */
export function createCartRoom(deps: CartDeps): CartInner {
  const { clock, notices } = deps
  let clientId = newClientId()
  let lastMid = 0
  let epoch = ''
  let replica = new CartReplica(unknownCart(deps.currencyCode()))
  let session: LinkSession | null = null
  let sending: Promise<void> | null = null
  const undo = createUndo(clock)
  const waiting = new Map<string, (outcome: Outcome) => void>()
  const $cart = atom<CartView>(draw('loading'))

  return {
    $cart,
    $undo: undo.$undo,
    get clientId() {
      return clientId
    },
    addLine: ({ variantId, quantity = 1, planId, attributes }) =>
      act(
        toOp({
          op: 'addLine',
          variantId,
          qty: quantity,
          planId,
          attrs: attributes?.map((pair) => [...pair]),
          showId: deps.showId,
        }),
      ),
    setQuantity: (lineId, quantity) => act(toOp({ op: 'setQuantity', lineId, qty: quantity })),
    removeLine(lineId) {
      const op = toOp({ op: 'removeLine', lineId })
      offerUndo((line) => line.id === lineId)
      return act(op)
    },
    setNote: (text) => act(toOp({ op: 'setNote', text })),
    clear() {
      offerUndo(() => true)
      return act(toOp({ op: 'clear', seenRev: seen().rev }))
    },
    async undo() {
      const outcomes = await Promise.all(undo.take().map(act))
      return outcomes.find(({ status }) => status === 'rejected') ?? { status: 'accepted' }
    },
    holdUndo: undo.hold,
    load,
    enter,
    hello: greet,
    hearDelta,
    leaveSession() {
      session = null
    },
    async flush() {
      await send()
      return replica.unanswered.length === 0
    },
    refresh: publish,
  }

  function newClientId(): ClientId {
    // Drawn here; it names this page instance to the hub.
    return deps.newId() as ClientId
  }

  function world(): CartWorld {
    return {
      nowMs: clock.now(),
      // What the shopper sees is what is promised; the hub has the last word. An unknown variant is shown,
      // not hidden: it may be a line kept from another site.
      variant(id) {
        const sold = deps.find(id)
        if (sold === undefined) return { price: priceInCart(id), isActive: true, free: null }
        return { price: sold.variant.price.amount, isActive: true, free: null }
      },
    }
  }

  function priceInCart(variantId: string): number {
    return replica.base.lines.find((line) => line.variantId === variantId)?.price ?? 0
  }

  function seen(): Cart {
    return replica.view(world())
  }

  async function act(op: CartOp): Promise<Outcome> {
    lastMid += 1
    const entry: QueuedMutation = {
      mid: lastMid,
      // As every id drawn here.
      uid: deps.newId() as MutationUid,
      op,
      at: clock.now(),
      clientId,
      cartId: replica.base.id,
    }
    const outcome = new Promise<Outcome>((resolve) => waiting.set(entry.uid, resolve))
    const kept = keep([entry])
    await Promise.race([kept, wait(clock, PAINT_WAITS_FOR_DISK_MS)])
    replica.add([entry])
    publish()
    // A page that dies now must find it on disk; the hub hears of it after that.
    await kept
    void send()
    return outcome
  }

  function offerUndo(isTaken: (line: { id: LineId }) => boolean): void {
    const taken = visibleLines(seen()).filter(isTaken)
    undo.offer(
      taken,
      taken.map((line) => deps.find(line.variantId)?.product.title ?? line.variantId),
    )
  }

  async function load(): Promise<void> {
    const storage = deps.storage()
    const [kept, queue] = await Promise.all([
      storage.loadCart().catch(() => undefined),
      storage.loadQueue().catch(() => []),
    ])
    if (kept !== undefined && replica.base.rev === 0) {
      epoch = kept.epoch
      const adopted = replica.queue
      replica = new CartReplica(kept.cart)
      replica.add(adopted.map((entry) => ({ ...entry, cartId: kept.cart.id })))
    }
    replica.add(queue)
    publish(kept === undefined ? undefined : 'ready')
  }

  async function enter({ cart, epoch: told }: Granted): Promise<void> {
    if (cart.id !== replica.base.id || told !== epoch) {
      epoch = told
      renumberInto(cart)
    } else {
      replica.hearSync({ kind: 'snapshot', cart, lastMids: [] })
      const strays = replica.readdress(newClientId())
      if (strays.length > 0) void keep(strays)
    }
    replica.confirm()
    await keepCart()
    publish('ready')
  }

  /** The same wishes, addressed to another cart or another life of the hub. */
  function renumberInto(cart: Cart): void {
    clientId = newClientId()
    const moved = replica.moveTo(cart, clientId)
    lastMid = moved.length
    if (moved.length > 0) void keep(moved)
  }

  async function greet(hello: Hello, opened: LinkSession): Promise<void> {
    if (hello.epoch !== epoch) {
      epoch = hello.epoch
      renumberInto(emptyCart(hello.cartId, replica.base.currencyCode))
    }
    session = opened
    const clientIds = [...new Set(replica.queue.map((entry) => entry.clientId))].slice(0, 20)
    const message = { cartId: hello.cartId, rev: replica.base.rev, clientIds }
    const before = seen()
    replica.hearSync(parseAnswer(syncAnswerSchema, await opened.ask('sync', message)))
    tellPriceChanges(before)
    afterNews()
    void send()
  }

  function hearDelta(delta: CartDelta): void {
    const before = seen()
    const result = replica.hearDelta(delta)
    if (result === 'gap' && session !== null) void resync(session)
    if (result !== 'applied') return
    tellPriceChanges(before)
    afterNews()
  }

  async function resync(opened: LinkSession): Promise<void> {
    try {
      const message = { cartId: replica.base.id, rev: replica.base.rev, clientIds: [clientId] }
      const before = seen()
      replica.hearSync(parseAnswer(syncAnswerSchema, await opened.ask('sync', message)))
      tellPriceChanges(before)
      afterNews()
    } catch {
      // The session is failing; the next connection begins with a sync anyway.
    }
  }

  /** A line whose price is another than the one shown a moment ago is worth a word. */
  function tellPriceChanges(before: Cart): void {
    for (const line of visibleLines(replica.base)) {
      const shown = findLine(before, line.id)
      if (shown === undefined || shown.qty === 0 || shown.price === line.price) continue
      const code = replica.base.currencyCode
      notices.add({
        kind: 'priceChanged',
        title: deps.find(line.variantId)?.product.title ?? line.variantId,
        was: money(shown.price, code),
        price: money(line.price, code),
      })
    }
  }

  function send(): Promise<void> {
    const opened = session
    if (opened === null) return Promise.resolve()
    sending ??= sendQueue(opened, {
      next: () => (session === opened ? replica.unanswered : []),
      answered,
      renumber(from) {
        const moved = newClientId()
        const entries = replica.renumber(from, moved)
        if (from === clientId) {
          clientId = moved
          lastMid = entries.length
        }
        void keep(entries)
      },
      failed: (error) => deps.onSessionFailed(error),
      pause: (ms) => wait(clock, ms),
    }).finally(() => {
      sending = null
    })
    return sending
  }

  function answered(entries: readonly QueuedMutation[], verdicts: readonly Verdict[]): void {
    for (const [index, entry] of entries.entries()) {
      const verdict = verdicts[index]
      if (verdict === undefined) continue
      replica.answer(entry.uid, verdict)
      if (!verdict.ok) tellRefusal(entry.op, verdict)
      waiting.get(entry.uid)?.(toOutcome(verdict))
      waiting.delete(entry.uid)
    }
    afterNews()
  }

  function tellRefusal(op: CartOp, verdict: Extract<Verdict, { ok: false }>): void {
    const line = 'lineId' in op ? findLine(seen(), op.lineId) : undefined
    const variantId = 'variantId' in op ? op.variantId : line?.variantId
    const title = variantId === undefined ? '' : (deps.find(variantId)?.product.title ?? variantId)
    notices.add({ kind: 'rejected', code: verdict.code, title, free: verdict.free ?? null })
  }

  function afterNews(): void {
    const settled = replica.settle()
    if (settled.length > 0)
      deps
        .storage()
        .deleteQueue(settled.map(({ uid }) => uid))
        .catch(() => undefined)
    void keepCart()
    publish('ready')
  }

  async function keep(entries: readonly QueuedMutation[]): Promise<void> {
    // A full or failing disk: the page still has it, and sends it.
    await deps
      .storage()
      .putQueue(entries)
      .catch(() => undefined)
  }

  async function keepCart(): Promise<void> {
    if (epoch === '') return
    await deps
      .storage()
      .saveCart({ epoch, cart: replica.base })
      .catch(() => undefined)
  }

  function draw(status: CartView['status']): CartView {
    const pending = replica.unanswered
    const pendingLines = new Set(pending.flatMap(({ op }) => ('lineId' in op ? [op.lineId] : [])))
    const cart = seen()
    const added = new Set(pending.flatMap(({ op }) => ('variantId' in op ? [op.variantId] : [])))
    for (const line of cart.lines) if (added.has(line.variantId)) pendingLines.add(line.id)
    return toCartView(cart.id === 'none' ? { ...cart, currencyCode: deps.currencyCode() } : cart, {
      status,
      isStale: !replica.isConfirmed,
      pendingCount: pending.length,
      pendingLines,
      find: deps.find,
    })
  }

  function publish(status?: CartView['status']): void {
    $cart.set(draw(status ?? $cart.get().status))
  }
}

function toOutcome(verdict: Verdict): Outcome {
  if (verdict.ok) return { status: 'accepted' }
  return {
    status: 'rejected',
    code: verdict.code,
    ...(verdict.free === undefined ? {} : { free: verdict.free }),
  }
}
