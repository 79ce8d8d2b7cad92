import { deleteTold } from '../store/outbox-store.ts'
import { selectJourney } from '../store/journey-store.ts'
import { forgetJourney, type Forgotten } from '../store/personal-data-store.ts'
import type { Db } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { emitTopic } from '../webhooks/emit-topic.ts'
import { subjectOfCart } from './subject-of-cart.ts'

/** Forgets a shopper who asked for it, and tells the tenant's backend, which may have to do the same. In a transaction. */
export async function forgetShopper(
  db: Db,
  tenant: Tenant,
  { journeyId, nowMs }: { journeyId: string; nowMs: number },
): Promise<Forgotten> {
  const journey = await selectJourney(db, tenant.id, journeyId)
  const known = journey === undefined ? {} : await subjectOfCart(db, tenant.id, journey.cartId)
  const forgotten = await forgetJourney(db, tenant.id, { journeyId, nowMs })
  if (journey === undefined) return forgotten
  const keys = [journey.cartId, ...(journey.shopperId === null ? [] : [journey.shopperId])]
  await deleteTold(db, tenant.id, { hookIds: tenant.webhooks.map(({ id }) => id), keys })
  const data = { cartId: journey.cartId, ...known }
  await emitTopic(db, tenant, { topic: 'shopper.forgotten', key: journey.cartId, data, nowMs })
  return forgotten
}
