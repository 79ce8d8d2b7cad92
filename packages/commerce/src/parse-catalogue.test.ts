import { expect, test } from 'vitest'
import { parseCatalogue } from './parse-catalogue.ts'

const catalogueOf = (price: number) => ({
  currency: 'EUR',
  locations: [],
  products: [{ id: 'mug', title: 'Mug', variants: [{ id: 'mug-1', title: 'Mug', price, options: [] }] }],
})

test('what is no catalogue is refused with the place of what is amiss, and not what stands there', () => {
  expect(() => parseCatalogue(catalogueOf(-4242), 'a shop')).toThrow(
    expect.objectContaining({
      code: 'invalid',
      message: expect.stringMatching(
        /^The catalogue of a shop cannot be used: products\.0\.variants\.0\.price: (?!.*4242)/,
      ) as string,
    }),
  )
  expect(parseCatalogue(catalogueOf(4242), 'a shop').products).toHaveLength(1)
})
