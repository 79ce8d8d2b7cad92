import type { CheckoutChange } from '../checkouts/open-checkout.ts'
import type { Forgotten } from '../store/personal-data-store.ts'
import type { News } from './hub-context.ts'

/** Tells who is gone, and those who were in a friends' cart with them. */
export function tellForgotten(news: News, { tenantId, placeIds, friendsChanged }: Forgotten): void {
  news.placesRevoked(placeIds)
  if (friendsChanged.length > 0) news.friendsChanged(tenantId, friendsChanged)
}

/** Tells what a transaction changed, once it is durable. */
export function tellChange(
  news: News,
  tenantId: string,
  { delta, stockChanged, waitsChanged = [], friendsChanged = [] }: CheckoutChange,
): void {
  if (delta !== null) news.cartChanged(delta)
  if (stockChanged.length > 0) news.stockChanged(tenantId, stockChanged)
  if (waitsChanged.length > 0) news.waitsChanged(tenantId, { cartIds: waitsChanged, variantIds: [] })
  if (friendsChanged.length > 0) news.friendsChanged(tenantId, friendsChanged)
}
