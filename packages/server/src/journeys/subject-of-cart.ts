import { selectShopperOfCart } from '../store/points-store.ts'
import { selectShopper } from '../store/shopper-store.ts'
import type { Db } from '../store/store.ts'

/**
 * What the tenant's own backend calls whoever this cart belongs to, for what that backend is told; nothing while nobody has
 * signed in.
 */
export async function subjectOfCart(
  db: Db,
  tenantId: string,
  cartId: string,
): Promise<{ readonly subject?: string }> {
  const shopperId = await selectShopperOfCart(db, tenantId, cartId)
  const shopper = shopperId === undefined ? undefined : await selectShopper(db, tenantId, { id: shopperId })
  return shopper === undefined ? {} : { subject: shopper.subject }
}
