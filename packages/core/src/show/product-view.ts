import type { MerchantId, Money, ProductId, VariantId } from '@tote/protocol'

export interface ProductView {
  readonly id: ProductId
  readonly title: string
  readonly description: string
  readonly brand: string | null
  /** Who sells it, one of the show's `merchants`; absent for the tenant itself. */
  readonly merchantId?: MerchantId | undefined
  readonly image: string | null
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[]
  readonly variants: readonly VariantView[]
  /** Lowest and highest price of what can be bought (of all, when nothing can). */
  readonly priceRange: { readonly min: Money; readonly max: Money }
  readonly isSoldOut: boolean
}

export interface VariantView {
  readonly id: VariantId
  readonly title: string
  readonly options: readonly string[]
  readonly image: string | null
  readonly price: Money
  readonly compareAt: Money | null
  /** Programme time at which this price ends by itself and the one before is back; null when it stands until changed. */
  readonly priceEndsAt: number | null
  readonly isSoldOut: boolean
  /** The drop that gives it out by turns, for `openDrops` of `@tote/core/drops`; null or absent when there is none. */
  readonly drop?: unknown
  /** Units left when few are; null when there are plenty or nobody counts. */
  readonly lowStock: number | null
}
