import type { LocationId, MerchantId, ProductId, VariantId } from '@tote/protocol'
import type { CartProblem, CommerceAdapter, MirroredCart } from './commerce-adapter.ts'
import type { ShopNews } from './shop-news.ts'

/**
 * A merchant's shop among others of one tenant. What it sells is called by the merchant's id and its own, `noor~42`: so two shops
 * with the same ids sell different things, and none can speak of another's goods. Asked of the shop, goods have its own names.
 * Stores are the tenant's alone: a merchant's locations send.
 */
export function createMerchantAdapter(adapter: CommerceAdapter, merchantId: MerchantId): CommerceAdapter {
  const { platform, takesReduction, postIdHeader } = adapter
  const names = namesOf(merchantId)
  return {
    platform,
    ...(takesReduction === undefined ? {} : { takesReduction }),
    ...(postIdHeader === undefined ? {} : { postIdHeader }),
    async readCatalogue(market, signal) {
      const { locations, products, ...rest } = await adapter.readCatalogue(market, signal)
      return {
        ...rest,
        locations: locations.map(({ id, name }) => ({ id: names.location(id), name, kind: 'warehouse' })),
        products: products.map((product) => ({
          ...product,
          id: names.product(product.id),
          variants: product.variants.map((variant) => ({
            ...variant,
            id: names.variant(variant.id),
            stock: Object.fromEntries(
              // The schema's keys are ids of locations.
              Object.entries(variant.stock).map(([id, count]) => [names.location(id as LocationId), count]),
            ),
          })),
        })),
      }
    },
    async readStock(variantIds, signal) {
      return (await adapter.readStock(variantIds.flatMap(names.own), signal)).map(names.count)
    },
    async mirrorCart(cart, signal) {
      const answer = await adapter.mirrorCart(ownCart(cart), signal)
      return { ...answer, problems: [...strays(cart), ...answer.problems] }
    },
    async openCheckout(request, signal) {
      const problems = strays(request)
      return problems.length > 0 ? { ok: false, problems } : adapter.openCheckout(ownCart(request), signal)
    },
    async readOrder(checkoutId, shopRef, signal) {
      const order = await adapter.readOrder(checkoutId, shopRef, signal)
      return order && { ...order, lines: order.lines.map(names.line) }
    },
    hear: async (post) => (await adapter.hear(post)).map(namedNews),
  }

  function ownCart<Sent extends MirroredCart>(cart: Sent): Sent {
    const lines = cart.lines.flatMap((line) =>
      names.own(line.variantId).map((variantId) => ({ ...line, variantId })),
    )
    return { ...cart, lines }
  }

  /** What is not this merchant's is not sold here. */
  function strays({ lines }: MirroredCart): CartProblem[] {
    return lines.flatMap(({ lineId, variantId }) =>
      names.own(variantId).length === 0 ? [{ code: 'gone', lineId }] : [],
    )
  }

  function namedNews(news: ShopNews): ShopNews {
    switch (news.kind) {
      case 'catalogue':
        return news
      case 'stock':
        return { ...news, counts: news.counts.map(names.count) }
      case 'stock-changed':
        return { ...news, variantIds: news.variantIds.map(names.variant) }
      case 'order':
        return { ...news, order: { ...news.order, lines: news.order.lines.map(names.line) } }
      case 'refund':
      case 'cart':
        return { ...news, lines: news.lines.map(names.line) }
      default:
        return news satisfies never
    }
  }
}

/** Names that are too long for an id are refused with the catalogue they are read in. */
function namesOf(merchantId: MerchantId) {
  const prefix = `${merchantId}~`
  const product = (id: ProductId) => `${prefix}${id}` as ProductId
  const variant = (id: VariantId) => `${prefix}${id}` as VariantId
  const location = (id: LocationId) => `${prefix}${id}` as LocationId
  return {
    product,
    variant,
    location,
    /** The shop's own name of it; none of what is another's. */
    own: (id: VariantId) => (id.startsWith(prefix) ? [id.slice(prefix.length) as VariantId] : []),
    line: <Line extends { readonly variantId: VariantId }>(line: Line): Line => ({
      ...line,
      variantId: variant(line.variantId),
    }),
    count: <Count extends { readonly variantId: VariantId; readonly locationId: LocationId }>(
      count: Count,
    ): Count => ({ ...count, variantId: variant(count.variantId), locationId: location(count.locationId) }),
  }
}
