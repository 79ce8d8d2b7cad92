import { ShopError } from '@tote/commerce'
import type { MerchantId, VariantId } from '@tote/protocol'
import type { Logger } from 'pino'
import { claimAskedCheckouts, type AskedCheckout } from '../store/shop-checkout-store.ts'
import {
  claimShops,
  noteFailed,
  noteRead,
  releaseShop,
  type ClaimedShop,
  type ShopKey,
} from '../store/shop-store.ts'
import type { Store } from '../store/store.ts'
import { findTenant } from '../store/tenant-store.ts'
import { createCartKeeper } from './keep-carts.ts'
import { readCounts, readShop } from './read-shop.ts'
import type { Shop, ShopPlatform } from './shop.ts'
import { startLoop } from './start-loop.ts'
import { takeOrder, type TellChange } from './take-order.ts'
import { toShopError } from './to-shop-error.ts'

export interface ShopsDeps {
  readonly store: Store
  /** Of every tenant whose file this node was given. */
  readonly shops: readonly Shop[]
  readonly now: () => number
  readonly random: () => number
  readonly log: Logger
  readonly tell: TellChange
}

export interface Shops {
  of(tenantId: string, merchantId: MerchantId | null): Shop | undefined
  /** Asks how many there are of these, and counts them so. @throws ShopError */
  countNow(platform: ShopPlatform, variantIds: readonly VariantId[]): Promise<void>
  /** As `countNow`, within a second, together with what else is asked for by then. */
  countSoon(platform: ShopPlatform, variantIds: readonly VariantId[]): void
  /** Reads catalogues whose time has come. Returns how many. */
  readDue(): Promise<number>
  /** Asks for orders that nobody told. Returns how many check-outs were asked about. */
  askOrders(): Promise<number>
  countWaiting(): Promise<void>
  /** Tells shops that keep a copy of each cart how carts are. Returns how many were due. */
  keepCarts(): Promise<number>
  /** Goes on by itself until stopped. */
  start(): void
  /** Gives up what is under way, and resolves when nothing is any more. */
  stop(): Promise<void>
}

const SECOND = 1000
const MINUTE = 60 * SECOND
/** What a shopper did is in the shop's copy within a second. */
const CARTS_EVERY_MS = 500
/** A shop of thousands of products is read page by page. */
const READ_WITHIN_MS = 4 * MINUTE
/** Above the time a reading may take: what a node that dies was reading is read by another after this. */
const LEASE_MS = 5 * MINUTE
/** One question; the shop's answer decides nothing that a shopper waits for. */
const ANSWER_WITHIN_MS = 10 * SECOND
/** A shop that is away is asked again after this, then twice as long each time, and never more seldom than one that is there. */
const RETRY_MS = 5 * SECOND
const JITTER = 0.1

