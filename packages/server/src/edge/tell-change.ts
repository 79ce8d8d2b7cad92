import type { CheckoutChange } from '../checkouts/open-checkout.ts'
import type { News } from './hub-context.ts'

/** Tells what a transaction changed, once it is durable. */
export function tellChange(
  news: News,
  tenantId: string,
  { delta, stockChanged }: Pick<CheckoutChange, 'delta' | 'stockChanged'>,
): void {
  if (delta !== null) news.cartChanged(delta)
  if (stockChanged.length > 0) news.stockChanged(tenantId, stockChanged)
}
