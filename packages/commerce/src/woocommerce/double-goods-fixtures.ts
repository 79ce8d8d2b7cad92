import { COATS } from '@tote/testkit/shops'

/** A product or a variation of the double, as WooCommerce keeps both. */
export interface DoubleProduct {
  readonly id: number
  readonly parent: number
  readonly type: 'simple' | 'variable' | 'variation' | 'external'
  name: string
  readonly sku: string
  readonly description: string
  /** Minor units, as shown: with tax. */
  readonly price: number
  readonly regularPrice: number
  readonly attributes: readonly {
    readonly name: string
    readonly terms: readonly { readonly name: string; readonly slug: string }[]
  }[]
  readonly chosen: readonly { readonly name: string; readonly value: string }[]
  readonly brand?: string
  manageStock: boolean | 'parent'
  stock: number | null
  status: 'instock' | 'outofstock'
  backorders: boolean
}

export const COAT = 501
export const MUG = 520
export const POSTER = 521
export const SET = 530
const LINK = 540

const nothing = {
  parent: 0,
  sku: '',
  description: '',
  attributes: [],
  chosen: [],
  manageStock: false,
  stock: null,
  status: 'instock',
  backorders: false,
} as const

/** New ones for each double: counts change. */
export function makeProducts(): DoubleProduct[] {
  const coats = COATS.map(({ sku, options: [colour, size], eur, stock }, index): DoubleProduct => ({
    ...nothing,
    id: 511 + index,
    parent: COAT,
    type: 'variation',
    name: 'Rain coat &amp; hood',
    sku,
    price: eur,
    regularPrice: index === 0 ? eur + 3000 : eur,
    chosen: [
      // A term of the whole shop by its slug, a value of this product by itself.
      { name: 'Colour', value: colour.toLowerCase() },
      { name: 'Size', value: size },
    ],
    manageStock: true,
    stock: stock[0] + stock[1],
  }))
  const sets = ['Two', 'Four'].map((value, index): DoubleProduct => ({
    ...nothing,
    id: 531 + index,
    parent: SET,
    type: 'variation',
    name: 'Set of cups',
    price: 4000 * (index + 1),
    regularPrice: 4000 * (index + 1),
    chosen: [{ name: 'Pieces', value }],
    manageStock: 'parent',
  }))
  const simple = (id: number, name: string, price: number): DoubleProduct => ({
    ...nothing,
    id,
    type: 'simple',
    name,
    price,
    regularPrice: price,
  })
  return [
    {
      ...nothing,
      id: COAT,
      type: 'variable',
      name: 'Rain coat &amp; hood',
      description: '<p>Keeps you dry &amp; warm.</p>',
      brand: 'Maison',
      price: COATS[2].eur,
      regularPrice: COATS[2].eur,
      attributes: [
        {
          name: 'Colour',
          terms: [
            { name: 'Red', slug: 'red' },
            { name: 'Blue', slug: 'blue' },
          ],
        },
        {
          name: 'Size',
          terms: [
            { name: 'S', slug: 'S' },
            { name: 'M', slug: 'M' },
          ],
        },
      ],
    },
    ...coats,
    simple(MUG, 'Mug', 1999),
    { ...simple(POSTER, 'Poster', 900), status: 'outofstock' },
    {
      ...nothing,
      id: SET,
      type: 'variable',
      name: 'Set of cups',
      price: 4000,
      regularPrice: 4000,
      attributes: [
        {
          name: 'Pieces',
          terms: [
            { name: 'Two', slug: 'Two' },
            { name: 'Four', slug: 'Four' },
          ],
        },
      ],
      manageStock: true,
      stock: 9,
    },
    ...sets,
    { ...simple(LINK, 'Sold elsewhere', 100), type: 'external' },
  ]
}
