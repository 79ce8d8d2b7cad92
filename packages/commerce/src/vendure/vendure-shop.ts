/** A Vendure server with Tote's plugin, as the hub speaks to it. */
export interface VendureShop {
  /** Of its Admin API: `https://shop.example/admin-api`. */
  readonly adminApi: string
  /** Of an account that may read catalogue, stock locations and orders, and change orders. */
  readonly apiKey: string
  /** Of the channel it sells in, where that is not the default one. */
  readonly channelToken?: string
  /**
   * The storefront's page that takes a check-out over, with `{checkoutId}`, `{expiresAtMs}` and `{proof}` where they belong, and
   * `{returnUrl}` if it sends the shopper back.
   */
  readonly checkoutUrl: string
  /** `whsec_…`, as the plugin has them, the newest first. */
  readonly secrets: readonly string[]
  /** Ids of the stock locations that are stores. The others are warehouses: Vendure does not tell them apart. */
  readonly stores?: readonly string[]
}
