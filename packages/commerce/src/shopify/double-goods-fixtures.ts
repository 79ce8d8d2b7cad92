import { COATS } from '@tote/testkit/shops'

/** A variant of the double, with numbers as Shopify gives them. */
export interface DoubleVariant {
  readonly id: string
  readonly itemId: string
  readonly title: string
  readonly sku: string
  readonly options: readonly { readonly name: string; readonly value: string }[]
  /** Minor units by currency. */
  readonly prices: Readonly<Record<string, number>>
  readonly compareAt?: Readonly<Record<string, number>>
  policy: 'DENY' | 'CONTINUE'
  /** Units by location. */
  readonly stock: Map<string, number>
}

export interface DoubleProduct {
  readonly id: string
  readonly title: string
  readonly descriptionHtml: string
  readonly vendor: string
  readonly requiresSellingPlan: boolean
  readonly options: readonly string[]
  readonly variants: readonly DoubleVariant[]
}

export const WAREHOUSE = '71001'
export const STORE = '71002'
/** Sends nothing online, and is named to nobody as a store. */
export const BACK_ROOM = '71003'

export interface DoubleLocation {
  readonly id: string
  readonly name: string
  readonly fulfillsOnlineOrders: boolean
  readonly isActive: boolean
}

/** More than one question asks of a variant at once, most of them closed long ago. */
const CLOSED = Array.from({ length: 10 }, (_, index) => String(71_010 + index))
export const LOCATIONS: readonly DoubleLocation[] = [
  { id: WAREHOUSE, name: 'Warehouse', fulfillsOnlineOrders: true, isActive: true },
  ...CLOSED.map((id) => ({ id, name: 'Pop-up of last year', fulfillsOnlineOrders: true, isActive: false })),
  { id: STORE, name: 'Berlin store', fulfillsOnlineOrders: false, isActive: true },
  { id: BACK_ROOM, name: 'Back room', fulfillsOnlineOrders: false, isActive: true },
]

/** Where it sells, and in what. */
export const COUNTRIES = [
  { isoCode: 'DE', currency: 'EUR' },
  { isoCode: 'FR', currency: 'EUR' },
  { isoCode: 'JP', currency: 'JPY' },
] as const

export const COAT = '81001'
export const MUG = '81002'
export const MUG_VARIANT = '92001'
export const SOCKS = '81004'
/** More than one question asks of a product at once. */
export const SOCK_SIZES = Array.from({ length: 30 }, (_, index) => String(20 + index))

/** New ones for each double: counts change. */
export function makeProducts(): DoubleProduct[] {
  const coats = COATS.map(({ sku, options, eur, jpy, stock }, index): DoubleVariant => {
    const [colour, size] = options
    return {
      id: String(91_001 + index),
      itemId: String(61_001 + index),
      title: options.join(' / '),
      sku,
      options: [
        { name: 'Colour', value: colour },
        { name: 'Size', value: size },
      ],
      prices: { EUR: eur, JPY: jpy },
      ...(index === 0 ? { compareAt: { EUR: eur + 3000, JPY: jpy + 4000 } } : {}),
      policy: 'DENY',
      stock: new Map([
        [WAREHOUSE, stock[0]],
        [STORE, stock[1]],
        [BACK_ROOM, 7],
        ...CLOSED.map((id): [string, number] => [id, 1]),
      ]),
    }
  })
  const mug: DoubleVariant = {
    id: MUG_VARIANT,
    itemId: '62001',
    title: 'Default Title',
    sku: '',
    options: [{ name: 'Title', value: 'Default Title' }],
    prices: { EUR: 1999, JPY: 3100 },
    policy: 'CONTINUE',
    stock: new Map([[WAREHOUSE, 2]]),
  }
  const socks = SOCK_SIZES.map((size, index): DoubleVariant => ({
    id: String(94_001 + index),
    itemId: String(64_001 + index),
    title: size,
    sku: `SOCKS-${size}`,
    options: [{ name: 'Size', value: size }],
    prices: { EUR: 990, JPY: 1500 },
    policy: 'DENY',
    stock: new Map([[WAREHOUSE, index]]),
  }))
  return [
    {
      id: COAT,
      title: 'Rain coat',
      descriptionHtml: '<p>Keeps you dry &amp; warm.</p>',
      vendor: 'Maison',
      requiresSellingPlan: false,
      options: ['Colour', 'Size'],
      variants: coats,
    },
    {
      id: MUG,
      title: 'Mug',
      descriptionHtml: '',
      vendor: '',
      requiresSellingPlan: false,
      options: ['Title'],
      variants: [mug],
    },
    {
      id: '81003',
      title: 'Coffee every month',
      descriptionHtml: '',
      vendor: 'Maison',
      requiresSellingPlan: true,
      options: ['Title'],
      variants: [{ ...mug, id: '93001', itemId: '63001', stock: new Map() }],
    },
    {
      id: SOCKS,
      title: 'Socks',
      descriptionHtml: '',
      vendor: 'Maison',
      requiresSellingPlan: false,
      options: ['Size'],
      variants: socks,
    },
  ]
}
