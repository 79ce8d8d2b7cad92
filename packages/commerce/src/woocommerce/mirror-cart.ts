import { variantIdSchema, type VariantId } from '@tote/protocol'
import type { CartProblem, MirroredCart } from '../commerce-adapter.ts'
import { ShopError } from '../shop-error.ts'
import { fromStoreAmount } from './money.ts'
import { findParents, readStock } from './read-stock.ts'
import { changeCart, readCart, type CartStep, type StoreCart } from './store-cart.ts'
import { platform, type AskWooCommerce } from './woocommerce-api.ts'

export interface MirroredStoreCart {
  /** Opens the cart to whoever has it. */
  readonly token: string
  /** Minor units of the goods, discounts taken off, as the shop shows its prices: with tax or without. */
  readonly total: number
  readonly problems: readonly CartProblem[]
}

interface MirrorOptions {
  readonly cart: MirroredCart
  readonly token: string | undefined
  readonly signal: AbortSignal
}

/**
 * Makes a cart of the Store API hold what the hub's holds. WooCommerce knows no lines of ours: what is of one variant is one
 * item there. It refuses what is over its stock and does none of it, so that it is asked again for as many as there are.
 */
export async function mirrorCart(
  ask: AskWooCommerce,
  { cart, token: known, signal }: MirrorOptions,
): Promise<MirroredStoreCart> {
  const wanted = new Map<VariantId, number>()
  for (const { variantId, quantity } of cart.lines)
    // Without a number it is none of WooCommerce's.
    if (/^\d{1,18}$/.test(variantId)) wanted.set(variantId, (wanted.get(variantId) ?? 0) + quantity)
  const { cart: before, token } = await readCart(ask, known, signal)
  const first = await changeCart(ask, { steps: findSteps(before, { wanted, cart }), token, signal })
  let inShop = first.cart ?? before
  const short = new Map<VariantId, number>()
  const refusedIds = first.refused.flatMap((step) => variantOf(step, inShop) ?? [])
  if (refusedIds.length > 0) {
    const parents = await findParents(ask, refusedIds, signal)
    const counts = new Map(
      (await readStock(ask, parents, signal)).map(({ variantId, count }) => [variantId, count]),
    )
    // What is refused though there is enough of it is not sold like this.
    for (const id of refusedIds) short.set(id, counts.get(id) ?? Infinity)
    const less = new Map(
      [...wanted].flatMap(([id, quantity]) => {
        const there = short.get(id)
        if (there === undefined) return [[id, quantity] as const]
        return there > 0 && there < quantity ? [[id, there] as const] : []
      }),
    )
    const second = await changeCart(ask, { steps: findSteps(inShop, { wanted: less, cart }), token, signal })
    inShop = second.cart ?? inShop
  }
  const { currency_code } = inShop.totals
  if (currency_code !== cart.market.currencyCode)
    throw new ShopError(
      'invalid',
      `${platform} sells in ${currency_code}, asked for was ${cart.market.currencyCode}.`,
    )
  return { token, total: totalOf(inShop), problems: findProblems(cart, { inShop, short }) }
}

function findSteps(
  inShop: StoreCart,
  { wanted, cart }: { wanted: ReadonlyMap<VariantId, number>; cart: MirroredCart },
): CartStep[] {
  const steps: CartStep[] = []
  const kept = new Set<VariantId>()
  for (const { key, id, quantity } of inShop.items) {
    const variantId = variantIdSchema.parse(String(id))
    const asked = wanted.get(variantId)
    if (asked === undefined || kept.has(variantId)) steps.push({ path: 'remove-item', body: { key } })
    else if (asked !== quantity) steps.push({ path: 'update-item', body: { key, quantity: asked } })
    kept.add(variantId)
  }
  for (const [variantId, quantity] of wanted)
    if (!kept.has(variantId)) steps.push({ path: 'add-item', body: { id: Number(variantId), quantity } })
  for (const { code } of inShop.coupons)
    if (!cart.codes.some((one) => isSameCode(one, code)))
      steps.push({ path: 'remove-coupon', body: { code } })
  for (const code of cart.codes)
    if (!inShop.coupons.some((coupon) => isSameCode(coupon.code, code)))
      steps.push({ path: 'apply-coupon', body: { code } })
  return steps
}

/** The variant that a refused step was about; undefined when it was a code. */
function variantOf({ path, body }: CartStep, { items }: StoreCart): VariantId | undefined {
  const id = path === 'add-item' ? body['id'] : items.find(({ key }) => key === body['key'])?.id
  return id === undefined ? undefined : variantIdSchema.parse(String(id))
}

/** WooCommerce writes codes in small letters. */
function isSameCode(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/**
 * Prices are shown with tax or without, as the shop is set; amounts of the whole are told without, their tax beside. So the
 * discount's tax belongs to it where the items' does: where the shown prices come to the sum with it.
 */
function totalOf({ items, totals }: StoreCart): number {
  const minor = (amount: string) => fromStoreAmount(amount, totals)
  const shown = items.reduce(
    (sum, { quantity, prices }) => sum + quantity * fromStoreAmount(prices.price, prices),
    0,
  )
  const net = minor(totals.total_items)
  const isWithTax = Math.abs(shown - net - minor(totals.total_items_tax)) < Math.abs(shown - net)
  return shown - minor(totals.total_discount) - (isWithTax ? minor(totals.total_discount_tax) : 0)
}

function findProblems(
  { lines, codes, fulfilment }: MirroredCart,
  { inShop, short }: { inShop: StoreCart; short: ReadonlyMap<VariantId, number> },
): CartProblem[] {
  const items = new Map(inShop.items.map((item) => [String(item.id), item]))
  const left = new Map(inShop.items.map(({ id, quantity }) => [String(id), quantity]))
  const problems = lines.flatMap(({ lineId, variantId, quantity, price }): CartProblem[] => {
    const item = items.get(variantId)
    if (item === undefined) {
      const isShort = (short.get(variantId) ?? Infinity) < Infinity
      return [isShort ? { code: 'no_stock', lineId, available: 0 } : { code: 'gone', lineId }]
    }
    const there = Math.min(quantity, left.get(variantId) ?? 0)
    left.set(variantId, (left.get(variantId) ?? 0) - there)
    const shopPrice = fromStoreAmount(item.prices.price, item.prices)
    return [
      ...(there < quantity ? [{ code: 'no_stock', lineId, available: there } as const] : []),
      ...(shopPrice === price ? [] : [{ code: 'price_changed', lineId, price: shopPrice } as const]),
    ]
  })
  for (const discountCode of codes)
    if (!inShop.coupons.some(({ code }) => isSameCode(code, discountCode)))
      problems.push({ code: 'bad_code', discountCode })
  // It has no places: a shopper chooses how to get the goods in its check-out.
  if (fulfilment.kind === 'pickup') problems.push({ code: 'bad_location', locationId: fulfilment.locationId })
  return problems
}
