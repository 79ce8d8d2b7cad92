import type { Sync, SyncAnswer } from '@tote/protocol'
import { selectLastMids } from '../store/mutation-store.ts'
import type { Store } from '../store/store.ts'
import { lockActiveCart, type CartSpeaker } from './mutate-cart.ts'

/**
 * What a client at `rev` lacks: nothing, the lines changed since, or (if it claims to be ahead of us,
 * or was away for longer than removed lines leave a trace) the whole cart. Read in one transaction under the cart's lock, so that the lines and the numbers belong together.
 * @throws ToteError `forbidden` for a cart of another journey, `moved` for one that became part of another.
 */
export async function syncCart(store: Store, speaker: CartSpeaker, message: Sync): Promise<SyncAnswer> {
  return store.transaction(async (trx) => {
    const { cart, floorRev } = await lockActiveCart(trx, speaker, message.cartId)
    const lastMids = await selectLastMids(trx, speaker.tenant.id, {
      journeyId: speaker.journeyId,
      clientIds: message.clientIds,
    })
    if (message.rev === cart.rev) return { kind: 'none', lastMids }
    const isUnknown = message.rev > cart.rev || message.rev === 0 || message.rev < floorRev
    if (isUnknown) return { kind: 'snapshot', cart, lastMids }
    const lines = cart.lines.filter((line) => line.rev > message.rev)
    return { kind: 'delta', from: message.rev, to: cart.rev, lines, meta: cart.meta, lastMids }
  })
}
