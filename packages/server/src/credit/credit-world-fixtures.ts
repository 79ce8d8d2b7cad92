import { randomUUID } from 'node:crypto'
import { cartIdSchema, emptyCart, showIdSchema, variantIdSchema, type CreditRule } from '@tote/protocol'
import { Buyer, goods, idOf, Shop } from '../stock/shop-fixtures.ts'
import { insertCart } from '../store/cart-store.ts'
import { insertJourney } from '../store/journey-store.ts'
import type { Store } from '../store/store.ts'
import { insertSeen } from '../store/touch-store.ts'
import { BRAND } from '../tenant-fixtures.ts'
import { readCredit, type CreditEntry } from './credit-entries.ts'
import { creditReport } from './credit-report.ts'
import { refundOrder } from './refund-order.ts'

/** When a test begins: late enough that a month before it there was time. */
const NOW = 1_790_000_000_000
export const DAY = 86_400_000

const show = (id: string, status: string, host: string, cues: unknown[] = []) => ({
  id,
  title: `The ${id}`,
  status,
  host,
  startsAt: NOW - DAY,
  cues,
})

const pin = (atSeconds: number) => ({ atSeconds, cue: { kind: 'productPinned', productId: 'none' } })

/** A live show that has brought a product, one that brought it twice, a replay, and one in rehearsal. */
const shows = [
  show('spring', 'live', 'Lea', [pin(60)]),
  show('autumn', 'ended', 'Noa', [pin(60), pin(120)]),
  show('winter', 'ended', 'Noa'),
  show('soon', 'scheduled', 'Lea'),
]

/** A shop with shows, and what is credited to them. */
export class CreditWorld {
  readonly shop: Shop

  constructor(shop: Shop) {
    this.shop = shop
  }

  static async open(store: Store, changes: Record<string, unknown> = {}): Promise<CreditWorld> {
    const shop = await Shop.open(store, goods(1000, { shows, ...changes }))
    shop.nowMs = NOW
    return new CreditWorld(shop)
  }

  get db() {
    return this.shop.store.db
  }

  get tenantId() {
    return this.shop.tenant.id
  }

  async viewer(channel: string | null = BRAND): Promise<Viewer> {
    const cart = emptyCart(cartIdSchema.parse(randomUUID()), 'EUR')
    const journeyId = randomUUID()
    await insertCart(this.db, this.tenantId, { cart, nowMs: this.shop.nowMs })
    await insertJourney(this.db, this.tenantId, { id: journeyId, cartId: cart.id, nowMs: this.shop.nowMs })
    return new Viewer(this, { tenant: this.shop.tenant, journeyId, cartId: cart.id, channel })
  }

  refund(
    checkoutId: string,
    refundRef: string,
    amount: number,
    lines: [variantId: string, quantity: number][] = [],
  ) {
    return refundOrder(this.shop.store, this.shop.tenant, {
      checkoutId,
      refundRef,
      amount,
      lines: lines.map(([variantId, quantity]) => ({ variantId, quantity })),
      nowMs: this.shop.nowMs,
    })
  }

  get #range() {
    return { from: 0, to: NOW + 400 * DAY }
  }

  async entries(rule?: CreditRule): Promise<CreditEntry[]> {
    const all: CreditEntry[] = []
    for await (const page of readCredit(this.db, this.shop.tenant, { rule, ...this.#range }))
      all.push(...page)
    return all
  }

  /** What each part of the ledger says, shortly. */
  async ledger(rule?: CreditRule) {
    return (await this.entries(rule)).map(({ sale, credit }) => ({
      variant: sale.variantId,
      kind: credit.kind,
      to: credit.showId ?? credit.storeId,
      on: credit.channel,
      amount: credit.amount,
    }))
  }

  report(rule?: CreditRule) {
    const { nowMs } = this.shop
    return creditReport(this.db, this.shop.tenant, { rule, ...this.#range, keepDays: 30, nowMs })
  }
}

/** A shopper in front of shows. */
export class Viewer extends Buyer {
  readonly world: CreditWorld

  constructor(world: CreditWorld, speaker: Buyer['speaker']) {
    super(world.shop, speaker)
    this.world = world
  }

  /** The same journey on another site. */
  on(channel: string | null): Viewer {
    return new Viewer(this.world, { ...this.speaker, channel })
  }

  addIn(showId: string, variantId: string, qty = 1) {
    return this.do({
      op: 'addLine',
      variantId: variantIdSchema.parse(variantId),
      qty,
      showId: showIdSchema.parse(showId),
    })
  }

  /** The picture shows a show, and in it a product; of this moment, if it is no replay. */
  async sees(showId: string, productId: string | null = null, picture?: number): Promise<void> {
    const { store, tenant, nowMs } = this.world.shop
    const { journeyId, channel } = this.speaker
    const seen = {
      tenantId: tenant.id,
      journeyId,
      showId,
      channel: channel ?? '',
      productId,
      nowMs,
      picture: picture ?? nowMs,
    }
    await store.transaction((trx) => insertSeen(trx, store.engine, [seen]))
  }

  async buys(orderRef: string = randomUUID()): Promise<string> {
    const opened = await this.checkout()
    await this.world.shop.order(opened, orderRef)
    return idOf(opened)
  }

  touches() {
    return this.world.db
      .selectFrom('touch')
      .select(['kind', 'show_id', 'channel', 'item'])
      .where('journey_id', '=', this.speaker.journeyId)
      .orderBy('kind')
      .orderBy('item')
      .execute()
  }
}
