import type { VariantId, Waits } from '@tote/protocol'
import { lockActiveCart, type CartSpeaker } from '../carts/mutate-cart.ts'
import type { Store } from '../store/store.ts'
import { selectWaiting, selectWaits } from '../store/waiting-store.ts'
import { giveUpPlace } from './give-up-place.ts'

export interface LeftLine {
  readonly waits: Waits
  /** False when there was no place to give up. */
  readonly isChanged: boolean
}

/** Gives a place up, and a unit that was set aside with it. @throws ToteError `forbidden`, `moved`. */
export async function leaveLine(
  store: Store,
  speaker: CartSpeaker,
  { variantId, nowMs }: { variantId: VariantId; nowMs: number },
): Promise<LeftLine> {
  const { tenant, cartId } = speaker
  return store.transaction(async (trx) => {
    await lockActiveCart(trx, speaker, cartId)
    const places = await selectWaiting(trx, tenant.id, cartId)
    const place = places.find((one) => one.variantId === variantId)
    if (place !== undefined) await giveUpPlace(trx, tenant.id, { place, reason: 'released', nowMs })
    const waits = (await selectWaits(trx, tenant.id, [cartId])).get(cartId) ?? []
    return { waits, isChanged: place !== undefined }
  })
}
