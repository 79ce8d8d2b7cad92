import { money, visibleLines, type Money } from '@tote/protocol'
import { selectCart } from '../store/cart-store.ts'
import type { Journey } from '../store/journey-store.ts'
import type { Db } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'

/** How many units, and how much: all that is said of a cart before it is shared. */
export async function basketOf(
  db: Db,
  tenant: Tenant,
  journey: Journey,
): Promise<{ quantity: number; total?: Money }> {
  const stored = await selectCart(db, tenant.id, journey.cartId)
  const lines = stored === undefined ? [] : visibleLines(stored.cart)
  const total = lines.reduce((sum, line) => sum + line.price * line.qty, 0)
  return {
    quantity: lines.reduce((sum, line) => sum + line.qty, 0),
    ...(lines.length === 0 ? {} : { total: money(total, tenant.currencyCode) }),
  }
}
