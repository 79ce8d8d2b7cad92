/** A Medusa server with Tote's routes and subscribers, as the hub speaks to it. */
export interface MedusaShop {
  /** Of the server: `https://shop.example`. */
  readonly url: string
  /** `sk_…` */
  readonly secretKey: string
  /** `pk_…`: it chooses the sales channel. */
  readonly publishableKey: string
  /** The storefront's page that goes on with a cart, with `{cartId}` where it belongs, and `{returnUrl}` if it sends the shopper back. */
  readonly checkoutUrl: string
  /** `whsec_…`, as the shop has them, the newest first. */
  readonly secrets: readonly string[]
  /** Ids of the stock locations that are stores. The others are warehouses: Medusa does not tell them apart. */
  readonly stores?: readonly string[]
}
