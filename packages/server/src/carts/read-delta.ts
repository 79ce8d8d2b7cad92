import type { CartDelta, ClientId } from '@tote/protocol'
import { selectCart } from '../store/cart-store.ts'
import { selectLastMids } from '../store/mutation-store.ts'
import type { Store } from '../store/store.ts'

export interface DeltaWanted {
  readonly tenantId: string
  readonly journeyId: string
  readonly cartId: string
  /** What those who are to hear of it have already. */
  readonly after: number
  /** Those who are to hear of it. */
  readonly clientIds: readonly ClientId[]
}

/**
 * What became of a cart that was changed elsewhere, in the shape its places are told it; null when there is
 * nothing new. Revision, lines and numbers are of one moment, which the lock of `selectCart` sees to.
 */
export async function readCartDelta(store: Store, wanted: DeltaWanted): Promise<CartDelta | null> {
  const { tenantId, journeyId, cartId, after, clientIds } = wanted
  return store.transaction(async (trx) => {
    const stored = await selectCart(trx, tenantId, cartId)
    if (stored === undefined || stored.cart.rev <= after) return null
    const { cart } = stored
    return {
      cartId: cart.id,
      from: after,
      to: cart.rev,
      lines: cart.lines.filter((line) => line.rev > after),
      meta: cart.meta,
      // Else a page whose own operation is in here would show it twice until it is answered.
      lastMids: await selectLastMids(trx, tenantId, { journeyId, clientIds }),
    }
  })
}
