import type { Waits } from '@tote/protocol'
import type { Store } from '../store/store.ts'
import { selectWaits } from '../store/waiting-store.ts'
import type { CartSpeaker } from '../carts/mutate-cart.ts'

/** Every line that a speaker's shopper waits in; null when there is none. */
export async function waitsOf(
  { db }: Store,
  { tenant, cartId }: Pick<CartSpeaker, 'tenant' | 'cartId'>,
): Promise<Waits | null> {
  return (await selectWaits(db, tenant.id, [cartId])).get(cartId) ?? null
}
