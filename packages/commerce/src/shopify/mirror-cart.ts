import type { LineId } from '@tote/protocol'
import { BrokenConnectionError } from '../ask-shop.ts'
import type { CartProblem, MirroredCart } from '../commerce-adapter.ts'
import { ShopError } from '../shop-error.ts'
import { changeCart, makeCart, type RefusedLines } from './change-cart.ts'
import { findChanges, isSameCode, revisionOf } from './cart-changes.ts'
import { attributeOf, LINE, toWantedLine, type WantedLine } from './cart-line.ts'
import type { ShopifyContext } from './find-context.ts'
import { isLocationKnown } from './is-location-known.ts'
import { fromMoney } from './money.ts'
import { platform } from './platform.ts'
import { readCart, type SellableVariant } from './read-cart.ts'
import type { ShopifyApi } from './shopify-api.ts'
import type { ShopifyCart } from './shopify-cart.ts'

export interface MirroredShopifyCart {
  /** Shopify's id of it, with a key that opens it to whoever has it. */
  readonly shopRef: string
  readonly checkoutUrl: string
  /** Minor units of the goods, all discounts taken off, before delivery and tax that is added. */
  readonly total: number
  readonly problems: readonly CartProblem[]
  /** True when the shop has a later revision of this cart: then nothing was done, and nothing is said of its lines. */
  readonly isLate: boolean
}

export interface MirrorOptions {
  readonly cart: MirroredCart
  readonly checkoutId?: string
  readonly context: ShopifyContext
  /** What the cart may be called in the shop, the likeliest first. */
  readonly refs: readonly string[]
  readonly signal: AbortSignal
}

/** A line may be refused for what it is, then for how many of it there are by now. */
const ROUNDS = 4

/**
 * Makes a cart of Shopify's hold what the hub's holds. Shopify takes the changes one after the other in one request and does
 * what it can: what it made of them is read in the cart itself, not in its warnings. A line that it refuses outright is
 * asked for again with as many as it has, or left out, so that the rest is done.
 */
export async function mirrorCart(api: ShopifyApi, options: MirrorOptions): Promise<MirroredShopifyCart> {
  const { cart, signal } = options
  const { fulfilment } = cart
  const isPickupKnown =
    fulfilment.kind === 'delivery' || (await isLocationKnown(api.admin, fulfilment.locationId, signal))
  // No check-out is filled in with a place that there is not.
  const asked: MirroredCart = isPickupKnown ? cart : { ...cart, fulfilment: { kind: 'delivery' } }
  const limits = new Map<LineId, number>()
  let isBroken = false
  for (let round = 0; round < ROUNDS; round++) {
    const done = await mirrorOnce(api, { ...options, cart: asked }, limits).catch((error: unknown) => {
      // Whether the cart was changed is seen by looking, once.
      if (!(error instanceof BrokenConnectionError) || isBroken) throw error
      isBroken = true
      return mirrorOnce(api, { ...options, cart: asked }, limits)
    })
    if ('isLate' in done) return { ...summary(done.inShop), problems: [], isLate: true }
    const { inShop, variants, refused } = done
    if (inShop !== null && refused.length === 0) {
      checkCurrency(inShop, cart)
      const problems = findProblems(cart, { inShop, variants, limits })
      if (!isPickupKnown && fulfilment.kind === 'pickup')
        problems.push({ code: 'bad_location', locationId: fulfilment.locationId })
      return { ...summary(inShop), problems, isLate: false }
    }
    for (const lineId of refused) limits.set(lineId, lessOf(cart, { lineId, variants, limits }))
  }
  throw new ShopError('invalid', `${platform} refuses a cart however little of it is asked for.`)
}

interface Done {
  readonly inShop: ShopifyCart | null
  readonly variants: ReadonlyMap<string, SellableVariant>
  readonly refused: RefusedLines
}

