import { cartIdSchema, emptyCart, lineId, variantIdSchema, visibleLines, type CartLine } from '@tote/protocol'
import type { Random } from '@tote/testkit/random'
import { insertCart, selectCart, updateCart } from '../store/cart-store.ts'
import { insertJourney } from '../store/journey-store.ts'
import type { Store } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { joinShopper } from './sign-in.ts'

const VARIANTS = ['mug', 'shirt-s', 'shirt-m']

/**
 * One shopper with two to four anonymous journeys signs in from all of them at once, some of them twice.
 * Returns the units by variant that went in, and those of the one cart that came out.
 */
export async function signInFromEverywhere(
  store: Store,
  tenant: Tenant,
  { run, random }: { run: number; random: Random },
): Promise<{ before: Record<string, number>; after: Record<string, number>; lineCount: number }> {
  const before: Record<string, number> = {}
  const guests = Array.from({ length: random.integer(2, 4) }, (_, index) => `${run}-${index}`)
  for (const id of guests) {
    const cart = emptyCart(cartIdSchema.parse(`cart-${id}`), 'EUR')
    const lines = VARIANTS.filter(() => random.integer(0, 1) === 0).map((name): CartLine => {
      const variantId = variantIdSchema.parse(name)
      const qty = random.integer(1, 5)
      before[name] = (before[name] ?? 0) + qty
      return {
        id: lineId({ variantId, attrs: [] }),
        variantId,
        attrs: [],
        qty,
        price: 1,
        addedAt: run,
        rev: 1,
      }
    })
    await store.transaction(async (trx) => {
      await insertCart(trx, tenant.id, { cart, nowMs: 0 })
      await insertJourney(trx, tenant.id, { id: `journey-${id}`, cartId: cart.id, nowMs: 0 })
      await updateCart(trx, tenant.id, { cart: { ...cart, rev: 1 }, changed: lines, nowMs: 0 })
    })
  }
  let drawn = 0
  const newId = () => `new-${run}-${(drawn += 1)}`
  const attempts = [...guests, ...guests.filter(() => random.integer(0, 1) === 0)]
  const joined = await Promise.all(
    attempts.map((id) =>
      store.transaction((trx) =>
        joinShopper(trx, tenant, {
          subject: `shopper-${run}`,
          journeyId: `journey-${id}`,
          placeId: `place-${id}`,
          nowMs: 1,
          newId,
        }),
      ),
    ),
  )
  const cartIds = [...new Set(joined.map(({ journey }) => journey.cartId))]
  const [only = ''] = cartIds
  if (cartIds.length !== 1) throw new Error(`run ${run} ended in ${cartIds.length} carts`)
  const stored = await selectCart(store.db, tenant.id, only)
  const lines = stored === undefined ? [] : visibleLines(stored.cart)
  const after: Record<string, number> = {}
  for (const { variantId, qty } of lines) after[variantId] = (after[variantId] ?? 0) + qty
  return { before, after, lineCount: lines.length }
}
