import { ShopError, type CartProblem, type MirroredCart } from '@tote/commerce'
import { cartIdSchema, visibleLines, type Cart, type CartLine } from '@tote/protocol'
import type { Logger } from 'pino'
import { selectCart } from '../store/cart-store.ts'
import { selectShopPrices } from '../store/catalogue-store.ts'
import {
  claimShopCarts,
  deleteShopCart,
  noteMirrored,
  releaseShopCart,
  selectForgotten,
  selectShopCart,
  type DueShopCart,
  type ShopCart,
  type Units,
} from '../store/shop-cart-store.ts'
import type { Store } from '../store/store.ts'
import { findTenant } from '../store/tenant-store.ts'
import { unitsOf } from './plan-shop-change.ts'
import type { Shop, ShopPlatform } from './shop.ts'
import { takeWaiting } from './take-shop-cart.ts'
import type { TellChange } from './take-order.ts'
import { toMirrored } from './to-mirrored.ts'
import { toShopError } from './to-shop-error.ts'

export interface KeepCartsDeps {
  readonly store: Store
  readonly shops: readonly Shop[]
  readonly now: () => number
  readonly log: Logger
  readonly tell: TellChange
  readonly signalFor: (ms: number) => AbortSignal
}

/** One question; nobody waits for its answer. */
const ANSWER_WITHIN_MS = 10_000
/** Above that: what a node that dies was telling is told by another after this. */
const LEASE_MS = 15_000
/** A cart that is being paid is not told: its check-out was. It is looked at again after this. */
const FROZEN_MS = 5000
/** After a failure, then twice as long each time. */
const RETRY_MS = 5000
const MOST_RETRY_MS = 600_000

/**
 * Tells the shops that keep a copy of each cart how the carts are. On any number of nodes: one cart is told by one at a time.
 * @returns A run: tells what is due, and how many that were.
 */
export function createCartKeeper(deps: KeepCartsDeps): () => Promise<number> {
  const { store, shops, now, log } = deps
  const platforms = new Map(
    shops.flatMap(({ tenantId, platform }) => (platform?.keepsCart === true ? [[tenantId, platform]] : [])),
  )
  /** Shops that are away, until when none of their carts is tried. */
  const resting = new Map<string, number>()

  return async () => {
    const nowMs = now()
    const tenantIds = [...platforms.keys()].filter((id) => (resting.get(id) ?? 0) <= nowMs)
    if (tenantIds.length === 0) return 0
    const due = await store.transaction((trx) => claimShopCarts(trx, { nowMs, leaseMs: LEASE_MS, tenantIds }))
    await Promise.all(due.map(keepOne))
    return due.length
  }

  async function keepOne(due: DueShopCart): Promise<void> {
    const { tenantId, cartId, tries } = due
    const platform = platforms.get(tenantId)
    if (platform === undefined) return
    const signal = deps.signalFor(ANSWER_WITHIN_MS)
    try {
      const isFrozen = (await keepCart(deps, { platform, cartId, signal })) === 'frozen'
      await releaseShopCart(store.db, due, isFrozen ? now() + FROZEN_MS : null)
      resting.delete(tenantId)
    } catch (thrown) {
      const error = toShopError(thrown, signal)
      const waitMs = Math.min(MOST_RETRY_MS, RETRY_MS * 2 ** Math.min(tries, 20))
      const afterMs = Math.max(waitMs, error?.retryAfterMs ?? 0)
      await releaseShopCart(store.db, due, now() + afterMs)
      if (error?.code === 'away') resting.set(tenantId, now() + Math.max(RETRY_MS, error.retryAfterMs ?? 0))
      const line = {
        tenant: tenantId,
        cart: cartId,
        why: error === null ? 'failed' : `${error.code}: ${error.message}`,
      }
      const says = 'a shop was not told of a cart: it is told later'
      if (error?.code === 'away') log.warn(line, says)
      else log.error(error === null ? { ...line, err: thrown } : line, says)
    }
  }
}

