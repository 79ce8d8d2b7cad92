/** What a fresh shop is set up with: where it is, what it sells and what sending costs. */
export interface ShopGoods {
  /** Where it sells and sends to; `code` is ISO 3166-1 alpha-2. */
  readonly country: { readonly code: string; readonly name: string }
  /** Names of the two places with stock. */
  readonly warehouse: string
  readonly store: string
  /** Minor units in euros for a parcel. */
  readonly delivery: number
  readonly products: readonly ShopProduct[]
}

export interface ShopProduct {
  readonly title: string
  readonly description: string
  /** Names of its choices; none where there is one variant. */
  readonly choices: readonly string[]
  /** Name of its file in the folder of pictures, where there are pictures. */
  readonly picture?: string
  readonly variants: readonly ShopVariant[]
}

export interface ShopVariant {
  readonly sku: string
  readonly title: string
  /** One for each choice. */
  readonly options: readonly string[]
  /** Minor units, tax inside. */
  readonly eur: number
  /** Where it is sold in yen too. */
  readonly jpy?: number
  /** In the warehouse and in the store. */
  readonly stock: readonly [warehouse: number, store: number]
}

/** Each choice's values, in the order in which variants have them. */
export function choiceValues({ choices, variants }: ShopProduct): { name: string; values: string[] }[] {
  return choices.map((name, index) => ({
    name,
    values: [...new Set(variants.map(({ options }) => options[index] ?? ''))],
  }))
}
