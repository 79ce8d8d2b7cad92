/** A WordPress site with WooCommerce, as the hub speaks to it. */
export interface WooCommerceShop {
  /** Of the site: `https://shop.example`. */
  readonly url: string
  /** `ck_…` and `cs_…`: a REST API key that may read. */
  readonly consumerKey: string
  readonly consumerSecret: string
  /** Of its webhooks, the newest first. */
  readonly secrets: readonly string[]
}
