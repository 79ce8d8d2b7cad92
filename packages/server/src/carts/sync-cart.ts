import { ToteError, type Sync, type SyncAnswer } from '@tote/protocol'
import { selectCart } from '../store/cart-store.ts'
import { selectLastMids } from '../store/mutation-store.ts'
import type { Store } from '../store/store.ts'
import type { CartSpeaker } from './mutate-cart.ts'

/**
 * What a client at `rev` lacks: nothing, the lines changed since, or (if it claims to be ahead of us) the
 * whole cart. Read in one transaction, so that the lines and the numbers belong together.
 * @throws ToteError `forbidden` for a cart of another journey.
 */
export async function syncCart(store: Store, speaker: CartSpeaker, message: Sync): Promise<SyncAnswer> {
  if (message.cartId !== speaker.cartId)
    throw new ToteError('forbidden', 'This cart belongs to another journey.')
  return store.transaction(async (trx) => {
    const stored = await selectCart(trx, speaker.tenant.id, speaker.cartId)
    if (stored === undefined) throw new ToteError('forbidden', 'This cart is gone.')
    const { cart } = stored
    const lastMids = await selectLastMids(trx, speaker.tenant.id, {
      journeyId: speaker.journeyId,
      clientIds: message.clientIds,
    })
    if (message.rev === cart.rev) return { kind: 'none', lastMids }
    if (message.rev > cart.rev || message.rev === 0) return { kind: 'snapshot', cart, lastMids }
    const lines = cart.lines.filter((line) => line.rev > message.rev)
    return { kind: 'delta', from: message.rev, to: cart.rev, lines, meta: cart.meta, lastMids }
  })
}
