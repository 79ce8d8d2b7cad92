import type { TrackName } from '@tote/protocol'
import { toDecimal } from './to-decimal.ts'
import type { TrackEvent, TrackItem } from './track-event.ts'

/** What `analytics.track(event, properties)` of Segment takes, and `posthog.capture`: their names are the same. */
export interface SegmentEvent {
  readonly event: string
  readonly properties: Readonly<Record<string, unknown>>
}

const NAMES: Readonly<Record<TrackName, string>> = {
  view_item_list: 'Product List Viewed',
  select_item: 'Product Clicked',
  view_item: 'Product Viewed',
  add_to_cart: 'Product Added',
  remove_from_cart: 'Product Removed',
  view_cart: 'Cart Viewed',
  begin_checkout: 'Checkout Started',
  purchase: 'Order Completed',
  refund: 'Order Refunded',
  view_promotion: 'Promotion Viewed',
  select_promotion: 'Promotion Clicked',
}

/** Events about one product have its properties at the top; the others have a list of them. */
const OF_ONE: ReadonlySet<TrackName> = new Set(['select_item', 'view_item'])

/**
 * @see https://www.twilio.com/docs/segment/connections/spec/ecommerce/v2
 * @see https://posthog.com/docs/data/event-spec/ecommerce-events
 */
export function toSegment(event: TrackEvent): SegmentEvent {
  const { name, contentType, show, value, items, codes, transactionId } = event
  const [first] = items
  const isPromotion = name === 'view_promotion' || name === 'select_promotion'
  const isOne =
    OF_ONE.has(name) || ((name === 'add_to_cart' || name === 'remove_from_cart') && items.length === 1)
  return {
    event: NAMES[name],
    properties: {
      content_type: contentType,
      currency: value.currencyCode,
      value: toDecimal(value),
      list_id: show.id,
      ...(codes.length === 0 ? {} : { coupon: codes.join(',') }),
      ...(transactionId === null ? {} : { order_id: transactionId }),
      ...(isPromotion && first !== undefined
        ? { promotion_id: `${show.id}:${first.productId}`, promotion_name: first.title, ...slotOf(first) }
        : {}),
      ...(isOne && first !== undefined ? toProduct(first) : { products: items.map(toProduct) }),
    },
  }
}

function toProduct(item: TrackItem): Record<string, string | number> {
  const { productId, title, brand, variant, price, quantity, pin } = item
  return {
    product_id: productId,
    name: title,
    price: toDecimal(price),
    quantity,
    ...(brand === null ? {} : { brand }),
    ...(variant === null ? {} : { sku: variant.id, variant: variant.title }),
    ...(pin === null ? {} : { position: pin.index }),
    ...slotOf(item),
  }
}

function slotOf({ pin }: TrackItem): { creative_slot?: string } {
  return pin === null ? {} : { creative_slot: String(pin.second) }
}
