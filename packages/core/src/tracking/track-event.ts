import type { ContentType, Money, TrackName } from '@tote/protocol'

/** What a shopper did or saw, before it gets the shape of any one tool. Amounts are minor units. */
export interface TrackEvent {
  readonly name: TrackName
  /** [U68] The same field on every event. */
  readonly contentType: ContentType
  /** The list that all items are of. */
  readonly show: { readonly id: string; readonly title: string }
  /** The show's tenant, by its name. */
  readonly tenantName: string
  /** What the items come to, the cart after its codes, or what was given back. */
  readonly value: Money
  readonly items: readonly TrackItem[]
  /** Discount codes of the cart. */
  readonly codes: readonly string[]
  /** Of a purchase and what is given back of it: names the order, so that whoever hears of it twice counts it once. */
  readonly transactionId: string | null
}

export interface TrackItem {
  readonly productId: string
  readonly title: string
  readonly brand: string | null
  /** Null while the shopper has not chosen one. */
  readonly variant: { readonly id: string; readonly title: string } | null
  readonly price: Money
  /** What one unit costs less than before; null where it does not. */
  readonly discount: Money | null
  readonly quantity: number
  readonly pin: Pin | null
}

/** When the host showed it. */
export interface Pin {
  /** Its place among the show's products in the order they were first shown, from 0. */
  readonly index: number
  /** Whole seconds from the show's start to the moment: as a link to a moment names it. */
  readonly second: number
}
