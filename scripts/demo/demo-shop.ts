/** Whose goods the demo sells, besides those of its own catalogue file. */
export type DemoShopName = 'own' | 'vendure' | 'medusa'

/** A shop that stands behind the demo's hub. */
export interface DemoShop {
  /** Where shoppers pay. */
  readonly origin: string
  /** Of the tenant file's `shop`: what its platform needs. */
  readonly settings: Readonly<Record<string, unknown>> & { readonly platform: string }
  /** The id of its one store. */
  readonly store: string
  /** What it calls the goods of the catalogue file; null where it calls them the same. */
  readonly ids: ShopIds | null
  /** Whether it may sell at what a host has dropped the price to. */
  readonly takesShowPrices: boolean
  /** Of the tenant file's `merchants`: who sells at the show besides the house. */
  readonly merchants?: readonly object[]
  stop(): Promise<void>
}

/** The shop's ids by those of the catalogue file. */
export interface ShopIds {
  readonly products: Readonly<Record<string, string>>
  readonly variants: Readonly<Record<string, string>>
}
