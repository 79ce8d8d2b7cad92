import { emptyCart, ToteError, type CartId } from '@tote/protocol'
import { mergeCart, type MergeOutcome } from '../carts/merge-cart.ts'
import { mergeFriends } from '../friends/merge-friends.ts'
import { insertCart } from '../store/cart-store.ts'
import { selectJourney, type Journey } from '../store/journey-store.ts'
import { lockJourney, mergeJourneyRows, updateJourneyCart } from '../store/shopper-store.ts'
import { takeTouches } from '../store/touch-store.ts'
import type { Db } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'

export interface TakenAlong extends MergeOutcome {
  /** The journey that has the lines now. */
  readonly journey: Journey
  /** The one they came from, whose places have to come again; null when nothing went over. */
  readonly movedJourneyId: string | null
}

/**
 * Brings a journey's lines into another. An anonymous journey goes over whole, its other places with it: they would
 * be left with a cart that is no more. A shopper's own journey stays theirs, and begins again with an empty cart.
 */
export async function takeAlong(
  db: Db,
  tenant: Tenant,
  { from, into, nowMs, newId }: { from: string; into: string; nowMs: number; newId: () => string },
): Promise<TakenAlong> {
  // Of two that go over into each other at once the second finds them one.
  for (const journeyId of [from, into].toSorted()) await lockJourney(db, tenant.id, { journeyId, nowMs })
  const source = await selectJourney(db, tenant.id, from)
  const target = await selectJourney(db, tenant.id, into)
  if (source === undefined || target === undefined) throw new ToteError('ticket_dead')
  if (source.id === target.id) return { journey: target, delta: null, capped: 0, movedJourneyId: null }
  if (source.shopperId === null)
    await mergeFriends(db, tenant.id, { from: source.id, into: target.id, nowMs })
  const merged = await mergeCart(db, tenant, { from: source.cartId, into: target.cartId, nowMs })
  if (source.shopperId === null)
    await mergeJourneyRows(db, tenant.id, { from: source.id, into: target.id, nowMs })
  else {
    await takeTouches(db, tenant.id, { from: source.id, into: target.id, isWhole: false })
    const cartId = newId()
    // Made here, of the alphabet ids have.
    await insertCart(db, tenant.id, { cart: emptyCart(cartId as CartId, tenant.currencyCode), nowMs })
    await updateJourneyCart(db, tenant.id, { journeyId: source.id, cartId })
  }
  return { ...merged, journey: target, movedJourneyId: source.id }
}
