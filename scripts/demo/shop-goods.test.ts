import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { idsBySku, readDemoCatalogue, readShopGoods } from './shop-goods.ts'

const catalogue = readDemoCatalogue(fileURLToPath(new URL('../../examples/demo-show', import.meta.url)))

test('a shop is given all goods of the show, with their prices, pictures and counts at both places', () => {
  const { warehouse, store, products } = readShopGoods(catalogue, { code: 'FR', name: 'France' })
  expect([warehouse, store]).toEqual(['Lille warehouse', 'Paris, Le Marais'])
  expect(products).toHaveLength(catalogue.products.length)
  expect(products[0]).toMatchObject({
    title: 'Washed linen shirt',
    picture: 'linen-shirt.webp',
    choices: ['Size', 'Colour'],
    variants: [
      { sku: 'LINEN-SHIRT-S-CHALK', options: ['S', 'Chalk'], eur: 8900, stock: [17, 4] },
      {},
      {},
      {},
      {},
      {},
    ],
  })
})

test('the shop’s names are found by the order of products and the SKUs of variants, also where both were named alike', () => {
  const products = catalogue.products.map((_, index) => `p${index}`)
  const skus = catalogue.products.flatMap((product) => product.variants.map(({ sku }) => sku))
  const variants = Object.fromEntries(skus.map((sku, index) => [sku, `v${index}`]))
  const ids = idsBySku(catalogue, { products, variants })
  expect(ids.products['market-tote']).toMatch(/^p\d+$/)
  expect(ids.variants['market-tote']).toMatch(/^v\d+$/)
  expect(Object.values(ids.variants)).toHaveLength(skus.length)
})
