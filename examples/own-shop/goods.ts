import { readFileSync } from 'node:fs'

export interface Variant {
  readonly id: string
  readonly title: string
  /** Whole minor units by currency: 19.00 EUR, 3100 JPY. */
  readonly prices: Readonly<Record<string, number>>
  readonly count: number
  /** What else the hub may be told of it: options, sku, compareAt, image. */
  readonly more?: object
}

export interface Product {
  readonly id: string
  readonly title: string
  readonly variants: readonly Variant[]
  readonly more?: object
}

export const mugsAndLamps: readonly Product[] = [
  {
    id: 'mug',
    title: 'Stoneware mug',
    variants: [{ id: 'mug', title: 'Stoneware mug', prices: { EUR: 1900, JPY: 3100 }, count: 500 }],
  },
  {
    id: 'lamp',
    title: 'Paper lamp',
    variants: [{ id: 'lamp', title: 'Paper lamp', prices: { EUR: 14_900, JPY: 24_000 }, count: 4 }],
  },
]

interface CatalogueFile {
  readonly currency: string
  readonly products: readonly (Record<string, unknown> & {
    readonly id: string
    readonly title: string
    readonly variants: readonly (Record<string, unknown> & {
      readonly id: string
      readonly title: string
      readonly price: number
      readonly stock?: Readonly<Record<string, number>>
    })[]
  })[]
}

/** What a catalogue file of a hub sells. This shop has one store: what the file has at several locations is there. */
export function readGoods(path: string): Product[] {
  const { currency, products } = JSON.parse(readFileSync(path, 'utf8')) as CatalogueFile
  return products.map(({ id, title, variants, ...more }) => ({
    id,
    title,
    more,
    variants: variants.map(({ id: variantId, title: name, price, stock = {}, ...rest }) => ({
      id: variantId,
      title: name,
      prices: { [currency]: price },
      count: Object.values(stock).reduce((sum, count) => sum + count, 0),
      more: rest,
    })),
  }))
}