/** Keeps the tenants' catalogues, counts and orders as their shops have them. On any number of nodes: each shop is read by one at a time. */
export function createShops({ store, shops, now, random, log, tell }: ShopsDeps): Shops {
  const byKey = new Map(shops.map((shop) => [keyOf(shop), shop]))
  const tenantIds = [
    ...new Set(shops.flatMap(({ tenantId, platform }) => (platform === null ? [] : [tenantId]))),
  ]
  const waiting = new Map<ShopPlatform, Set<VariantId>>()
  const stopping = new AbortController()
  const reading = new Set<Promise<void>>()
  const keepCarts = createCartKeeper({ store, shops, now, log, tell, signalFor })
  let stops: (() => Promise<void>)[] = []

  return {
    of: (tenantId, merchantId) => byKey.get(keyOf({ tenantId, merchantId })),
    countNow,
    countSoon,
    readDue,
    askOrders,
    countWaiting,
    keepCarts,
    start() {
      if (tenantIds.length === 0) return
      const onError = (error: unknown) => log.error({ err: error }, 'shops could not be kept')
      // A shop that takes minutes to be read does not hold up the others.
      stops = [startReading, askOrders, countWaiting].map((run) =>
        startLoop(run, { everyMs: SECOND, onError }),
      )
      stops.push(startLoop(keepCarts, { everyMs: CARTS_EVERY_MS, onError }))
    },
    async stop() {
      stopping.abort()
      await Promise.all(stops.map((stop) => stop()))
      await Promise.all(reading)
    },
  }

  async function readDue(): Promise<number> {
    const started = await startReading()
    await Promise.all(started)
    return started.length
  }

  async function startReading(): Promise<Promise<void>[]> {
    if (tenantIds.length === 0) return []
    const claimed = await store.transaction((trx) =>
      claimShops(trx, { nowMs: now(), leaseMs: LEASE_MS, tenantIds }),
    )
    return claimed.map((one) => {
      const run = read(one)
        .catch((error: unknown) => log.error({ err: error }, 'how a shop was read could not be noted'))
        .finally(() => reading.delete(run))
      reading.add(run)
      return run
    })
  }

  async function read(claimed: ClaimedShop): Promise<void> {
    const { tenantId, tries } = claimed
    const platform = byKey.get(keyOf(claimed))?.platform
    const about = aboutOf(claimed)
    if (platform == null) return
    const signal = signalFor(READ_WITHIN_MS)
    try {
      const stockChanged = await readShop({ store, now }, platform, signal)
      tell(tenantId, { delta: null, stockChanged })
      await noteRead(store.db, claimed, { nowMs: now(), nextAt: now() + platform.everyMs })
      if (tries > 0) log.info(about, 'the shop is back, and its catalogue was read')
    } catch (thrown) {
      if (stopping.signal.aborted) return releaseShop(store.db, claimed, now())
      const error = toShopError(thrown, signal) ?? thrown
      const waitMs = Math.min(platform.everyMs, RETRY_MS * 2 ** tries)
      // Whole, for PostgreSQL keeps no part of a millisecond.
      const afterMs = Math.ceil(Math.max(waitMs * (1 + JITTER * random()), retryAfter(error)))
      await noteFailed(store.db, claimed, { nowMs: now(), nextAt: now() + afterMs, problem: wordsOf(error) })
      tellFailure(error, { ...about, tries: tries + 1 }, 'a shop was not read: its last catalogue stays')
    }
  }

  async function countNow(platform: ShopPlatform, variantIds: readonly VariantId[]): Promise<void> {
    const signal = signalFor(ANSWER_WITHIN_MS)
    const stockChanged = await readCounts({ store, now }, platform, { variantIds, signal }).catch(
      (error: unknown) => {
        throw toShopError(error, signal) ?? error
      },
    )
    tell(platform.tenantId, { delta: null, stockChanged })
  }

  function countSoon(platform: ShopPlatform, variantIds: readonly VariantId[]): void {
    const known = waiting.get(platform) ?? new Set()
    for (const id of variantIds) known.add(id)
    if (known.size > 0) waiting.set(platform, known)
  }

  async function countWaiting(): Promise<void> {
    const due = [...waiting]
    waiting.clear()
    await Promise.all(
      due.map(([platform, variantIds]) =>
        countNow(platform, [...variantIds]).catch((error: unknown) =>
          // The next reading of the whole catalogue brings them.
          tellFailure(error, aboutOf(platform), 'a shop did not tell counts'),
        ),
      ),
    )
  }

  async function askOrders(): Promise<number> {
    const asked = await store.transaction((trx) => claimAskedCheckouts(trx, { nowMs: now(), tenantIds }))
    await Promise.all(asked.map(askOrder))
    return asked.length
  }

  async function askOrder(asked: AskedCheckout): Promise<void> {
    const { tenantId, merchantId, checkoutId, shopRef } = asked
    const platform = byKey.get(keyOf(asked))?.platform
    const tenant = await findTenant(store.db, tenantId)
    if (platform == null || tenant === undefined) return
    const signal = signalFor(ANSWER_WITHIN_MS)
    try {
      const order = await platform.adapter.readOrder(checkoutId, shopRef, signal)
      if (order === null) return
      const ordered = await takeOrder({ store, now, log, tell }, { tenant, merchantId }, order)
      // Ids of stock rows are those of variants.
      countSoon(platform, ordered as readonly VariantId[])
    } catch (error) {
      const why = toShopError(error, signal) ?? error
      tellFailure(why, { ...aboutOf(asked), checkout: checkoutId }, 'a shop did not tell of an order')
    }
  }

  function signalFor(ms: number): AbortSignal {
    return AbortSignal.any([stopping.signal, AbortSignal.timeout(ms)])
  }

  /** What only somebody can mend is an error; a shop that is away comes back by itself. */
  function tellFailure(error: unknown, about: Record<string, unknown>, says: string): void {
    const line = { ...about, why: wordsOf(error) }
    if (error instanceof ShopError && error.code === 'away') log.warn(line, says)
    else log.error(error instanceof ShopError ? line : { ...line, err: error }, says)
  }
}

function keyOf({ tenantId, merchantId }: ShopKey): string {
  return JSON.stringify([tenantId, merchantId])
}

/** For the log. */
function aboutOf({ tenantId, merchantId }: ShopKey): Record<string, string> {
  return { tenant: tenantId, ...(merchantId === null ? {} : { merchant: merchantId }) }
}

function retryAfter(error: unknown): number {
  return error instanceof ShopError ? (error.retryAfterMs ?? 0) : 0
}

/** A shop's error names no key and no shopper; what else failed is in the log alone. */
function wordsOf(error: unknown): string {
  return error instanceof ShopError ? `${error.code}: ${error.message}` : 'failed: see the log of the hub'
}
