import { cartCost, visibleLines, type Cart, type Discount } from '@tote/protocol'
import { host } from '../fulfilment/store-person.ts'
import { noteAct } from '../store/audit-store.ts'
import {
  countMinute,
  endPointsHold,
  hasEntry,
  insertEntry,
  insertHold,
  insertPointsOrder,
  lockAccount,
  selectAccount,
  selectPointsHold,
  selectPointsOrder,
  selectShopperOfCart,
  updatePointsOrder,
  writeAccount,
  type PointsEntry,
} from '../store/points-store.ts'
import type { StoredCheckout } from '../store/checkout-store.ts'
import { selectShopper } from '../store/shopper-store.ts'
import type { Db } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { emitTopic, isAsked } from '../webhooks/emit-topic.ts'
import {
  credit,
  debit,
  earnedBy,
  earnedByWatching,
  hold,
  maySpend,
  release,
  returnedOf,
  reversedOf,
  spendHeld,
  worthOf,
  type Account,
  type Booked,
} from './loyalty-rules.ts'
import { isPointsCode, readPointsCode } from './points-code.ts'

/** What points would take off this cart if they were put in it; null where they may not be. Nothing is set aside yet. */
export async function pointsDiscount(
  db: Db,
  tenant: Tenant,
  { cart, points }: { cart: Cart; points: number },
): Promise<Discount | null> {
  const spend = tenant.loyalty?.spend
  if (tenant.loyalty === null || spend === undefined) return null
  // One wish at a time; said again it is the same one.
  if (cart.meta.codes.some(({ code }) => isPointsCode(code) && readPointsCode(code) !== points)) return null
  const shopperId = await selectShopperOfCart(db, tenant.id, cart.id)
  if (shopperId === undefined) return null
  const account = await selectAccount(db, { tenantId: tenant.id, shopperId })
  const basket = { free: account.balance - account.held, total: cartCost(ownWithoutPoints(cart)).total }
  if (!maySpend(tenant.loyalty, points, basket)) return null
  const amount = worthOf(tenant.loyalty, points)
  // Once the cart is worth less, they do not count by the rule that all sides know.
  return { kind: 'amount', amount, minSubtotal: Math.ceil((amount * 100) / spend.mostPercent) }
}

/**
 * Sets aside the points that lie in a cart which is to be paid. False where they may not be spent by now, or would not take off
 * what they are worth: then nothing is set aside, and nothing is paid.
 */
export async function holdPoints(
  db: Db,
  tenant: Tenant,
  { cart, checkoutId }: { cart: Cart; checkoutId: string },
): Promise<boolean> {
  const code = cart.meta.codes.find((one) => isPointsCode(one.code))
  if (code === undefined) return true
  const points = readPointsCode(code.code)
  const shopperId = await selectShopperOfCart(db, tenant.id, cart.id)
  if (tenant.loyalty === null || points === null || shopperId === undefined) return false
  const key = { tenantId: tenant.id, shopperId }
  const account = await lockAccount(db, key)
  const total = cartCost(ownWithoutPoints(cart)).total
  const takenOff = total - cartCost(cart).total
  const held = hold(account, points)
  const isFair =
    takenOff === worthOf(tenant.loyalty, points) &&
    maySpend(tenant.loyalty, points, { free: account.balance - account.held, total })
  if (held === null || !isFair) return false
  await writeAccount(db, key, held)
  await insertHold(db, {
    tenant_id: tenant.id,
    checkout_id: checkoutId,
    shopper_id: shopperId,
    points,
    state: 'held',
  })
  return true
}

/** The check-out came to nothing: what was set aside for it is the shopper's again. */
export async function releasePoints(db: Db, tenantId: string, checkoutId: string): Promise<void> {
  const held = await selectPointsHold(db, tenantId, checkoutId)
  if (held?.state !== 'held') return
  const key = { tenantId, shopperId: held.shopper_id }
  await writeAccount(db, key, release(await lockAccount(db, key), held.points))
  await endPointsHold(db, tenantId, { checkoutId, state: 'released' })
}

/** An order was confirmed: its points are spent, and what was paid earns new ones. In the transaction that places it. */
export async function bookOrderPoints(
  db: Db,
  tenant: Tenant,
  { checkout, cartId, nowMs }: { checkout: StoredCheckout; cartId: string; nowMs: number },
): Promise<void> {
  const { id: checkoutId, frozen } = checkout
  const isSpent = frozen.codes.some(({ code }) => isPointsCode(code))
  if (!isSpent && tenant.loyalty === null) return
  const held = isSpent ? await selectPointsHold(db, tenant.id, checkoutId) : undefined
  const shopperId = held?.shopper_id ?? (await selectShopperOfCart(db, tenant.id, cartId))
  // Whoever shows a show at the host's own page buys for nobody.
  if (shopperId === undefined || frozen.credit === undefined) return
  const key = { tenantId: tenant.id, shopperId }
  const about = { ref: checkoutId, note: '', at: nowMs }
  if (held !== undefined) {
    const account = await lockAccount(db, key)
    // Paid after its time: they were the shopper's again, and may be gone by now.
    const spent = held.state === 'held' ? spendHeld(account, held.points) : debit(account, held.points)
    await write(db, tenant, { shopperId, booked: spent, entry: { kind: 'spent', ...about } })
    await endPointsHold(db, tenant.id, { checkoutId, state: 'spent' })
  }
  const earned =
    tenant.loyalty === null
      ? 0
      : earnedBy(tenant.loyalty, frozen.total.amount, decimalsOf(frozen.total.currencyCode))
  if (earned > 0) {
    const booked = credit(await lockAccount(db, key), earned)
    await write(db, tenant, { shopperId, booked, entry: { kind: 'order', ...about } })
  }
  const spent = held?.points ?? 0
  if (earned + spent > 0)
    await insertPointsOrder(db, {
      tenant_id: tenant.id,
      checkout_id: checkoutId,
      shopper_id: shopperId,
      earned,
      spent,
      reversed: 0,
      returned: 0,
    })
}

