import {
  cartCost,
  fulfilmentOf,
  money,
  visibleLines,
  type Cart,
  type CartCode,
  type CartDelta,
  type CartLine,
  type CheckoutId,
  type CheckoutOpen,
  type CheckoutOpenAnswer,
  type CheckoutProblem,
} from '@tote/protocol'
import { lockActiveCart, type CartSpeaker } from '../carts/mutate-cart.ts'
import { readSoldFacts, type SoldFacts } from '../catalogue/catalogue.ts'
import { freezeCredit } from '../credit/freeze-credit.ts'
import { isPointsCode } from '../loyalty/points-code.ts'
import { holdPoints } from '../loyalty/points-ledger.ts'
import { selectCart, updateCart } from '../store/cart-store.ts'
import { insertCheckout } from '../store/checkout-store.ts'
import { giveBackDiscount, useDiscount } from '../store/discount-store.ts'
import { selectHolds, writeHolds } from '../store/hold-store.ts'
import { countLines } from '../drops/count-lines.ts'
import { selectLevels } from '../store/stock-store.ts'
import { selectWaiting, type Waiting } from '../store/waiting-store.ts'
import { describeCart } from '../carts/emit-cart-changed.ts'
import { emitTopic } from '../webhooks/emit-topic.ts'
import { tellStock } from '../stock/tell-stock.ts'
import { StockBook } from '../stock/stock-book.ts'
import { toCalled } from '../waitlist/to-called.ts'
import type { Db, Store } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'

export interface CheckoutChange {
  /** What every place of the journey has to hear; null when nothing changed. */
  readonly delta: CartDelta | null
  readonly stockChanged: readonly string[]
  /** Carts whose places in lines changed; none where it is left out. */
  readonly waitsChanged?: readonly string[]
  /** Journeys whose friends' carts may look otherwise now; none where it is left out. */
  readonly friendsChanged?: readonly string[]
}

export interface Opened extends CheckoutChange {
  readonly answer: CheckoutOpenAnswer
}

/**
 * Freezes the cart the shopper saw and sets its goods aside, all of them or none. Asked again while it is
 * open it answers the same check-out, so that a lost answer costs nothing.
 * @throws ToteError `forbidden`, `moved`.
 */
export async function openCheckout(
  store: Store,
  speaker: CartSpeaker,
  { message, nowMs, newId }: { message: CheckoutOpen; nowMs: number; newId: () => string },
): Promise<Opened> {
  return store.transaction(async (trx) => {
    const { cart } = await lockActiveCart(trx, speaker, message.cartId)
    const { checkout } = cart.meta
    const total = () => money(cartCost(cart).total, cart.currencyCode)
    if (checkout !== undefined)
      return { answer: { ok: true, checkout: { ...checkout, total: total() } }, ...nothing }
    if (cart.rev !== message.rev) return refuse([{ code: 'changed' }])
    if (visibleLines(cart).length === 0) return refuse([{ code: 'empty' }])
    const sold = await readSoldFacts(
      trx,
      speaker.tenant,
      cart.lines.map((line) => line.variantId),
    )
    const repriced = reprice(cart, sold)
    if (repriced.length > 0) {
      // The shopper has to see what it costs now before paying it.
      return {
        ...refuse([{ code: 'changed' }]),
        delta: await write(trx, speaker.tenant, { cart, lines: repriced, nowMs }),
      }
    }
    return freeze(trx, speaker, { cart, sold, nowMs, id: newId() as CheckoutId })
  })
}

const nothing: CheckoutChange = { delta: null, stockChanged: [] }

function refuse(problems: CheckoutProblem[]): Opened {
  return { answer: { ok: false, problems }, ...nothing }
}

