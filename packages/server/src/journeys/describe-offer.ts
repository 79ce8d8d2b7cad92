import type { Offer } from '@tote/protocol'
import type { Journey } from '../store/journey-store.ts'
import type { Db } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { basketOf } from './basket-of.ts'
import { journeyLimits } from './limits.ts'

/** What a shopper is told before deciding: from where, how many, how much, and where the show was. No id of anything. */
export async function describeOffer(
  db: Db,
  tenant: Tenant,
  { journey, pending, from }: { journey: Journey; pending: string; from: string },
): Promise<Offer> {
  return {
    pending,
    from: new URL(from).host,
    ...(await basketOf(db, tenant, journey)),
    ...(journey.position === null ? {} : { position: journey.position }),
    expiresInMs: journeyLimits.offerMs,
  }
}
