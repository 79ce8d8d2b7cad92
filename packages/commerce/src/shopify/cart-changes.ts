import type { LineId } from '@tote/protocol'
import type { MirroredCart } from '../commerce-adapter.ts'
import { attributeOf, isSame, LINE, OURS, type ShopifyAttribute, type WantedLine } from './cart-line.ts'
import type { ShopifyCart } from './shopify-cart.ts'

/** What has to be done to a cart of Shopify's; what is null or empty is as it should be. */
export interface CartChanges {
  readonly remove: readonly string[]
  readonly update: readonly (Omit<WantedLine, 'lineId' | 'merchandiseId'> & {
    readonly id: string
    readonly lineId: LineId
  })[]
  readonly add: readonly WantedLine[]
  readonly codes: readonly string[] | null
  readonly note: string | null
  readonly delivery: DeliveryPreference | null
  readonly attributes: readonly ShopifyAttribute[] | null
}

/** Fills in the check-out; the shopper may still choose otherwise there. */
export interface DeliveryPreference {
  readonly deliveryMethod: readonly string[]
  readonly pickupHandle: readonly string[]
}

const CHECKOUT = `${OURS}checkout`
const REVISION = `${OURS}rev`

export function revisionOf(cart: Pick<ShopifyCart, 'attributes'>): number {
  return Number(attributeOf(cart.attributes, REVISION) ?? -1)
}

export function checkoutOf(attributes: readonly ShopifyAttribute[]): string | null {
  return attributeOf(attributes, CHECKOUT)
}

/** What the shop itself noted stays; what is Tote's is as it is now. */
export function cartAttributes(
  before: readonly ShopifyAttribute[],
  { cart, checkoutId }: { cart: MirroredCart; checkoutId: string | undefined },
): ShopifyAttribute[] {
  const checkout = checkoutId ?? checkoutOf(before)
  return [
    ...before.filter(({ key }) => !key.startsWith(OURS)),
    { key: `${OURS}cart`, value: cart.cartId },
    ...(cart.rev === undefined ? [] : [{ key: REVISION, value: String(cart.rev) }]),
    ...(checkout === null ? [] : [{ key: CHECKOUT, value: checkout }]),
  ]
}

/** Null where goods are sent, which is what Shopify takes for granted. */
export function deliveryPreference({ fulfilment }: MirroredCart): DeliveryPreference | null {
  return fulfilment.kind === 'pickup'
    ? { deliveryMethod: ['PICK_UP'], pickupHandle: [fulfilment.locationId] }
    : null
}

export function findChanges(
  inShop: ShopifyCart,
  {
    cart,
    wanted,
    checkoutId,
  }: { cart: MirroredCart; wanted: readonly WantedLine[]; checkoutId: string | undefined },
): CartChanges {
  const named = new Map(inShop.lines.nodes.map((line) => [attributeOf(line.attributes, LINE), line]))
  const kept = wanted.flatMap((line) => {
    const known = named.get(line.lineId)
    return known?.merchandise.id === line.merchandiseId ? [{ line, known }] : []
  })
  const keptIds = new Set(kept.map(({ known }) => known.id))
  const keptLines = new Set(kept.map(({ line }) => line.lineId))
  const attributes = cartAttributes(inShop.attributes, { cart, checkoutId })
  const codes = inShop.discountCodes.map(({ code }) => code)
  return {
    remove: inShop.lines.nodes.filter(({ id }) => !keptIds.has(id)).map(({ id }) => id),
    update: kept.flatMap(({ line, known }) =>
      line.quantity === known.quantity && isSame(line.attributes, known.attributes)
        ? []
        : [{ id: known.id, lineId: line.lineId, quantity: line.quantity, attributes: line.attributes }],
    ),
    add: wanted.filter(({ lineId }) => !keptLines.has(lineId)),
    codes: areSameCodes(codes, cart.codes) ? null : cart.codes,
    note: (inShop.note ?? '') === cart.note ? null : cart.note,
    delivery: findDelivery(inShop, cart),
    attributes: isSame(attributes, inShop.attributes) ? null : attributes,
  }
}

/** Shopify tells no capitals from small letters in codes. */
export function isSameCode(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

function areSameCodes(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((code, index) => isSameCode(code, others[index] ?? ''))
}

function findDelivery({ buyerIdentity }: ShopifyCart, cart: MirroredCart): DeliveryPreference | null {
  const { deliveryMethod = [], pickupHandle = [] } = buyerIdentity.preferences?.delivery ?? {}
  const wanted = deliveryPreference(cart)
  if (wanted === null)
    return deliveryMethod.includes('PICK_UP') ? { deliveryMethod: ['SHIPPING'], pickupHandle: [] } : null
  const isThere = deliveryMethod.includes('PICK_UP') && pickupHandle.includes(wanted.pickupHandle[0] ?? '')
  return isThere ? null : wanted
}
