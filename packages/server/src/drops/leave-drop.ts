import type { DropId } from '@tote/protocol/drops'
import { lockActiveCart, type CartSpeaker } from '../carts/mutate-cart.ts'
import { lockDrop, selectDropEntry } from '../store/drop-store.ts'
import type { Store } from '../store/store.ts'
import { selectWaiting, selectWaits } from '../store/waiting-store.ts'
import { giveUpPlace } from '../waitlist/give-up-place.ts'
import type { LeftLine } from '../waitlist/leave-line.ts'
import { logPlace } from './append-to-log.ts'

/** [D6] Gives the entry up, and what was set aside with it. @throws ToteError `forbidden`, `moved`. */
export async function leaveDrop(
  store: Store,
  speaker: CartSpeaker,
  { dropId, nowMs }: { dropId: DropId; nowMs: number },
): Promise<LeftLine & { readonly variantId: string | null }> {
  const { tenant, cartId } = speaker
  return store.transaction(async (trx) => {
    await lockActiveCart(trx, speaker, cartId)
    const inLine = await placeIn()
    // Its stock is locked before the drop is; who is in no line yet has none.
    const row = inLine === undefined ? await lockDrop(trx, tenant.id, dropId) : undefined
    const place = inLine ?? (await placeIn())
    const entry = await selectDropEntry(trx, { tenantId: tenant.id, dropId, cartId })
    if (place !== undefined) await giveUpPlace(trx, tenant.id, { place, reason: 'released', nowMs })
    else if (entry?.state === 'entered')
      await logPlace(trx, tenant.id, {
        place: { drop: { id: dropId, who: entry.who } },
        news: { kind: 'passed' },
        nowMs,
      })
    const waits = (await selectWaits(trx, tenant.id, [cartId])).get(cartId) ?? []
    const isChanged = place !== undefined || entry?.state === 'entered'
    return { waits, isChanged, variantId: place?.variantId ?? row?.variant_id ?? null }

    async function placeIn() {
      return (await selectWaiting(trx, tenant.id, cartId)).find(({ drop }) => drop?.id === dropId)
    }
  })
}
