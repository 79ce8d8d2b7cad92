import type { VariantId, WaitlistJoinAnswer } from '@tote/protocol'
import { lockActiveCart, type CartSpeaker } from '../carts/mutate-cart.ts'
import { freeOf } from '../catalogue/free-of.ts'
import { selectVariants, type VariantRow } from '../store/catalogue-store.ts'
import { selectDropped } from '../store/drop-store.ts'
import { insertWaiting } from '../store/line-store.ts'
import { subjectOfCart } from '../journeys/subject-of-cart.ts'
import { emitTopic, isAsked } from '../webhooks/emit-topic.ts'
import type { Db, Store } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { selectWaiting, selectWaits } from '../store/waiting-store.ts'

/** Lines one shopper waits in at once: more is somebody who waits for everything. */
export const MOST_LINES = 20

/**
 * A place at the end of the line for what is sold out. Asked again it answers the place there is, so that a lost answer
 * costs nothing. Of what can be bought there is no line: it would set aside what the product's policy does not.
 * @throws ToteError `forbidden`, `moved`.
 */
export async function joinLine(
  store: Store,
  speaker: CartSpeaker,
  { variantId, nowMs }: { variantId: VariantId; nowMs: number },
): Promise<WaitlistJoinAnswer> {
  const { tenant, cartId } = speaker
  return store.transaction(async (trx) => {
    await lockActiveCart(trx, speaker, cartId)
    const waiting = await selectWaiting(trx, tenant.id, cartId)
    if (!waiting.some((place) => place.variantId === variantId)) {
      if (waiting.length >= MOST_LINES) return { ok: false, code: 'limit' }
      const [variant] = await selectVariants(trx, tenant.id, { variantIds: [variantId] })
      if (variant === undefined || variant.is_active === 0) return { ok: false, code: 'gone' }
      if ((await selectDropped(trx, tenant.id, [variantId])).length > 0) return { ok: false, code: 'in_drop' }
      if (freeOf(variant) !== 0) return { ok: false, code: 'in_stock' }
      await insertWaiting(trx, { tenantId: tenant.id, variantId }, { cartId, nowMs })
      await tellJoined(trx, tenant, { cartId, variant, nowMs })
    }
    const waits = (await selectWaits(trx, tenant.id, [cartId])).get(cartId) ?? []
    return { ok: true, channel: 'widget', waits }
  })
}

/** Tells the tenant's backend who waits for what, and how many come before. */
async function tellJoined(
  db: Db,
  tenant: Tenant,
  { cartId, variant, nowMs }: { cartId: string; variant: VariantRow; nowMs: number },
): Promise<void> {
  if (!isAsked(tenant, 'waitlist.joined')) return
  const waits = (await selectWaits(db, tenant.id, [cartId])).get(cartId) ?? []
  const own = waits.find((wait) => wait.status === 'waiting' && wait.variantId === variant.id)
  if (own?.status !== 'waiting') throw new Error('a place was just given')
  const what = { variantId: own.variantId, productId: variant.product_id, place: own.place }
  const data = { cartId, ...(await subjectOfCart(db, tenant.id, cartId)), ...what }
  await emitTopic(db, tenant, { topic: 'waitlist.joined', key: cartId, data, nowMs })
}
