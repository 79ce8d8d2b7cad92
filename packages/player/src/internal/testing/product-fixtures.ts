import type { ProductView, VariantView } from '@tote/core'
import { money, productIdSchema, variantIdSchema } from '@tote/protocol'

/** A variant to be changed where a test needs it. */
export function testVariant(overrides: Partial<VariantView> & { readonly name?: string } = {}): VariantView {
  const { name = 'v1', ...rest } = overrides
  return {
    id: variantIdSchema.parse(name),
    title: name,
    options: [],
    image: null,
    price: money(8900, 'EUR'),
    compareAt: null,
    priceEndsAt: null,
    isSoldOut: false,
    lowStock: null,
    ...rest,
  }
}

/** A product to be changed where a test needs it; its price range and sold-out state follow its variants. */
export function testProduct(overrides: Partial<ProductView> & { readonly name?: string } = {}): ProductView {
  const { name = 'linen-shirt', ...rest } = overrides
  const variants = rest.variants ?? [testVariant({ name: `${name}-v1` })]
  const prices = variants.map(({ price }) => price).toSorted((a, b) => a.amount - b.amount)
  return {
    id: productIdSchema.parse(name),
    title: 'Linen shirt',
    description: 'Washed linen with a soft collar.',
    brand: null,
    image: null,
    options: [],
    variants,
    priceRange: { min: prices[0] ?? money(0, 'EUR'), max: prices.at(-1) ?? money(0, 'EUR') },
    isSoldOut: variants.every(({ isSoldOut }) => isSoldOut),
    ...rest,
  }
}

/** A shirt in two colours and three sizes: no M in Clay, L in Clay not there at all. */
export function testShirt(overrides: Partial<ProductView> = {}): ProductView {
  const sizes = ['S', 'M', 'L']
  const variants = ['Chalk', 'Clay'].flatMap((colour) =>
    sizes
      .filter((size) => !(colour === 'Clay' && size === 'L'))
      .map((size) =>
        testVariant({
          name: `shirt-${colour}-${size}`,
          title: `${colour} / ${size}`,
          options: [colour, size],
          price: money(colour === 'Clay' ? 9900 : 8900, 'EUR'),
          isSoldOut: colour === 'Clay' && size === 'M',
          lowStock: size === 'S' ? 3 : null,
        }),
      ),
  )
  const options = [
    { name: 'Colour', values: ['Chalk', 'Clay'] },
    { name: 'Size', values: sizes },
  ]
  return testProduct({ name: 'shirt', title: 'Linen overshirt', options, variants, ...overrides })
}
