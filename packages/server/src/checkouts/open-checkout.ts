import {
  soldBy,
  splitCart,
  visibleLines,
  type Cart,
  type CartDelta,
  type CartLine,
  type CartMeta,
  type Checkout,
  type CheckoutId,
  type CheckoutOpen,
  type CheckoutOpenAnswer,
  type CheckoutPart,
  type CheckoutProblem,
} from '@tote/protocol'
import { lockActiveCart, type CartSpeaker } from '../carts/mutate-cart.ts'
import { readSoldFacts, type SoldFacts } from '../catalogue/catalogue.ts'
import { selectCart, updateCart } from '../store/cart-store.ts'
import { selectCheckout } from '../store/checkout-store.ts'
import { selectLevels } from '../store/stock-store.ts'
import type { Db, Store } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { failedParts, openIds, whoseOf } from './checkout-parts.ts'
import { freezePart } from './freeze-part.ts'

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
 * Freezes the cart the shopper saw and sets its goods aside: of each merchant who sells in it all of them or none. One of
 * whom there is not enough stands in the way of no other; where nobody's can be had, nothing is frozen. Asked again while
 * it is open it answers the same check-outs, so that a lost answer costs nothing.
 * @throws ToteError `forbidden`, `moved`.
 */
export async function openCheckout(
  store: Store,
  speaker: CartSpeaker,
  { message, nowMs, newId }: { message: CheckoutOpen; nowMs: number; newId: () => string },
): Promise<Opened> {
  return store.transaction(async (trx) => {
    const { cart } = await lockActiveCart(trx, speaker, message.cartId)
    if (cart.meta.checkout !== undefined)
      return { answer: await answerAgain(trx, speaker.tenant, cart), ...nothing }
    if (cart.rev !== message.rev) return refuse([{ code: 'changed' }])
    if (visibleLines(cart).length === 0) return refuse([{ code: 'empty' }])
    const sold = await readSoldFacts(
      trx,
      speaker.tenant,
      cart.lines.map((line) => line.variantId),
    )
    const repriced = reprice(cart, sold)
    if (repriced.length > 0) {
      // The shopper has to see what it costs now, and whose it is, before paying it.
      return {
        ...refuse([{ code: 'changed' }]),
        delta: await write(trx, speaker.tenant, { cart, lines: repriced, nowMs }),
      }
    }
    return freeze(trx, speaker, { cart, sold, nowMs, newId })
  })
}

const nothing: CheckoutChange = { delta: null, stockChanged: [] }

function refuse(problems: CheckoutProblem[]): Opened {
  return { answer: { ok: false, problems }, ...nothing }
}

async function freeze(
  db: Db,
  speaker: CartSpeaker,
  {
    cart,
    sold,
    nowMs,
    newId,
  }: { cart: Cart; sold: ReadonlyMap<string, SoldFacts>; nowMs: number; newId: () => string },
): Promise<Opened> {
  const { tenant } = speaker
  const split = splitCart(cart)
  // Part by part it would be locked in another order than everybody locks it in.
  if (split.length > 1) await lockStock(db, tenant.id, { cart, sold })
  const rev = cart.rev + 1
  const opened: Checkout[] = []
  const parts: CheckoutPart[] = []
  const problems: CheckoutProblem[] = []
  const changed: CartLine[] = []
  const stockChanged: string[] = []
  let isServed = false
  for (const part of split) {
    const whose = whoseOf(part.merchantId)
    const frozen = await freezePart(db, speaker, { part, sold, id: newId() as CheckoutId, rev, nowMs })
    if (frozen.ok) {
      opened.push(frozen.checkout)
      parts.push({ status: 'open', id: frozen.checkout.id, ...whose })
      changed.push(...frozen.changed)
      stockChanged.push(...frozen.stockChanged)
      isServed ||= frozen.isServed
      continue
    }
    problems.push(...frozen.problems)
    const [problem = { code: 'changed' } as const] = frozen.problems
    parts.push({ status: 'failed', problem, ...whose })
  }
  const [first] = opened
  if (first === undefined) return refuse(problems)
  const several = split.length > 1
  const checkout = { id: first.id, expiresAt: first.expiresAt, ...(several ? { parts } : {}) }
  const meta = { ...cart.meta, checkout }
  await updateCart(db, tenant.id, { cart: { ...cart, rev, meta }, changed, nowMs })
  return {
    answer: toAnswer(opened, meta),
    delta: { cartId: cart.id, from: cart.rev, to: rev, lines: changed, meta },
    stockChanged,
    waitsChanged: isServed ? [cart.id] : [],
  }
}

async function lockStock(
  db: Db,
  tenantId: string,
  { cart, sold }: { cart: Cart; sold: ReadonlyMap<string, SoldFacts> },
): Promise<void> {
  const variantIds = visibleLines(cart).flatMap(({ variantId }) =>
    (sold.get(variantId)?.mode ?? 'none') === 'none' ? [] : [variantId],
  )
  await selectLevels(db, tenantId, { variantIds: [...new Set(variantIds)], isLocked: true })
}

async function answerAgain(db: Db, tenant: Tenant, { meta }: Cart): Promise<CheckoutOpenAnswer> {
  const open: Checkout[] = []
  for (const id of openIds(meta.checkout)) {
    const stored = await selectCheckout(db, tenant.id, id)
    if (stored === undefined) throw new Error(`check-out ${id} vanished while it was open`)
    open.push({ id, expiresAt: stored.expiresAt, total: stored.frozen.total })
  }
  return toAnswer(open, meta)
}

function toAnswer(open: Checkout[], { checkout }: CartMeta): CheckoutOpenAnswer {
  const [first] = open
  if (first === undefined) throw new Error(`check-out ${checkout?.id} is told to be open, and none is`)
  return {
    ok: true,
    checkout: first,
    ...(checkout?.parts === undefined ? {} : { open, failed: failedParts(checkout) }),
  }
}

function reprice(cart: Cart, sold: ReadonlyMap<string, SoldFacts>): CartLine[] {
  return visibleLines(cart).flatMap((line) => {
    const facts = sold.get(line.variantId)
    if (facts === undefined || (facts.price === line.price && facts.merchantId === line.merchantId)) return []
    const { merchantId: _before, ...rest } = line
    return [{ ...rest, price: facts.price, ...soldBy(facts), rev: cart.rev + 1 }]
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
