import type { ShopNews } from '@tote/commerce'
import { cartIdSchema, clientIdSchema, limits, mutationUidSchema } from '@tote/protocol'
import { randomUUID } from 'node:crypto'
import { mutateIn, type Mutated } from '../carts/mutate-cart.ts'
import { selectCart, selectJourneyOfCart } from '../store/cart-store.ts'
import {
  findShopCart,
  selectShopCart,
  markShopCart,
  noteTold,
  type ShopCart,
  type Units,
} from '../store/shop-cart-store.ts'
import type { Db } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { planShopChange, unitsOf } from './plan-shop-change.ts'
import type { OrderDeps } from './take-order.ts'

type CartNews = Extract<ShopNews, { kind: 'cart' }>

/**
 * The shop's copy of a cart was changed there. What changed is done in ours, by the rule of carts; what that refuses (sold out,
 * not sold here) is taken out there again. News of a revision that the shop has no more, or older than what is known, is left:
 * the hub has told the shop another cart since. While the cart is being paid here nothing in it changes, and it waits.
 */
export async function takeShopCart(
  { store, now, tell }: OrderDeps,
  tenant: Tenant,
  { news, toldAtMs }: { news: CartNews; toldAtMs: number },
): Promise<void> {
  if (!tenant.keepsShopCart) return
  const changes = await store.transaction(async (trx) => {
    const cartId = await findShopCart(trx, tenant.id, news.shopRef)
    if (cartId === undefined) return []
    const cart = await lockBoth(trx, tenant, cartId)
    if (cart === null || cart.copy.shopRef !== news.shopRef || isLate(cart.copy, { news, toldAtMs }))
      return []
    const has = unitsOf(news.lines.map(({ variantId, quantity }) => ({ variantId, qty: quantity })))
    if (!cart.isFrozen) return takeIn(trx, tenant, { ...cart, has, toldAt: toldAtMs, nowMs: now() })
    await noteTold(trx, tenant.id, { cartId, theirs: cart.copy.theirs, waits: has, toldAt: toldAtMs })
    await markShopCart(trx, tenant, { cartId, nowMs: now() })
    return []
  })
  for (const change of changes) tell(tenant.id, change)
}

/** What was changed there while the cart was being paid, if it is not any more. Before the shop is told ours, which would undo it. */
export async function takeWaiting(
  { store, now, tell }: Omit<OrderDeps, 'log'>,
  tenant: Tenant,
  cartId: string,
): Promise<void> {
  const changes = await store.transaction(async (trx) => {
    const cart = await lockBoth(trx, tenant, cartId)
    const has = cart?.copy.waits ?? null
    if (cart === null || has === null || cart.isFrozen) return []
    return takeIn(trx, tenant, { ...cart, has, toldAt: cart.copy.toldAt, nowMs: now() })
  })
  for (const change of changes) tell(tenant.id, change)
}

async function lockBoth(db: Db, tenant: Tenant, cartId: string) {
  const stored = await selectCart(db, tenant.id, cartId, { toWrite: true })
  if (stored === undefined || stored.mergedInto !== null) return null
  const { cart } = stored
  const copy = await selectShopCart(db, tenant.id, { cartId, orderId: cart.meta.order?.id ?? null })
  return copy === undefined ? null : { cart, copy, isFrozen: cart.meta.checkout !== undefined }
}

function isLate(
  { rev, toldAt, mirroredAt }: ShopCart,
  { news, toldAtMs }: { news: CartNews; toldAtMs: number },
): boolean {
  // By the shop's clock and ours: a shop that names the revision needs neither.
  if (news.rev === undefined) return toldAtMs < Math.max(toldAt, mirroredAt)
  return rev === null || news.rev < rev || toldAtMs < toldAt
}

async function takeIn(
  db: Db,
  tenant: Tenant,
  {
    cart,
    copy,
    has,
    toldAt,
    nowMs,
  }: Exclude<Awaited<ReturnType<typeof lockBoth>>, null> & { has: Units; toldAt: number; nowMs: number },
): Promise<Mutated[]> {
  const cartId = cart.id
  await noteTold(db, tenant.id, { cartId, theirs: has, waits: null, toldAt })
  const ops = planShopChange(cart, { had: copy.theirs, has })
  const journeyId = await selectJourneyOfCart(db, tenant.id, cartId)
  if (ops.length === 0 || journeyId === undefined) return []
  const clientId = clientIdSchema.parse(`s.${randomUUID()}`)
  const muts = ops.map((op, index) => ({
    mid: index + 1,
    uid: mutationUidSchema.parse(randomUUID()),
    op,
    at: nowMs,
  }))
  const changes: Mutated[] = []
  for (let at = 0; at < muts.length; at += limits.maxBatch)
    changes.push(
      await mutateIn(
        db,
        { tenant, journeyId, cartId },
        {
          message: {
            cartId: cartIdSchema.parse(cartId),
            clientId,
            sentAt: nowMs,
            muts: muts.slice(at, at + limits.maxBatch),
          },
          nowMs,
        },
      ),
    )
  // What was refused is there and not here: the shop is told.
  await markShopCart(db, tenant, { cartId, nowMs })
  return changes
}
