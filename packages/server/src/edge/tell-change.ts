import type { CheckoutChange } from '../checkouts/open-checkout.ts'
import type { News } from './hub-context.ts'

/** Tells what a transaction changed, once it is durable. */
export function tellChange(
  news: News,
  tenantId: string,
  { delta, stockChanged, waitsChanged = [] }: CheckoutChange,
): void {
  if (delta !== null) news.cartChanged(delta)
  if (stockChanged.length > 0) news.stockChanged(tenantId, stockChanged)
  if (waitsChanged.length > 0) news.waitsChanged(tenantId, { cartIds: waitsChanged, variantIds: [] })
}
