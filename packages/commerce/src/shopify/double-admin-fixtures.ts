import { LOCATIONS, type DoubleLocation, type DoubleVariant } from './double-goods-fixtures.ts'
import { toBag, toPage } from './double-money-fixtures.ts'
import type { DoubleOrder, DoubleShop } from './double-shop-fixtures.ts'

const GID = 'gid://shopify'
const idIn = (gid: string) => gid.slice(gid.lastIndexOf('/') + 1)

/** The Admin API of the double. */
export function adminRoot(shop: DoubleShop) {
  const toLocation = (location: DoubleLocation) => ({
    ...location,
    id: `${GID}/Location/${location.id}`,
  })
  const toItem = (variant: DoubleVariant) => ({
    id: `${GID}/InventoryItem/${variant.itemId}`,
    tracked: true,
    inventoryLevels: (page: { first: number; after?: string }) =>
      toPage(
        LOCATIONS.flatMap((location) => {
          const quantity = variant.stock.get(location.id)
          if (quantity === undefined) return []
          return [{ location: toLocation(location), quantities: [{ name: 'available', quantity }] }]
        }),
        page,
      ),
    variants: (page: { first: number }) => toPage([{ id: `${GID}/ProductVariant/${variant.id}` }], page),
  })
  const toLine = (line: DoubleOrder['lines'][number], currency: string) => ({
    quantity: line.quantity,
    variant: { id: `${GID}/ProductVariant/${line.variant.id}` },
    customAttributes: line.attributes,
    discountedUnitPriceSet: toBag(line.price, currency),
  })
  const toOrder = (order: DoubleOrder) => ({
    id: `${GID}/Order/${order.id}`,
    name: order.name,
    createdAt: new Date(order.placedAtMs).toISOString(),
    cancelledAt: order.isCancelled ? new Date().toISOString() : null,
    displayFinancialStatus: order.status,
    customAttributes: order.attributes,
    totalPriceSet: toBag(order.total, order.currency),
    lineItems: (page: { first: number; after?: string }) =>
      toPage(
        order.lines.map((line) => toLine(line, order.currency)),
        page,
      ),
  })
  const variants = () => shop.products.flatMap((product) => product.variants)

  return {
    locations: (page: { first: number; after?: string }) => toPage(LOCATIONS.map(toLocation), page),
    location({ id }: { id: string }) {
      const location = LOCATIONS.find((one) => one.id === idIn(id))
      return location === undefined ? null : toLocation(location)
    },
    nodes: ({ ids }: { ids: readonly string[] }) =>
      ids.map((id) => {
        const variant = shop.variant(idIn(id))
        return variant === undefined
          ? null
          : {
              __typename: 'ProductVariant',
              id,
              inventoryPolicy: variant.policy,
              inventoryItem: toItem(variant),
            }
      }),
    inventoryItem({ id }: { id: string }) {
      const variant = variants().find(({ itemId }) => itemId === idIn(id))
      return variant === undefined ? null : toItem(variant)
    },
    orders({ first, query }: { first: number; query?: string | null }) {
      const token = query == null ? null : /^cart_token:([\w-]+)$/.exec(query)?.[1]
      if (token === undefined) throw new Error(`the double knows no search for ${query}`)
      const newest = shop.orders.toReversed().filter(({ cartToken }) => token === null || cartToken === token)
      return toPage(newest.map(toOrder), { first })
    },
    order({ id }: { id: string }) {
      const order = shop.orders.find((one) => one.id === idIn(id))
      return order === undefined ? null : toOrder(order)
    },
    refund({ id }: { id: string }) {
      const refund = shop.refunds.find((one) => one.id === idIn(id))
      if (refund === undefined) return null
      const { order, amount, lines, atMs } = refund
      return {
        processedAt: new Date(atMs).toISOString(),
        totalRefundedSet: toBag(amount, order.currency),
        refundLineItems: (page: { first: number }) =>
          toPage(
            lines.map(({ line, quantity }) => ({ quantity, lineItem: toLine(line, order.currency) })),
            page,
          ),
        order: toOrder(order),
      }
    },
  }
}