/** Money was given back: what it earned goes, and what was spent on it comes back. Its check-out is locked. */
export async function bookRefundPoints(
  db: Db,
  tenant: Tenant,
  {
    checkoutId,
    refundRef,
    ...back
  }: {
    checkoutId: string
    refundRef: string
    /** Minor units of all refunds so far, this one with them, and what was paid for the goods. */
    refunded: number
    total: number
    nowMs: number
  },
): Promise<void> {
  const order = await selectPointsOrder(db, tenant.id, checkoutId)
  if (order === undefined) return
  const whose = { shopperId: order.shopper_id }
  const key = { tenantId: tenant.id, ...whose }
  const reversed = reversedOf(order.earned, back)
  const returned = returnedOf(order.spent, back)
  const about = { ref: `${checkoutId} ${refundRef}`, note: '', at: back.nowMs }
  // First what comes back, so that what goes finds it.
  if (returned > order.returned) {
    const booked = credit(await lockAccount(db, key), returned - order.returned)
    await write(db, tenant, { ...whose, booked, entry: { kind: 'returned', ...about } })
  }
  if (reversed > order.reversed) {
    const booked = debit(await lockAccount(db, key), reversed - order.reversed)
    await write(db, tenant, { ...whose, booked, entry: { kind: 'reversed', ...about } })
  }
  await updatePointsOrder(db, tenant.id, { checkoutId, reversed, returned })
}

/** A minute of a show was watched. */
export async function bookMinute(
  db: Db,
  tenant: Tenant,
  { shopperId, showId, minute, nowMs }: { shopperId: string; showId: string; minute: number; nowMs: number },
): Promise<void> {
  const { loyalty } = tenant
  if (loyalty?.watch === undefined) return
  const key = { tenantId: tenant.id, shopperId }
  const minutes = await countMinute(db, key, { showId, minute })
  if (minutes === null) return
  const earned = earnedByWatching(loyalty, minutes) - earnedByWatching(loyalty, minutes - 1)
  if (earned <= 0) return
  const entry = { kind: 'watch', ref: `${showId} ${minutes}`, note: '', at: nowMs } as const
  await write(db, tenant, { shopperId, booked: credit(await lockAccount(db, key), earned), entry })
}

/** Somebody of the staff gives or takes; told twice it is done once. Returns what the shopper has then. */
export async function adjustPoints(
  db: Db,
  tenant: Tenant,
  {
    shopperId,
    points,
    ref,
    note,
    nowMs,
  }: { shopperId: string; points: number; ref: string; note: string; nowMs: number },
): Promise<Account> {
  const key = { tenantId: tenant.id, shopperId }
  const account = await lockAccount(db, key)
  const entry = { kind: 'adjusted', ref, note, at: nowMs } as const
  if (await hasEntry(db, key, entry)) return account
  const booked = points < 0 ? debit(account, 0 - points) : credit(account, points)
  await write(db, tenant, { shopperId, booked, entry })
  const act = { kind: 'pointsAdjusted', shopperId, points: booked.points } as const
  await noteAct(db, tenant.id, { person: host, act, nowMs })
  return booked.account
}

async function write(
  db: Db,
  tenant: Tenant,
  { shopperId, booked, entry }: { shopperId: string; booked: Booked; entry: Omit<PointsEntry, 'points'> },
): Promise<void> {
  const key = { tenantId: tenant.id, shopperId }
  const { points, account } = booked
  await writeAccount(db, key, account)
  await insertEntry(db, key, { ...entry, points })
  if (points === 0 || !isAsked(tenant, 'points.changed')) return
  const shopper = await selectShopper(db, tenant.id, { id: shopperId })
  const { kind, ref, at: nowMs } = entry
  const data = { subject: shopper?.subject ?? null, kind, ref, points, balance: account.balance }
  await emitTopic(db, tenant, { topic: 'points.changed', key: shopperId, data, nowMs })
}

/** What points can be spent on: what the tenant sells itself of a cart, as it would be without them. */
export function ownWithoutPoints(cart: Cart): Cart {
  const lines = visibleLines(cart).filter(({ merchantId }) => merchantId === undefined)
  const codes = cart.meta.codes.filter(({ code }) => !isPointsCode(code))
  return { ...cart, lines, meta: { ...cart.meta, codes } }
}

function decimalsOf(currencyCode: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: currencyCode })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}
