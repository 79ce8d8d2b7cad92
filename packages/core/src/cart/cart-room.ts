import {
  toDiscountCode,
  visibleLines,
  type Cart,
  type CartLine,
  type CartOp,
  type CartWorld,
  type LineId,
  type MutationUid,
  type Verdict,
} from '@tote/protocol'
import { atom } from 'nanostores'
import { wait } from '../link/clock.ts'
import type { QueuedMutation } from '../link/storage.ts'
import { Listeners } from '../listeners.ts'
import type { CartAct, CartView, Outcome } from '../tote.ts'
import type { CartDeps, CartInner } from './cart-inner.ts'
import { createCheckout } from './checkout.ts'
import { UNKNOWN_CART } from './cart-replica.ts'
import { createCartSync } from './cart-sync.ts'
import { createCartTelling } from './cart-telling.ts'
import { createExpired } from './expired.ts'
import { pendingLineIds, toCartView } from './to-cart-view.ts'
import { toOp } from './to-op.ts'
import { bringBack, createUndo, takeOut } from './undo.ts'

/** A shopper sees an add at once; the disk may take this much of that moment, no more. */
const PAINT_WAITS_FOR_DISK_MS = 50

/** The shopper's cart: shown at once, kept on disk, settled by the hub. */
export function createCartRoom(deps: CartDeps): CartInner {
  const { clock } = deps
  const undo = createUndo(clock)
  const telling = createCartTelling(deps)
  const expired = createExpired((variantId) => deps.find(variantId)?.product.title ?? variantId)
  const waiting = new Map<string, (outcome: Outcome) => void>()
  const acts = new Listeners<CartAct>()
  const sync = createCartSync({
    clock,
    newId: deps.newId,
    storage: deps.storage,
    currencyCode: deps.currencyCode,
    onNews(before, now) {
      telling.changes(before, now)
      publish('ready')
    },
    onChange: (isReady) => publish(isReady ? 'ready' : undefined),
    onVerdict(entry, verdict) {
      if (!verdict.ok) telling.refusal(entry.op, verdict, seen())
      waiting.get(entry.uid)?.(toOutcome(verdict))
      waiting.delete(entry.uid)
    },
    onExpired(entries) {
      expired.hold(entries)
    },
    onSessionFailed: deps.onSessionFailed,
    onOtherCart: deps.onOtherCart,
    seen,
  })
  const paying = createCheckout({ session: () => sync.session, flush, base: () => sync.replica.base })
  const $cart = atom<CartView>(draw('loading'))
  let askedId = ''
  expired.$expired.listen((wishes) => {
    deps.notices.dismiss(askedId)
    if (wishes !== null) askedId = deps.notices.add({ kind: 'expired', ...wishes })
  })

  return {
    $cart,
    $undo: undo.$undo,
    $expired: expired.$expired,
    get clientId() {
      return sync.clientId
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
    applyDiscountCode: (code) => act(toOp({ op: 'applyDiscountCode', code: toDiscountCode(code) })),
    removeDiscountCode: (code) => act(toOp({ op: 'removeDiscountCode', code: toDiscountCode(code) })),
    setFulfillment: (fulfilment) => act(toOp({ op: 'setFulfillment', fulfilment })),
    sendLine: (lineId, isSent = true) => act(toOp({ op: 'sendLine', lineId, isSent })),
    checkout: paying.checkout,
    cancelCheckout: paying.cancelCheckout,
    orders: paying.orders,
    setNote: (text) => act(toOp({ op: 'setNote', text })),
    clear() {
      offerUndo(() => true)
      return act(toOp({ op: 'clear', seenRev: seen().rev }))
    },
    undo: () => all(undo.take().map((op) => act(op))),
    holdUndo: undo.hold,
    onAct: (listener) => acts.on(listener),
    mirror: (op) => act(op, undefined, true),
    confirmed: () => sync.replica.base,
    // Under the names they had: one that was done after all, its answer lost, is not done again.
    renewExpired: () => all(expired.take().map(({ op, uid }) => act(op, uid))),
    dropExpired() {
      void sync.disk.forget(expired.take())
    },
    load: sync.load,
    sleep: sync.sleep,
    wake: sync.wake,
    enter: sync.enter,
    hello: sync.greet,
    poll: sync.poll,
    hearDelta: sync.hearDelta,
    hearStock: (news, was) => telling.stockShort(seen(), news, was),
    batches: sync.batches,
    leaveSession: sync.leaveSession,
    flush,
    bring,
    letGo() {
      undo.drop()
      void sync.disk.forget(expired.take())
    },
    refresh: publish,
    stop() {
      undo.drop()
      sync.stop()
    },
  }

  async function flush(): Promise<boolean> {
    await sync.send()
    return sync.replica.unanswered.length === 0
  }

  function world(): CartWorld {
    return {
      nowMs: clock.now(),
      // What the shopper sees is what is promised; the hub has the last word. An unknown variant is shown,
      // not hidden: it may be a line kept from another site.
      variant(id) {
        const sold = deps.find(id)
        const inCart = sync.replica.base.lines.find((line) => line.variantId === id)
        return {
          price: sold?.variant.price.amount ?? inCart?.price ?? 0,
          merchantId: (sold?.product ?? inCart)?.merchantId,
          isActive: true,
        }
      },
      discount: () => null,
      isPickup: () => true,
    }
  }

  function seen(): Cart {
    return sync.replica.view(world())
  }

  async function act(op: CartOp, uid?: MutationUid, isMirrored = false): Promise<Outcome> {
    const entry: QueuedMutation = sync.number(op, uid)
    const outcome = new Promise<Outcome>((resolve) => waiting.set(entry.uid, resolve))
    if (!isMirrored) acts.tell({ op, outcome })
    const kept = sync.disk.keep([entry])
    await Promise.race([kept, wait(clock, PAINT_WAITS_FOR_DISK_MS)])
    sync.add(entry)
    publish()
    // A page that dies now must find it on disk; the hub hears of it after that.
    await kept
    void sync.send()
    return outcome
  }

  function offerUndo(isTaken: (line: { id: LineId }) => boolean): void {
    const taken = visibleLines(seen()).filter(isTaken)
    undo.offer({ kind: 'removed', titles: titlesOf(taken), ops: () => bringBack(taken) })
  }

  function bring(): () => void {
    const brought = visibleLines(seen())
    const ops = () => takeOut(brought, visibleLines(seen()))
    return () => undo.offer({ kind: 'brought', titles: titlesOf(brought), ops })
  }

  function titlesOf(lines: readonly CartLine[]): string[] {
    return lines.map((line) => deps.find(line.variantId)?.product.title ?? line.variantId)
  }

  function draw(status: CartView['status']): CartView {
    const { pending, base, isConfirmed } = sync.replica
    const cart = base.id === UNKNOWN_CART ? { ...seen(), currencyCode: deps.currencyCode() } : seen()
    return toCartView(cart, {
      status,
      isStale: !isConfirmed,
      pendingCount: pending.length,
      pendingLines: pendingLineIds(cart, pending),
      find: deps.find,
    })
  }

  function publish(status?: CartView['status']): void {
    $cart.set(draw(status ?? $cart.get().status))
    deps.onPending(sync.replica.unanswered.length)
  }
}

/** The first refusal, if there is one. */
async function all(intents: readonly Promise<Outcome>[]): Promise<Outcome> {
  const outcomes = await Promise.all(intents)
  return outcomes.find(({ status }) => status === 'rejected') ?? { status: 'accepted' }
}

function toOutcome(verdict: Verdict): Outcome {
  if (verdict.ok) return { status: 'accepted' }
  return {
    status: 'rejected',
    code: verdict.code,
    ...(verdict.free === undefined ? {} : { free: verdict.free }),
  }
}
