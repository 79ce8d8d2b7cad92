import { money, visibleLines, type Offer } from '@tote/protocol'
import { selectCart } from '../store/cart-store.ts'
import type { Journey } from '../store/journey-store.ts'
import type { Db } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { journeyLimits } from './limits.ts'

/** What a shopper is told before deciding: from where, how many, how much, and where the show was. No id of anything. */
export async function describeOffer(
  db: Db,
  tenant: Tenant,
  { journey, pending, from }: { journey: Journey; pending: string; from: string },
): Promise<Offer> {
  const stored = await selectCart(db, tenant.id, journey.cartId)
  const lines = stored === undefined ? [] : visibleLines(stored.cart)
  const total = lines.reduce((sum, line) => sum + line.price * line.qty, 0)
  return {
    pending,
    from: new URL(from).host,
    quantity: lines.reduce((sum, line) => sum + line.qty, 0),
    ...(lines.length === 0 ? {} : { total: money(total, tenant.currencyCode) }),
    ...(journey.position === null ? {} : { position: journey.position }),
    expiresInMs: journeyLimits.offerMs,
  }
}
