import type { CartLineView, ProductView, VariantView } from '@tote/core'
import { lineIdSchema, money, productIdSchema, variantIdSchema } from '@tote/protocol'

interface DemoCatalogue {
  readonly products: readonly {
    readonly id: string
    readonly title: string
    readonly description: string
    readonly brand: string
    readonly image: string
    readonly options: readonly { readonly name: string; readonly values: readonly string[] }[]
    readonly variants: readonly {
      readonly id: string
      readonly title: string
      readonly options: readonly string[]
      readonly price: number
      readonly compareAt?: number
    }[]
  }[]
}

/** The demo's goods as a player is told of them. */
export interface Goods {
  readonly all: readonly ProductView[]
  /** @throws Error when the demo sells none of that name. */
  one(id: string, change?: (variant: VariantView, index: number) => Partial<VariantView>): ProductView
  /** A line of that product's first variant. */
  line(id: string, quantity?: number, change?: Partial<CartLineView>): CartLineView
}

export async function loadGoods(): Promise<Goods> {
  const answer = await fetch('catalogue.json')
  // Of this repository, and read by the hub's own schema wherever the demo runs.
  const { products } = (await answer.json()) as DemoCatalogue
  const all = products.map(toView)
  const one: Goods['one'] = (id, change = () => ({})) => {
    const found = all.find((product) => product.id === id)
    if (found === undefined) throw new Error(`the demo has no ${id}`)
    const variants = found.variants.map((variant, index) => ({ ...variant, ...change(variant, index) }))
    return {
      ...found,
      variants,
      priceRange: rangeOf(variants),
      isSoldOut: variants.every(({ isSoldOut }) => isSoldOut),
    }
  }
  return {
    all,
    one,
    line(id, quantity = 1, change = {}) {
      const { title, image, variants, id: productId } = one(id)
      const [variant] = variants
      if (variant === undefined) throw new Error(`${id} has no variant`)
      const { amount, currencyCode } = variant.price
      return {
        id: lineIdSchema.parse(`line-${id}`),
        merchandise: {
          variantId: variant.id,
          productId,
          title,
          variantTitle: variant.options.join(' / '),
          image,
          isAvailable: true,
        },
        quantity,
        isSent: false,
        attributes: [],
        cost: { unit: variant.price, total: money(amount * quantity, currencyCode) },
        isPending: false,
        hold: null,
        ...change,
      }
    },
  }
}

function toView(product: DemoCatalogue['products'][number]): ProductView {
  const variants = product.variants.map(({ id, title, options, price, compareAt }) => ({
    id: variantIdSchema.parse(id),
    title,
    options,
    image: null,
    price: money(price, 'EUR'),
    compareAt: compareAt === undefined ? null : money(compareAt, 'EUR'),
    priceEndsAt: null,
    isSoldOut: false,
    lowStock: null,
  }))
  return {
    ...product,
    id: productIdSchema.parse(product.id),
    variants,
    priceRange: rangeOf(variants),
    isSoldOut: false,
  }
}

function rangeOf(variants: readonly VariantView[]): ProductView['priceRange'] {
  const prices = variants.map(({ price }) => price).toSorted((a, b) => a.amount - b.amount)
  return { min: prices[0] ?? money(0, 'EUR'), max: prices.at(-1) ?? money(0, 'EUR') }
}
