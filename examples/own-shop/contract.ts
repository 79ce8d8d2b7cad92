/** What the hub asks, as far as this shop reads it: `docs/reference/shop-api.openapi.json` has all of it. */
export interface AskedCart {
  readonly cartId: string
  readonly rev?: number
  readonly market: { readonly currencyCode: string }
  readonly lines: readonly AskedLine[]
  readonly codes: readonly string[]
  readonly fulfilment: { readonly kind: string; readonly locationId?: string }
}

export interface AskedLine {
  readonly lineId: string
  readonly variantId: string
  readonly quantity: number
  readonly price: number
  /** Ours as the hub knows it, where its host set another one in the show. */
  readonly shopPrice?: number
  readonly receipt?: string
  /** Of a cart that is picked up: sent home all the same. The tenant file says `sendsLines`, for the page tells it. */
  readonly isSent?: boolean
}

export interface AskedCheckout extends AskedCart {
  readonly checkoutId: string
  readonly returnUrl?: string
  readonly expiresAtMs: number
  /** What the shopper pays with the hub's points. */
  readonly reduction?: number
}

export interface Order {
  readonly checkoutId: string
  readonly orderRef: string
  readonly currencyCode: string
  readonly total: number
  readonly placedAtMs: number
  readonly lines: readonly { variantId: string; quantity: number; price: number; receipt?: string }[]
}