async function freeze(
  db: Db,
  { tenant, journeyId, channel }: CartSpeaker,
  {
    cart,
    sold,
    nowMs,
    id,
  }: { cart: Cart; sold: ReadonlyMap<string, SoldFacts>; nowMs: number; id: CheckoutId },
): Promise<Opened> {
  const lines = visibleLines(cart)
  const variantIds = [...new Set(lines.map((line) => line.variantId))].filter(
    (variantId) => (sold.get(variantId)?.mode ?? 'none') !== 'none',
  )
  const levels = await selectLevels(db, tenant.id, { variantIds, isLocked: true })
  const holds = await selectHolds(db, tenant.id, cart.id)
  const waits = await selectWaiting(db, tenant.id, cart.id)
  const book = new StockBook(levels, holds, {
    called: toCalled(waits),
    waiting: (await countLines(db, tenant.id, variantIds)).waiting,
  })
  const problems = [...holdLines(cart, sold, book), ...(await useCodes(db, tenant.id, { cart, nowMs }))]
  // Last of all, as every account is locked: and only for a check-out that nothing else stands in the way of.
  if (problems.length === 0 && !(await holdPoints(db, tenant, { cart, checkoutId: id })))
    problems.push(...pointsProblem(cart.meta.codes))
  if (problems.length > 0) {
    const used = cart.meta.codes.filter(
      ({ code }) => !problems.some((problem) => problem.code === 'bad_code' && problem.discountCode === code),
    )
    for (const { code } of used) await giveBackDiscount(db, tenant.id, code)
    return refuse(problems)
  }
  const counted = lines.filter(({ variantId }) => variantIds.includes(variantId))
  // [S1-S5] for what is sent and for what is fetched, each by itself.
  const ships = [false, true].flatMap((isSent) =>
    book.gather(
      counted
        // Of a cart that is delivered all lines are one group.
        .filter((line) => (line.isSent === true && cart.meta.fulfilment.kind === 'pickup') === isSent)
        .map(({ id: lineId, variantId, qty }) => ({ lineId, variantId, qty })),
      fulfilmentOf({ isSent }, cart.meta.fulfilment),
    ),
  )
  const expiresAt = nowMs + tenant.checkoutMs
  const changes = book.heldChanges()
  await writeHolds(db, tenant.id, {
    cartId: cart.id,
    book,
    ending: 'released',
    expiresAt: () => expiresAt,
    checkoutId: id,
    nowMs,
  })
  const total = money(cartCost(cart).total, cart.currencyCode)
  const credit =
    channel == null ? undefined : await freezeCredit(db, tenant.id, { journeyId, channel, lines, nowMs })
  await insertCheckout(db, tenant.id, {
    id,
    cartId: cart.id,
    cartRev: cart.rev,
    frozen: {
      lines,
      codes: cart.meta.codes,
      total,
      fulfilment: cart.meta.fulfilment,
      ships,
      ...(credit === undefined ? {} : { credit }),
    },
    nowMs,
    expiresAt,
  })
  const rev = cart.rev + 1
  const frozen: Cart = { ...cart, rev, meta: { ...cart.meta, checkout: { id, expiresAt } } }
  const changed = takeTurns(lines, { waits, served: book.served, rev })
  await updateCart(db, tenant.id, { cart: frozen, changed, nowMs })
  const data = { checkoutId: id, expiresAt: new Date(expiresAt).toISOString(), ...describeCart(frozen) }
  await emitTopic(db, tenant, { topic: 'checkout.opened', key: cart.id, data, nowMs })
  const stockChanged = [...new Set(changes.map(({ variantId }) => variantId))]
  await tellStock(db, tenant, { variantIds: stockChanged, nowMs })
  return {
    answer: { ok: true, checkout: { id, expiresAt, total } },
    delta: { cartId: cart.id, from: cart.rev, to: rev, lines: changed, meta: frozen.meta },
    stockChanged,
    waitsChanged: book.served.length === 0 ? [] : [cart.id],
  }
}

/** A unit that was called to the shopper stays theirs for the time of their turn, should they not pay now. */
function takeTurns(
  lines: readonly CartLine[],
  { waits, served, rev }: { waits: readonly Waiting[]; served: readonly string[]; rev: number },
): CartLine[] {
  return lines.flatMap((line) => {
    const turn = waits.find(({ variantId }) => variantId === line.variantId)?.turn ?? null
    const isHeld = line.hold !== undefined && !line.hold.isOver
    if (turn === null || isHeld || !served.includes(line.variantId)) return []
    return [{ ...line, hold: { untilMs: turn.untilMs, isOver: false }, rev }]
  })
}

