/** A Shopify shop with an app of its own for Tote, as the hub speaks to it. */
export interface ShopifyShop {
  /** `https://brand.myshopify.com` */
  readonly url: string
  /** The private access token of the Storefront API. */
  readonly storefrontToken: string
  /**
   * The app's client secrets, the newest first: Shopify signs its posts by them, and with `clientId` the first one buys the
   * tokens of the Admin API.
   */
  readonly secrets: readonly string[]
  /** How the Admin API is asked: as an app of the Dev Dashboard by its client id, or by the lasting token of an older app. */
  readonly admin: { readonly clientId: string } | { readonly token: string }
  /** Ids of the locations that are stores. The others are warehouses: Shopify does not tell them apart. */
  readonly stores?: readonly string[]
}