/** @throws ShopError */
async function keepCart(
  deps: KeepCartsDeps,
  { platform, cartId, signal }: { platform: ShopPlatform; cartId: string; signal: AbortSignal },
): Promise<'kept' | 'frozen'> {
  const { store, now } = deps
  const tenant = await findTenant(store.db, platform.tenantId)
  if (tenant === undefined) return 'kept'
  await takeWaiting(deps, tenant, cartId)
  const read = await store.transaction(async (trx) => {
    const stored = await selectCart(trx, tenant.id, cartId)
    if (stored === undefined) return null
    const orderId = stored.cart.meta.order?.id ?? null
    const copy = await selectShopCart(trx, tenant.id, { cartId, orderId })
    // What was taken is there until its cart is not, and this is asked with that locked.
    if (copy === undefined) throw new Error(`nothing is known of the shop's copy of cart ${cartId}`)
    const { lines } = stored.cart
    const shopPrices = lines.length === 0 ? new Map() : await selectShopPrices(trx, tenant.id, lines)
    return { ...stored, orderId, copy, shopPrices }
  })
  if (read === null) {
    await forgetCopy(deps, { platform, cartId, signal })
    return 'kept'
  }
  const { cart, copy, orderId } = read
  if (cart.meta.checkout !== undefined) return 'frozen'
  // What went over into another cart is told with that one.
  const lines = read.mergedInto === null ? visibleLines(cart) : []
  if (isKnown(copy, { cart, lines })) return 'kept'
  const request: MirroredCart = {
    ...toMirrored(tenant, { cart, lines, platform, shopPrices: read.shopPrices, codes: cart.meta.codes }),
    ...(copy.shopRef === null ? {} : { shopRef: copy.shopRef }),
  }
  const { shopRef, problems } = await platform.adapter.mirrorCart(request, signal)
  if (shopRef.length > 500)
    throw new ShopError('invalid', `${platform.adapter.platform} named a cart too long.`)
  const theirs = lessProblems(lines, problems)
  await noteMirrored(store.db, tenant.id, { cartId, orderId, shopRef, rev: cart.rev, theirs, nowMs: now() })
  return 'kept'
}

/** The cart is no more: its shopper was forgotten. What the shop has of it is emptied, and its name not kept. @throws ShopError */
async function forgetCopy(
  { store }: KeepCartsDeps,
  { platform, cartId, signal }: { platform: ShopPlatform; cartId: string; signal: AbortSignal },
): Promise<void> {
  const { tenantId, adapter, market } = platform
  const shopRef = await selectForgotten(store.db, tenantId, cartId)
  if (shopRef !== undefined)
    await adapter.mirrorCart(
      {
        cartId: cartIdSchema.parse(cartId),
        market,
        lines: [],
        codes: [],
        fulfilment: { kind: 'delivery' },
        note: '',
        shopRef,
      },
      signal,
    )
  await deleteShopCart(store.db, tenantId, cartId)
}

/** An empty cart of which the shop never heard is none there. */
function isKnown({ shopRef, rev, theirs }: ShopCart, { cart, lines }: { cart: Cart; lines: CartLine[] }) {
  if (shopRef === null) return lines.length === 0
  return rev === cart.rev && sameUnits(theirs, unitsOf(lines))
}

function sameUnits(some: Units, others: Units): boolean {
  return [...new Set([...some.keys(), ...others.keys()])].every(
    (id) => (some.get(id) ?? 0) === (others.get(id) ?? 0),
  )
}

/** What the shop has of these lines, by its own word. */
function lessProblems(lines: readonly CartLine[], problems: readonly CartProblem[]): Units {
  const left = new Map<string, number>()
  for (const problem of problems) {
    if (problem.code === 'no_stock') left.set(problem.lineId, Math.max(0, problem.available))
    if (problem.code === 'gone') left.set(problem.lineId, 0)
  }
  return unitsOf(
    lines.map(({ id, variantId, qty }) => ({ variantId, qty: Math.min(qty, left.get(id) ?? qty) })),
  )
}
