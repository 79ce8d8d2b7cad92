import {
  toDiscountCode,
  type Cart,
  type CartLine,
  type CartOp,
  type CountedWorld,
  type Discount,
  type Fulfilment,
  type LocationId,
  type VariantFacts,
} from '@tote/protocol'
import { readSoldFacts, type SoldFacts } from '../catalogue/catalogue.ts'
import { selectDiscounts } from '../store/discount-store.ts'
import { selectHolds, type StoredHold } from '../store/hold-store.ts'
import { countLines } from '../drops/count-lines.ts'
import { selectLevels } from '../store/stock-store.ts'
import { readPointsCode } from '../loyalty/points-code.ts'
import { pointsDiscount } from '../loyalty/points-ledger.ts'
import { selectPickups } from '../store/location-store.ts'
import { selectWaiting } from '../store/waiting-store.ts'
import type { Db } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { StockBook } from '../stock/stock-book.ts'
import { toCalled } from '../waitlist/to-called.ts'

/** Everything the cart's rule asks that is not in the cart, read once for a transaction. */
export class LockedWorld implements CountedWorld {
  readonly nowMs: number
  readonly book: StockBook
  /** What the cart had set aside when the transaction began. */
  readonly holds: readonly StoredHold[]
  /** Until when it is this cart's turn for a variant. */
  readonly turns: ReadonlyMap<string, number>
  /** Variants that are given out by turns. */
  readonly dropped: ReadonlySet<string>
  readonly stock: CountedWorld['stock'] = {
    free: (...asked) => this.#free(...asked),
    isHeldInCart: (id) => this.mode(id) === 'on_cart',
  }
  readonly #sold: ReadonlyMap<string, SoldFacts>
  readonly #discounts: ReadonlyMap<string, Discount>
  readonly #pickups: ReadonlySet<string>

  constructor(facts: {
    nowMs: number
    book: StockBook
    holds: readonly StoredHold[]
    turns: ReadonlyMap<string, number>
    dropped: ReadonlySet<string>
    sold: ReadonlyMap<string, SoldFacts>
    discounts: ReadonlyMap<string, Discount>
    pickups: ReadonlySet<string>
  }) {
    this.nowMs = facts.nowMs
    this.book = facts.book
    this.holds = facts.holds
    this.turns = facts.turns
    this.dropped = facts.dropped
    this.#sold = facts.sold
    this.#discounts = facts.discounts
    this.#pickups = facts.pickups
  }

  variant(id: string): VariantFacts | undefined {
    return this.#sold.get(id)
  }

  mode(id: string): SoldFacts['mode'] {
    // What is no longer in the catalogue is counted by nobody.
    return this.#sold.get(id)?.mode ?? 'none'
  }

  discount(code: string): Discount | undefined {
    return this.#discounts.get(code)
  }

  isPickup(id: LocationId): boolean {
    return this.#pickups.has(id)
  }

  #free(id: string, fulfilment: Fulfilment, lines: readonly CartLine[]): number | null {
    if (this.#sold.get(id)?.isSoldOut === true) return 0
    return this.mode(id) === 'none'
      ? null
      : this.book.free(id, fulfilment, new Set(lines.map((line) => line.id)))
  }
}

/**
 * Reads what the operations on this cart can ask. Goods that are held in carts have their stock locked, so
 * that what the rule decides on is still so when it is written; the cart's own row is locked before.
 */
export async function readWorld(
  db: Db,
  tenant: Tenant,
  { cart, ops, nowMs }: { cart: Cart; ops: readonly CartOp[]; nowMs: number },
): Promise<LockedWorld> {
  const isAboutGoods = ops.some(({ op }) => !ABOUT_META.has(op))
  const added = ops.flatMap((op) => (op.op === 'addLine' ? [op.variantId] : []))
  const variantIds = isAboutGoods ? [...new Set([...cart.lines.map((line) => line.variantId), ...added])] : []
  const codes = ops.flatMap((op) => (op.op === 'applyDiscountCode' ? [toDiscountCode(op.code)] : []))
  const discounts = await selectDiscounts(db, tenant.id, { codes, nowMs })
  for (const code of codes) {
    const points = readPointsCode(code)
    const discount = points === null ? null : await pointsDiscount(db, tenant, { cart, points })
    if (discount !== null) discounts.set(code, discount)
  }
  const isMoving = ops.some(({ op }) => op === 'setFulfillment')
  const sold = await readSoldFacts(db, tenant, variantIds)
  const waiting = variantIds.length === 0 ? [] : await selectWaiting(db, tenant.id, cart.id)
  const turns = new Map(
    waiting.flatMap(({ variantId, turn }) => (turn === null ? [] : [[variantId, turn.untilMs] as const])),
  )
  // A turn that was taken is held for its line, whatever the product's policy is.
  const taken = new Set<string>(
    cart.lines.flatMap(({ variantId, hold }) => (hold === undefined || hold.isOver ? [] : [variantId])),
  )
  const isHeld = (id: string) => sold.get(id)?.mode === 'on_cart' || taken.has(id) || turns.has(id)
  const isCounted = (mode: SoldFacts['mode']) => mode === 'track' || mode === 'on_checkout'
  const held = variantIds.filter((id) => sold.has(id) && isHeld(id))
  const counted = variantIds.filter((id) => !isHeld(id) && isCounted(sold.get(id)?.mode ?? 'none'))
  const levels = [
    ...(await selectLevels(db, tenant.id, { variantIds: held, isLocked: true })),
    ...(await selectLevels(db, tenant.id, { variantIds: counted, isLocked: false })),
  ]
  const holds = held.length === 0 ? [] : await selectHolds(db, tenant.id, cart.id)
  // Once the stock is locked: who joined before it was is counted.
  const lines = await countLines(db, tenant.id, [...held, ...counted])
  return new LockedWorld({
    nowMs,
    book: new StockBook(levels, holds, { called: toCalled(waiting), waiting: lines.waiting }),
    holds,
    turns,
    dropped: lines.dropped,
    sold,
    discounts,
    pickups: isMoving ? await selectPickups(db, tenant.id) : new Set(),
  })
}

/** Of what is only wished nothing is counted, held or given out by turns: it has to be sold at all. */
export async function readWishWorld(
  db: Db,
  tenant: Tenant,
  { cart, ops, nowMs }: { cart: Cart; ops: readonly CartOp[]; nowMs: number },
): Promise<LockedWorld> {
  const added = ops.flatMap((op) => (op.op === 'addLine' ? [op.variantId] : []))
  const facts = await readSoldFacts(db, tenant, [...cart.lines.map((line) => line.variantId), ...added])
  const sold = new Map(
    [...facts].map(([id, fact]) => [id, { ...fact, isSoldOut: false, mode: 'none' as const }]),
  )
  return new LockedWorld({
    nowMs,
    book: new StockBook([], []),
    holds: [],
    turns: new Map(),
    dropped: new Set(),
    sold,
    discounts: new Map(),
    pickups: new Set(),
  })
}

/** These ask nothing of goods. */
const ABOUT_META: ReadonlySet<CartOp['op']> = new Set(['setNote', 'applyDiscountCode', 'removeDiscountCode'])
