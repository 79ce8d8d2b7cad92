import { toDecimal } from './to-decimal.ts'
import type { TrackEvent, TrackItem } from './track-event.ts'

/** What GA4 and tag managers take: by `dataLayer.push(…)`, or `gtag('event', event, parameters)`. */
export interface Ga4Event {
  readonly event: string
  readonly content_type: string
  readonly ecommerce: Readonly<Record<string, unknown>> & { readonly items: readonly Ga4Item[] }
}

export type Ga4Item = Readonly<Record<string, string | number>>

/** More than this GA4 leaves out by itself. */
const MAX_ITEMS = 200

/** @see https://developers.google.com/analytics/devguides/collection/ga4/ecommerce */
export function toGa4(event: TrackEvent): Ga4Event {
  const { name, contentType, show, value, items, codes, transactionId } = event
  const [first] = items
  const isList = name === 'view_item_list' || name === 'select_item'
  const isPromotion = name === 'view_promotion' || name === 'select_promotion'
  return {
    event: name,
    content_type: contentType,
    ecommerce: {
      currency: value.currencyCode,
      value: toDecimal(value),
      ...(isList ? { item_list_id: show.id, item_list_name: show.title } : {}),
      ...(isPromotion && first !== undefined
        ? { promotion_id: `${show.id}:${first.productId}`, promotion_name: first.title, ...slotOf(first) }
        : {}),
      ...(codes.length === 0 ? {} : { coupon: codes.join(',') }),
      ...(transactionId === null ? {} : { transaction_id: transactionId }),
      items: items.slice(0, MAX_ITEMS).map((item) => toGa4Item(item, event)),
    },
  }
}

function toGa4Item(item: TrackItem, { show, tenantName }: TrackEvent): Ga4Item {
  const { productId, title, brand, variant, price, discount, quantity, pin } = item
  return {
    item_id: productId,
    item_name: title,
    affiliation: tenantName,
    item_list_id: show.id,
    item_list_name: show.title,
    price: toDecimal(price),
    quantity,
    ...(discount === null ? {} : { discount: toDecimal(discount) }),
    ...(brand === null ? {} : { item_brand: brand }),
    ...(variant === null ? {} : { item_variant: variant.title === '' ? variant.id : variant.title }),
    ...(pin === null ? {} : { index: pin.index }),
    ...slotOf(item),
  }
}

function slotOf({ pin }: TrackItem): { creative_slot?: string } {
  return pin === null ? {} : { creative_slot: String(pin.second) }
}
