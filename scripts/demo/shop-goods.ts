import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { ShopGoods } from '../../packages/testkit/src/shops/shop-goods.ts'
import type { ShopIds } from './demo-shop.ts'

/** The demo's catalogue file, as far as a shop is set up with it. */
export interface DemoCatalogue {
  readonly locations: readonly {
    readonly id: string
    readonly name: string
    readonly kind: 'warehouse' | 'store'
  }[]
  readonly products: readonly {
    readonly id: string
    readonly title: string
    readonly description: string
    readonly image: string
    readonly options: readonly { readonly name: string }[]
    readonly variants: readonly {
      readonly id: string
      readonly title: string
      readonly options: readonly string[]
      readonly sku: string
      readonly price: number
      readonly stock: Readonly<Record<string, number>>
    }[]
  }[]
}

export function readDemoCatalogue(showFolder: string): DemoCatalogue {
  // Ours, and held against the hub's own schema by the demo without a shop.
  return JSON.parse(readFileSync(join(showFolder, 'catalogue.json'), 'utf8')) as DemoCatalogue
}

/** The same goods, as a shop's owner would put them in. */
export function readShopGoods(
  { locations, products }: DemoCatalogue,
  country: ShopGoods['country'],
): ShopGoods {
  const place = (kind: 'warehouse' | 'store') => {
    const found = locations.find((one) => one.kind === kind)
    if (found === undefined) throw new Error(`the demo's catalogue has no ${kind}`)
    return found
  }
  const [warehouse, store] = [place('warehouse'), place('store')]
  return {
    country,
    warehouse: warehouse.name,
    store: store.name,
    // So that the basket and the bill say the same.
    delivery: 0,
    products: products.map(({ title, description, image, options, variants }) => ({
      title,
      description,
      picture: basename(image),
      choices: options.map(({ name }) => name),
      variants: variants.map((variant) => ({
        sku: variant.sku,
        title: variant.title,
        options: variant.options,
        eur: variant.price,
        stock: [variant.stock[warehouse.id] ?? 0, variant.stock[store.id] ?? 0],
      })),
    })),
  }
}

/** What the shop calls them: products in the catalogue's order, variants by SKU. */
export function idsBySku(
  { products }: DemoCatalogue,
  shop: { readonly products: readonly string[]; readonly variants: Readonly<Record<string, string>> },
): ShopIds {
  return {
    products: Object.fromEntries(products.map(({ id }, index) => [id, shop.products[index] ?? id])),
    variants: Object.fromEntries(
      products.flatMap(({ variants }) => variants.map(({ id, sku }) => [id, shop.variants[sku] ?? id])),
    ),
  }
}
