import type { Redeemed } from '@tote/protocol'
import { hashSecret, type drawSecret } from '../secret.ts'
import { insertOffer, isPlaceOf, type Journey } from '../store/journey-store.ts'
import type { Db } from '../store/store.ts'
import { describeOffer } from './describe-offer.ts'
import type { Visit } from './journeys.ts'
import { journeyLimits } from './limits.ts'

/**
 * Offers a journey to the place with this key: its shopper is asked before anything is joined. Where that place is of the
 * journey already there is nothing to ask, and only where the shopper was is told.
 */
export async function offerJourney(
  trx: Db,
  { tenant, origin }: Visit,
  offered: {
    journey: Journey
    /** Thumbprint of the key that alone can accept. */
    jkt: string
    /** Origin that it comes from. */
    from: string
    nowMs: number
    drawSecret: typeof drawSecret
  },
): Promise<Pick<Redeemed, 'offer' | 'position'>> {
  const { journey, jkt, from, nowMs } = offered
  const position = journey.position === null ? {} : { position: journey.position }
  if (await isPlaceOf(trx, tenant.id, { journeyId: journey.id, jkt, origin }))
    return { offer: null, ...position }
  const pending = offered.drawSecret('tp', 16)
  await insertOffer(trx, {
    hash: hashSecret(pending),
    tenantId: tenant.id,
    journeyId: journey.id,
    jkt,
    origin,
    expiresAt: nowMs + journeyLimits.offerMs,
  })
  return { offer: await describeOffer(trx, tenant, { journey, pending, from }), ...position }
}
