import {
  cartCost,
  fulfilmentOf,
  money,
  visibleLines,
  type Cart,
  type CartCode,
  type CartLine,
  type Checkout,
  type CheckoutId,
  type CheckoutProblem,
  type MerchantCart,
} from '@tote/protocol'
import type { CartSpeaker } from '../carts/mutate-cart.ts'
import { describeCart } from '../carts/emit-cart-changed.ts'
import type { SoldFacts } from '../catalogue/catalogue.ts'
import { freezeCredit } from '../credit/freeze-credit.ts'
import { countLines } from '../drops/count-lines.ts'
import { isPointsCode } from '../loyalty/points-code.ts'
import { holdPoints } from '../loyalty/points-ledger.ts'
import { StockBook } from '../stock/stock-book.ts'
import { tellStock } from '../stock/tell-stock.ts'
import { insertCheckout } from '../store/checkout-store.ts'
import { giveBackDiscount, useDiscount } from '../store/discount-store.ts'
import { selectHolds, writeHolds } from '../store/hold-store.ts'
import { selectLevels } from '../store/stock-store.ts'
import type { Db } from '../store/store.ts'
import { selectWaiting, type Waiting } from '../store/waiting-store.ts'
import { toCalled } from '../waitlist/to-called.ts'
import { emitTopic } from '../webhooks/emit-topic.ts'
import { whoseOf } from './checkout-parts.ts'

export type FrozenPart =
  | {
      readonly ok: true
      readonly checkout: Checkout
      /** Lines that the shopper's turn is kept for. */
      readonly changed: readonly CartLine[]
      readonly stockChanged: readonly string[]
      readonly isServed: boolean
    }
  | { readonly ok: false; readonly problems: readonly CheckoutProblem[] }

export interface PartToFreeze {
  readonly part: MerchantCart
  readonly sold: ReadonlyMap<string, SoldFacts>
  readonly id: CheckoutId
  /** The cart's revision once it is frozen. */
  readonly rev: number
  readonly nowMs: number
}

/**
 * Sets aside what one merchant sells of a cart, all of it or none, and opens a check-out of it. The cart itself is left to the
 * caller, who has it locked.
 */
export async function freezePart(
  db: Db,
  { tenant, journeyId, channel }: CartSpeaker,
  { part: { merchantId, cart }, sold, id, rev, nowMs }: PartToFreeze,
): Promise<FrozenPart> {
  const lines = visibleLines(cart)
  const lineIds = new Set<string>(lines.map((line) => line.id))
  const variantIds = [...new Set(lines.map((line) => line.variantId))].filter(
    (variantId) => (sold.get(variantId)?.mode ?? 'none') !== 'none',
  )
  const levels = await selectLevels(db, tenant.id, { variantIds, isLocked: true })
  const holds = (await selectHolds(db, tenant.id, cart.id)).filter(({ lineId }) => lineIds.has(lineId))
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
    return { ok: false, problems }
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
    lineIds,
    nowMs,
  })
  const total = money(cartCost(cart).total, cart.currencyCode)
  const credit =
    channel == null ? undefined : await freezeCredit(db, tenant.id, { journeyId, channel, lines, nowMs })
  await insertCheckout(db, tenant.id, {
    id,
    cartId: cart.id,
    merchantId,
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
  const changed = takeTurns(lines, { waits, served: book.served, rev })
  const data = {
    checkoutId: id,
    ...whoseOf(merchantId),
    expiresAt: new Date(expiresAt).toISOString(),
    ...describeCart({ ...cart, rev }),
  }
  await emitTopic(db, tenant, { topic: 'checkout.opened', key: cart.id, data, nowMs })
  const stockChanged = [...new Set(changes.map(({ variantId }) => variantId))]
  await tellStock(db, tenant, { variantIds: stockChanged, nowMs })
  const checkout = { id, expiresAt, total }
  return { ok: true, checkout, changed, stockChanged, isServed: book.served.length > 0 }
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