/** Sets each line's goods aside in the book, and tells for which there are not enough. */
function holdLines(cart: Cart, sold: ReadonlyMap<string, SoldFacts>, book: StockBook): CheckoutProblem[] {
  const counted = new Map<string, number>()
  // What is fetched can come from one store alone, so it is asked first.
  const lines = visibleLines(cart).toSorted(
    (one, other) => Number(one.isSent === true) - Number(other.isSent === true),
  )
  /** Units that are fetched at a store which sends too: those cannot be sent besides. */
  const fetchedFrom = (variantId: string) =>
    book.isShared(variantId, cart.meta.fulfilment) ? (counted.get(`${variantId} pickup`) ?? 0) : 0
  return lines.flatMap((line): CheckoutProblem[] => {
    const fulfilment = fulfilmentOf(line, cart.meta.fulfilment)
    const facts = sold.get(line.variantId)
    if (facts === undefined || !facts.isActive) return [{ code: 'gone', lineId: line.id }]
    if (facts.mode === 'none') return facts.isSoldOut ? [{ code: 'no_stock', lineId: line.id, free: 0 }] : []
    const isHeld = book.heldFor(line.id) >= line.qty
    // The host's word stands above the count, but not above a promise that was made before it.
    if (facts.isSoldOut && !isHeld) return [{ code: 'no_stock', lineId: line.id, free: 0 }]
    const alike = lines
      .filter((other) => fulfilmentOf(other, cart.meta.fulfilment).kind === fulfilment.kind)
      .map(({ id }) => id)
    const free = book.free(line.variantId, fulfilment, new Set(alike))
    if (facts.mode === 'track') {
      const key = `${line.variantId} ${fulfilment.kind}`
      const wanted = (counted.get(key) ?? 0) + line.qty
      counted.set(key, wanted)
      book.holdOwn({ lineId: line.id, variantId: line.variantId }, line.qty, fulfilment)
      const left = free - (fulfilment.kind === 'delivery' ? fetchedFrom(line.variantId) : 0)
      return wanted <= left ? [] : [{ code: 'no_stock', lineId: line.id, free: Math.max(0, left) }]
    }
    return book.hold({ lineId: line.id, variantId: line.variantId }, line.qty, fulfilment)
      ? []
      : [{ code: 'no_stock', lineId: line.id, free }]
  })
}

/** Uses each code once; tells which may not be used any more. */
async function useCodes(
  db: Db,
  tenantId: string,
  { cart, nowMs }: { cart: Cart; nowMs: number },
): Promise<CheckoutProblem[]> {
  const problems: CheckoutProblem[] = []
  // By name, so that two carts with the same two codes do not wait for each other.
  const codes = cart.meta.codes.filter(({ code }) => !isPointsCode(code))
  for (const { code } of codes.toSorted((a, b) => (a.code < b.code ? -1 : 1)))
    if (!(await useDiscount(db, tenantId, { code, nowMs })))
      problems.push({ code: 'bad_code', discountCode: code })
  return problems
}

/** Points that may not be spent now are told as a code that may not be used. */
export function pointsProblem(codes: readonly CartCode[]): CheckoutProblem[] {
  return codes
    .filter(({ code }) => isPointsCode(code))
    .map(({ code }) => ({ code: 'bad_code', discountCode: code }))
}

function reprice(cart: Cart, sold: ReadonlyMap<string, SoldFacts>): CartLine[] {
  return visibleLines(cart).flatMap((line) => {
    const price = sold.get(line.variantId)?.price ?? line.price
    return price === line.price ? [] : [{ ...line, price, rev: cart.rev + 1 }]
  })
}

/**
 * Shows a cart at the prices that are asked now, and sent home where the shop hands nothing over at the place it was
 * to be picked up. Null when nothing of it changes, or it is being paid.
 */
export async function repriceCart(
  db: Db,
  tenant: Tenant,
  { cartId, isDeliveredOnly, nowMs }: { cartId: string; isDeliveredOnly: boolean; nowMs: number },
): Promise<CartDelta | null> {
  const stored = await selectCart(db, tenant.id, cartId, { toWrite: true })
  if (stored === undefined || stored.cart.meta.checkout !== undefined) return null
  const { cart } = stored
  const variantIds = cart.lines.map((line) => line.variantId)
  const lines = reprice(cart, await readSoldFacts(db, tenant, variantIds))
  const isMoved = isDeliveredOnly && cart.meta.fulfilment.kind !== 'delivery'
  if (lines.length === 0 && !isMoved) return null
  const meta = isMoved ? { ...cart.meta, fulfilment: { kind: 'delivery' as const } } : cart.meta
  return write(db, tenant, { cart: { ...cart, meta }, lines, nowMs })
}

async function write(
  db: Db,
  tenant: Tenant,
  { cart, lines, nowMs }: { cart: Cart; lines: readonly CartLine[]; nowMs: number },
): Promise<CartDelta> {
  const rev = cart.rev + 1
  await updateCart(db, tenant.id, { cart: { ...cart, rev }, changed: lines, nowMs })
  return { cartId: cart.id, from: cart.rev, to: rev, lines: [...lines], meta: cart.meta }
}
