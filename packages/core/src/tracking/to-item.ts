import { money } from '@tote/protocol'
import type { ProductView, VariantView } from '../show/product-view.ts'
import type { CartLineView } from '../tote.ts'
import type { Pin, TrackItem } from './track-event.ts'

/** A product as it is shown: by the variant that was chosen, else at its lowest price. */
export function productItem(
  product: ProductView,
  { variant, quantity = 1, pin }: { variant: VariantView | null; quantity?: number; pin: Pin | null },
): TrackItem {
  const cheapest = product.variants.find(({ price }) => price.amount === product.priceRange.min.amount)
  const { price, compareAt } = variant ?? cheapest ?? { price: product.priceRange.min, compareAt: null }
  return {
    productId: product.id,
    title: product.title,
    brand: product.brand,
    variant: variant === null ? null : { id: variant.id, title: variant.title },
    price,
    discount: compareAt === null ? null : money(compareAt.amount - price.amount, price.currencyCode),
    quantity,
    pin,
  }
}

/** A line as it lies in the cart, also of what this show does not sell: then by its variant alone. */
export function lineItem(
  { merchandise, cost }: CartLineView,
  {
    product,
    quantity,
    pin,
  }: {
    product: ProductView | undefined
    quantity: number
    pin: Pin | null
  },
): TrackItem {
  const compareAt = product?.variants.find(({ id }) => id === merchandise.variantId)?.compareAt ?? null
  return {
    productId: merchandise.productId ?? merchandise.variantId,
    title: merchandise.title,
    brand: product?.brand ?? null,
    variant: { id: merchandise.variantId, title: merchandise.variantTitle },
    price: cost.unit,
    discount:
      compareAt !== null && compareAt.amount > cost.unit.amount
        ? money(compareAt.amount - cost.unit.amount, cost.unit.currencyCode)
        : null,
    quantity,
    pin,
  }
}
