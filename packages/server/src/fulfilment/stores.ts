import {
  quantityOf,
  visibleLines,
  type Cart,
  type LocationId,
  type PickupStore,
  type StoreHours,
  type StoresAnswer,
  type Upcoming,
} from '@tote/protocol'
import { readSoldFacts, type SoldFacts } from '../catalogue/catalogue.ts'
import { StockBook } from '../stock/stock-book.ts'
import { selectCart } from '../store/cart-store.ts'
import { selectHolds } from '../store/hold-store.ts'
import { countWaiting } from '../store/line-store.ts'
import { selectPickupStores } from '../store/location-store.ts'
import { selectStoreFacts } from '../store/store-facts-store.ts'
import { selectLevels } from '../store/stock-store.ts'
import type { Db, Store } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { selectWaiting } from '../store/waiting-store.ts'
import { toCalled } from '../waitlist/to-called.ts'
import { daysUntil, hoursOfDays, nextOpening, openSpan, readyAt } from './opening-hours.ts'
import type { StoreFacts } from './store-facts.ts'

/** Where shoppers can pick up. */
export interface Stores {
  /** Each store with its hours, and what of this cart is there. */
  tell(tenant: Tenant, cartId: string): Promise<StoresAnswer>
}

/** Times are told to the minute, and working them out takes most of a millisecond a store. */
const MINUTE_MS = 60_000

export function createStores({ store, now }: { store: Pick<Store, 'db'>; now: () => number }): Stores {
  const known = new Map<string, { readonly minute: number; readonly hours: StoreHours | undefined }>()
  return {
    async tell(tenant, cartId) {
      const { db } = store
      const [all, cart] = [await selectPickupStores(db, tenant.id), await selectCart(db, tenant.id, cartId)]
      const facts = await selectStoreFacts(
        db,
        tenant.id,
        all.map(({ id }) => id),
      )
      const basketAt = cart === undefined ? undefined : await readBasket(db, tenant, cart.cart)
      return {
        stores: all.map(({ id, name }): PickupStore => {
          const { address, geo } = facts.get(id) ?? {}
          const hours = hoursOf(`${tenant.id} ${id}`, facts.get(id))
          return {
            id,
            name,
            ...(address === undefined ? {} : { address }),
            ...(geo === undefined ? {} : { geo }),
            ...(hours === undefined ? {} : { hours }),
            ...(basketAt?.(id) ?? { basket: 'all', missing: [] }),
            ...(tenant.sendsLines ? { sendsLines: true } : {}),
          }
        }),
      }
    },
  }

  function hoursOf(key: string, facts: StoreFacts | undefined): StoreHours | undefined {
    const at = now()
    const minute = Math.floor(at / MINUTE_MS)
    const kept = known.get(key)
    if (kept?.minute === minute) return kept.hours
    const hours = facts && toStoreHours(facts, at)
    known.set(key, { minute, hours })
    return hours
  }
}

/** Undefined for a store that says nothing of its hours. */
function toStoreHours(facts: StoreFacts, at: number): StoreHours | undefined {
  const { timeZone } = facts
  const [today] = hoursOfDays(facts, at, 1)
  if (timeZone === undefined || today === undefined) return undefined
  const upcoming = (moment: number | null): Upcoming | undefined =>
    moment === null ? undefined : { at: moment, inDays: daysUntil(timeZone, at, moment) }
  const openUntil = upcoming(openSpan(facts, at)?.closesAt ?? null)
  const opens = openUntil === undefined ? upcoming(nextOpening(facts, at)) : undefined
  const ready = upcoming(readyAt(facts, at))
  return {
    timeZone,
    today: [...today.spans],
    ...(openUntil === undefined ? {} : { openUntil }),
    ...(opens === undefined ? {} : { opens }),
    ...(ready === undefined ? {} : { ready }),
  }
}

/** What of the cart could be had at a store: by the same book that decides when it is asked for. */
async function readBasket(
  db: Db,
  tenant: Tenant,
  cart: Cart,
): Promise<(locationId: LocationId) => Pick<PickupStore, 'basket' | 'missing'>> {
  const variantIds = [...new Set(visibleLines(cart).map((line) => line.variantId))]
  const sold = await readSoldFacts(db, tenant, variantIds)
  const levels = await selectLevels(db, tenant.id, { variantIds, isLocked: false })
  const holds = await selectHolds(db, tenant.id, cart.id)
  const waiting = await countWaiting(db, tenant.id, variantIds)
  const called = toCalled(await selectWaiting(db, tenant.id, cart.id))
  const book = new StockBook(levels, holds, { called, waiting })
  // What is sent all the same is asked of no store.
  const fetched = visibleLines(cart).filter(
    ({ isSent, merchantId }) => isSent !== true && merchantId === undefined,
  )
  const wanting = new Set<string>(fetched.map(({ id }) => id))
  return (locationId) => {
    const wishes = [...new Set(fetched.map(({ variantId }) => variantId))].map((variantId) => {
      const wanted = quantityOf({ ...cart, lines: fetched }, variantId)
      const free = freeAt(sold.get(variantId), () =>
        book.free(variantId, { kind: 'pickup', locationId }, wanting),
      )
      return { variantId, wanted, free: free === null ? wanted : Math.min(free, wanted) }
    })
    const missing = wishes.filter(({ wanted, free }) => free < wanted)
    const isNone = missing.length > 0 && wishes.every(({ free }) => free === 0)
    return {
      basket: missing.length === 0 ? 'all' : isNone ? 'none' : 'some',
      missing: missing.map(({ variantId, free }) => ({ variantId, free })),
    }
  }
}

function freeAt(sold: SoldFacts | undefined, count: () => number): number | null {
  if (sold === undefined || !sold.isActive || sold.isSoldOut) return 0
  return sold.mode === 'none' ? null : count()
}
