import { mergeCarts, ToteError, visibleLines, type CartDelta } from '@tote/protocol'
import { markMerged, selectCart, updateCart } from '../store/cart-store.ts'
import type { Db } from '../store/store.ts'

export interface MergeOutcome {
  readonly delta: CartDelta | null
  /** Units that did not fit. */
  readonly capped: number
}

/**
 * Brings one cart's lines into another, once: the source is marked in the same transaction, so a second
 * run, or one at the same time, adds nothing. Run it in a transaction.
 * @throws ToteError `forbidden` when one of them does not exist.
 */
export async function mergeCart(
  db: Db,
  tenantId: string,
  { from, into, nowMs }: { from: string; into: string; nowMs: number },
): Promise<MergeOutcome> {
  if (from === into) return { delta: null, capped: 0 }
  const source = await selectCart(db, tenantId, from)
  const target = await selectCart(db, tenantId, into)
  if (source === undefined || target === undefined) throw new ToteError('forbidden', 'This cart is gone.')
  if (!(await markMerged(db, tenantId, { cartId: from, into }))) return { delta: null, capped: 0 }
  if (visibleLines(source.cart).length === 0) return { delta: null, capped: 0 }
  const merged = mergeCarts(target.cart, source.cart)
  await updateCart(db, tenantId, { cart: merged.cart, changed: merged.changed, nowMs })
  return {
    capped: merged.capped.reduce((sum, { lost }) => sum + lost, 0),
    delta: {
      cartId: target.cart.id,
      from: target.cart.rev,
      to: merged.cart.rev,
      lines: [...merged.changed],
      meta: merged.cart.meta,
    },
  }
}
