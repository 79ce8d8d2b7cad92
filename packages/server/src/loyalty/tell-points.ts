import { cartCost, money, type PointsAnswer } from '@tote/protocol'
import { selectCart } from '../store/cart-store.ts'
import { selectJourney } from '../store/journey-store.ts'
import { selectAccount, selectEntries } from '../store/points-store.ts'
import type { Db } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { mostToSpend } from './loyalty-rules.ts'
import { ownWithoutPoints } from './points-ledger.ts'

/** More than these nobody looks through in a widget. */
const MOST_ENTRIES = 20

/** What a shopper has, how they came by it, and what they may do with it in the cart they have now. */
export async function tellPoints(db: Db, tenant: Tenant, journeyId: string): Promise<PointsAnswer> {
  const { loyalty } = tenant
  if (loyalty === null) return { points: null }
  const { perUnit, watch, spend } = loyalty
  const terms = {
    perUnit,
    ...(watch === undefined ? {} : { watch }),
    ...(spend === undefined
      ? {}
      : { worth: { points: spend.points, amount: money(spend.amount, tenant.currencyCode) } }),
  }
  const journey = await selectJourney(db, tenant.id, journeyId)
  if (journey?.shopperId == null) return { points: { isSignedIn: false, ...terms } }
  const key = { tenantId: tenant.id, shopperId: journey.shopperId }
  const { balance, held } = await selectAccount(db, key)
  const stored = await selectCart(db, tenant.id, journey.cartId)
  const total = stored === undefined ? 0 : cartCost(ownWithoutPoints(stored.cart)).total
  const entries = await selectEntries(db, key, MOST_ENTRIES)
  return {
    points: {
      isSignedIn: true,
      ...terms,
      balance: balance - held,
      spendable: mostToSpend(loyalty, { free: balance - held, total }),
      entries: entries.map(({ kind, points, at }) => ({ kind, points, at })),
    },
  }
}
