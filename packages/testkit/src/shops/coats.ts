import type { ShopGoods } from './shop-goods.ts'

/** What every shop under test has on sale: prices in minor units, stock in the warehouse and in the store, one that is scarce. */
export const COATS = [
  { sku: 'COAT-RED-S', options: ['Red', 'S'], eur: 12_000, jpy: 19_500, stock: [300, 200] },
  { sku: 'COAT-RED-M', options: ['Red', 'M'], eur: 12_500, jpy: 20_500, stock: [3, 2] },
  { sku: 'COAT-BLUE-S', options: ['Blue', 'S'], eur: 11_500, jpy: 18_500, stock: [40, 0] },
] as const

export const DISCOUNT = { code: 'SPRING10', percent: 10 }

/** The same as a shop is set up with it. */
export const COAT_SHOP: ShopGoods = {
  country: { code: 'DE', name: 'Germany' },
  warehouse: 'Warehouse',
  store: 'Berlin store',
  delivery: 500,
  products: [
    {
      title: 'Rain coat',
      description: 'Keeps you dry & warm.',
      choices: ['Colour', 'Size'],
      variants: COATS.map((coat) => ({ ...coat, title: `Rain coat ${coat.options.join(' ')}` })),
    },
  ],
}
