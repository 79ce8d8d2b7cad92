import {
  emptyCart,
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
  type Verdict,
} from '@tote/protocol'
import { atom } from 'nanostores'
import { wait } from '../link/clock.ts'
import type { LinkSession } from '../link/link.ts'
import type { QueuedMutation } from '../link/storage.ts'
import type { CartView, Outcome } from '../tote.ts'
import type { CartDeps, CartInner } from './cart-inner.ts'
import { createCartDisk } from './cart-disk.ts'
import { CartReplica, UNKNOWN_CART, unknownCart } from './cart-replica.ts'
import { sendQueue } from './cart-sender.ts'
import { createCartTelling } from './cart-telling.ts'
import { pendingLineIds, toCartView } from './to-cart-view.ts'
import { toOp } from './to-op.ts'
import { createUndo } from './undo.ts'

/** A shopper sees an add at once; the disk may take this much of that moment, no more. */
const PAINT_WAITS_FOR_DISK_MS = 50

/** The shopper's cart: shown at once, kept on disk, settled by the hub. */
export function createCartRoom(deps: CartDeps): CartInner {
  const { clock } = deps
  let clientId = newClientId()
  let lastMid = 0
  let epoch = ''
  let replica = new CartReplica(unknownCart(deps.currencyCode()))
  let session: LinkSession | null = null
  let sending: Promise<void> | null = null
  const undo = createUndo(clock)
  const telling = createCartTelling(deps)
  const disk = createCartDisk(deps.storage)
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
    stop: undo.drop,
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
    const kept = disk.keep([entry])
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
    const { kept, queue } = await disk.load()
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
      void disk.keep(replica.readdress(newClientId()))
    }
    replica.confirm()
    await disk.keepCart(epoch, replica.base)
    publish('ready')
  }

  /** The same wishes, addressed to another cart or another life of the hub. */
  function renumberInto(cart: Cart): void {
    clientId = newClientId()
    const moved = replica.moveTo(cart, clientId)
    lastMid = moved.length
    void disk.keep(moved)
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
    telling.priceChanges(before, replica.base)
    afterNews()
    void send()
  }

  function hearDelta(delta: CartDelta): void {
    const before = seen()
    const result = replica.hearDelta(delta)
    if (result === 'gap' && session !== null) void resync(session)
    if (result !== 'applied') return
    telling.priceChanges(before, replica.base)
    afterNews()
  }

  async function resync(opened: LinkSession): Promise<void> {
    try {
      const message = { cartId: replica.base.id, rev: replica.base.rev, clientIds: [clientId] }
      const before = seen()
      replica.hearSync(parseAnswer(syncAnswerSchema, await opened.ask('sync', message)))
      telling.priceChanges(before, replica.base)
      afterNews()
    } catch {
      // The session is failing; the next connection begins with a sync anyway.
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
        void disk.keep(entries)
      },
      failed: (error) => deps.onSessionFailed(error),
      pause: (ms) => wait(clock, ms),
    }).finally(() => {
      sending = null
      // A new connection came while this one was failing: what is still open is its to send.
      if (session !== opened) void send()
    })
    return sending
  }

  function answered(entries: readonly QueuedMutation[], verdicts: readonly Verdict[]): void {
    for (const [index, entry] of entries.entries()) {
      const verdict = verdicts[index]
      if (verdict === undefined) continue
      replica.answer(entry.uid, verdict)
      if (!verdict.ok) telling.refusal(entry.op, verdict, seen())
      waiting.get(entry.uid)?.(toOutcome(verdict))
      waiting.delete(entry.uid)
    }
    afterNews()
  }

  function afterNews(): void {
    void disk.forget(replica.settle())
    void disk.keepCart(epoch, replica.base)
    publish('ready')
  }

  function draw(status: CartView['status']): CartView {
    const pending = replica.unanswered
    const cart = replica.base.id === UNKNOWN_CART ? { ...seen(), currencyCode: deps.currencyCode() } : seen()
    return toCartView(cart, {
      status,
      isStale: !replica.isConfirmed,
      pendingCount: pending.length,
      pendingLines: pendingLineIds(cart, pending),
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
