import {
  cueSchema,
  showIdSchema,
  type Cue,
  type CueIntent,
  type ShowEvent,
  type ShowId,
} from '@tote/protocol'
import { changePrices } from '../catalogue/catalogue.ts'
import {
  insertPriceEnds,
  selectDuePrices,
  takeDuePrices,
  takePriceEnds,
  type DuePrices,
} from '../store/price-end-store.ts'
import { appendEvent } from '../store/show-store.ts'
import type { Db, Store } from '../store/store.ts'
import { findTenant, type Tenant } from '../store/tenant-store.ts'

/**
 * The hub sells at a price this much longer than pictures show it: who adds in its last second has it, however far behind
 * live the picture is. As far as a live window reaches.
 */
const GRACE_MS = 30_000

/** Enough for a rundown that ends many at once, few enough to leave shoppers the database. */
const MOST_AT_ONCE = 100

type PriceIntent = Extract<CueIntent, { kind: 'changePrice' }>
type PriceCue = Extract<Cue, { kind: 'priceChanged' }>

/**
 * Sets the prices, remembers what is back when they end, and gives the cue. Run in the transaction that logs it.
 * @throws ToteError `invalid` when a variant is not one of the product's.
 */
export async function setPrices(
  db: Db,
  tenant: Tenant,
  { showId, intent, at }: { showId: ShowId; intent: PriceIntent; at: number },
): Promise<PriceCue> {
  const { productId, lastsMs } = intent
  const variantIds = intent.prices.map(({ variantId }) => variantId)
  // A price that was to end by itself is not what stands before: what it was to end at is.
  const ending = new Map(
    (await takePriceEnds(db, tenant.id, variantIds)).map(({ variantId, price }) => [variantId, price]),
  )
  const changes = await changePrices(db, tenant, intent)
  const before = new Map(changes.map(({ variantId, was }) => [variantId, was]))
  const prices = intent.prices.map(({ variantId, price }) => {
    const was = before.get(variantId) ?? price
    const after = ending.get(variantId) ?? was
    return { variantId, price, was, ...(lastsMs === undefined || after === was ? {} : { after }) }
  })
  if (lastsMs === undefined) return { kind: 'priceChanged', productId, prices }
  const endsAt = at + lastsMs
  await insertPriceEnds(db, {
    tenantId: tenant.id,
    showId,
    productId,
    endsAt,
    dueAt: endsAt + GRACE_MS,
    after: prices.map(({ variantId, was, after = was }) => ({ variantId, price: after })),
  })
  return { kind: 'priceChanged', productId, prices, lastsMs }
}

/** What a sweep logged, for those who follow the show. */
export interface EndedPrices {
  readonly tenant: Tenant
  readonly showId: ShowId
  readonly event: ShowEvent
}

/** Sells at the prices of before again where their time is over, and logs it at the moment it was over for the picture. */
export async function sweepPrices(store: Store, nowMs: number): Promise<EndedPrices[]> {
  const ended: EndedPrices[] = []
  for (const due of await selectDuePrices(store.db, { nowMs, most: MOST_AT_ONCE })) {
    const tenant = await findTenant(store.db, due.tenantId)
    if (tenant === undefined) continue
    const event = await store.transaction((trx) => endPrices(trx, tenant, { due, nowMs }))
    if (event !== null) ended.push({ tenant, showId: showIdSchema.parse(due.showId), event })
  }
  return ended
}

async function endPrices(
  db: Db,
  tenant: Tenant,
  { due, nowMs }: { due: DuePrices; nowMs: number },
): Promise<ShowEvent | null> {
  const { showId, productId, endsAt } = due
  const after = await takeDuePrices(db, due)
  if (after.length === 0) return null
  const changes = await changePrices(db, tenant, { productId, prices: after })
  const cue = cueSchema.parse({ kind: 'priceChanged', productId, prices: changes })
  return appendEvent(db, tenant.id, { showId, at: endsAt, cue, nowMs })
}