async function mirrorOnce(
  { storefront }: ShopifyApi,
  { cart, checkoutId, context, refs, signal }: MirrorOptions,
  limits: ReadonlyMap<LineId, number>,
): Promise<Done | { readonly isLate: true; readonly inShop: ShopifyCart }> {
  const named = cart.lines.flatMap((line) => toWantedLine(line) ?? [])
  const ids = [...new Set(named.map(({ merchandiseId }) => merchandiseId))]
  const { inShop, variants } = await readCart(storefront, { ids, refs, context, signal })
  if (inShop !== null && cart.rev !== undefined && revisionOf(inShop) > cart.rev)
    return { isLate: true, inShop }
  const wanted = named.flatMap((line): WantedLine[] => {
    const quantity = limits.get(line.lineId) ?? line.quantity
    const isSold = variants.get(line.merchandiseId)?.availableForSale === true
    return isSold && quantity > 0 ? [{ ...line, quantity }] : []
  })
  const { cart: after, refused } =
    inShop === null
      ? await makeCart(storefront, { cart, checkoutId, wanted, context, signal })
      : await changeCart(storefront, {
          inShop,
          changes: findChanges(inShop, { cart, wanted, checkoutId }),
          context,
          signal,
        })
  return { inShop: after, variants, refused }
}

/** As many as there are, of what was refused the first time; none, when that is refused too. */
function lessOf(
  { lines }: MirroredCart,
  {
    lineId,
    variants,
    limits,
  }: { lineId: LineId; variants: Done['variants']; limits: ReadonlyMap<LineId, number> },
): number {
  const line = lines.find((one) => one.lineId === lineId)
  const wanted = line === undefined ? null : toWantedLine(line)
  const there = wanted === null ? 0 : (variants.get(wanted.merchandiseId)?.quantityAvailable ?? 0)
  return limits.has(lineId) || line === undefined || there >= line.quantity ? 0 : Math.max(0, there)
}

function summary({ id, checkoutUrl, lines }: ShopifyCart) {
  const total = lines.nodes.reduce((sum, { cost, discountAllocations }) => {
    const off = discountAllocations
      .filter(({ targetType }) => targetType === 'LINE_ITEM')
      .reduce((all, { discountedAmount }) => all + fromMoney(discountedAmount), 0)
    return sum + fromMoney(cost.subtotalAmount) - off
  }, 0)
  return { shopRef: id, checkoutUrl, total }
}

/** A market that was taken out of the shop is answered in the currency of another. */
function checkCurrency({ lines }: ShopifyCart, { market }: MirroredCart): void {
  const other = lines.nodes
    .map(({ cost }) => cost.subtotalAmount.currencyCode)
    .find((code) => code !== market.currencyCode)
  if (other !== undefined)
    throw new ShopError('invalid', `${platform} sells in ${other}, asked for was ${market.currencyCode}.`)
}

function findProblems(
  { lines, codes }: MirroredCart,
  {
    inShop,
    variants,
    limits,
  }: { inShop: ShopifyCart; variants: Done['variants']; limits: ReadonlyMap<LineId, number> },
): CartProblem[] {
  const named = new Map(inShop.lines.nodes.map((line) => [attributeOf(line.attributes, LINE), line]))
  const problems = lines.flatMap((line): CartProblem[] => {
    const { lineId, quantity, price } = line
    const variant = variants.get(toWantedLine(line)?.merchandiseId ?? '')
    if (variant === undefined) return [{ code: 'gone', lineId }]
    const there = named.get(lineId)
    if (there === undefined) {
      const available = variant.availableForSale ? Math.max(0, variant.quantityAvailable ?? 0) : 0
      // Enough of them, and refused all the same: it is not sold like this, by subscription alone for one.
      return limits.get(lineId) === 0 && available >= quantity
        ? [{ code: 'gone', lineId }]
        : [{ code: 'no_stock', lineId, available }]
    }
    const shopPrice = fromMoney(there.cost.amountPerQuantity)
    return [
      ...(there.quantity < quantity
        ? [{ code: 'no_stock', lineId, available: there.quantity } as const]
        : []),
      ...(shopPrice === price ? [] : [{ code: 'price_changed', lineId, price: shopPrice } as const]),
    ]
  })
  for (const discountCode of codes)
    if (!inShop.discountCodes.some(({ code, applicable }) => applicable && isSameCode(code, discountCode)))
      problems.push({ code: 'bad_code', discountCode })
  return problems
}
