import type { DropEnterAnswer } from '@tote/protocol'
import { toWho, type DropId } from '@tote/protocol/drops'
import { lockActiveCart, type CartSpeaker } from '../carts/mutate-cart.ts'
import { insertDropEntry, lockDrop, selectDropEntry } from '../store/drop-store.ts'
import { insertQueue } from '../store/line-store.ts'
import type { Store } from '../store/store.ts'
import { selectWaits } from '../store/waiting-store.ts'
import { advanceDrop } from './advance-drop.ts'
import { appendToLog } from './append-to-log.ts'
import { sha256 } from './sha-256.ts'

/**
 * [D1] [D2] A shopper's one entry in a drop. Asked again it answers the entry there is, whatever became of it, so that a lost
 * answer costs nothing. While the window is open all who enter are equal; later they come behind.
 * @throws ToteError `forbidden`, `moved`.
 */
export async function enterDrop(
  store: Store,
  speaker: CartSpeaker,
  { dropId, id, nowMs }: { dropId: DropId; id: string; nowMs: number },
): Promise<DropEnterAnswer> {
  const { tenant, cartId } = speaker
  const tenantId = tenant.id
  return store.transaction(async (trx): Promise<DropEnterAnswer> => {
    await lockActiveCart(trx, speaker, cartId)
    const locked = await lockDrop(trx, tenantId, dropId)
    if (locked === undefined) return { ok: false, code: 'over', opensAt: 0 }
    const known = await selectDropEntry(trx, { tenantId, dropId, cartId })
    if (known === undefined) {
      const { row } = await advanceDrop(trx, locked, nowMs)
      if (row.state === 'announced') return { ok: false, code: 'not_open', opensAt: row.opens_at }
      if (row.state === 'closed') return { ok: false, code: 'over', opensAt: row.opens_at }
      const who = toWho(`${cartId} ${id}`, { salt: row.salt, sha256 })
      const { entry } = await appendToLog(trx, row, { news: { kind: 'entered', who }, nowMs })
      const isLate = row.state === 'ordered'
      await insertDropEntry(trx, {
        tenant_id: tenantId,
        drop_id: dropId,
        cart_id: cartId,
        who,
        state: isLate ? 'queued' : 'entered',
        n: entry.n,
        hash: entry.hash,
      })
      if (isLate) await insertQueue(trx, row, { places: [{ who, cartId }], nowMs })
    }
    return { ok: true, waits: (await selectWaits(trx, tenantId, [cartId])).get(cartId) ?? [] }
  })
}
