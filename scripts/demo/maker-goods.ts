import type { ShopIds } from './demo-shop.ts'
import type { DemoCatalogue } from './shop-goods.ts'

/** Who sells a piece of the demo's catalogue from a shop of their own. */
export const MAKER = { id: 'two-kilns', name: 'Two Kilns' }
const PIECE = 'bud-vase'

interface SplitGoods {
  readonly house: DemoCatalogue
  readonly maker: DemoCatalogue
  /** What the hub calls the maker's piece: by the maker's id and its own. */
  readonly ids: ShopIds
}

/** The demo's catalogue as two shops have it. */
export function splitGoods(catalogue: DemoCatalogue): SplitGoods {
  const isMakers = ({ id }: { readonly id: string }) => id === PIECE
  const made = catalogue.products.filter(isMakers).map((product) => ({ ...product, brand: MAKER.name }))
  const named = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, `${MAKER.id}~${id}`]))
  return {
    house: { ...catalogue, products: catalogue.products.filter((product) => !isMakers(product)) },
    maker: { ...catalogue, products: made },
    ids: {
      products: named(made.map(({ id }) => id)),
      variants: named(made.flatMap(({ variants }) => variants.map(({ id }) => id))),
    },
  }
}
