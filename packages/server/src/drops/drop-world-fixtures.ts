import { randomUUID } from 'node:crypto'
import {
  productIdSchema,
  showIdSchema,
  variantIdSchema,
  type DropEnterAnswer,
  type Wait,
} from '@tote/protocol'
import { dropEntrySchema, verifyDropLog, type DropEntry, type DropId } from '@tote/protocol/drops'
import type { Buyer, Shop } from '../stock/shop-fixtures.ts'
import { findDrop, selectLog } from '../store/drop-store.ts'
import { serve, waitsOf } from '../waitlist/waiting-shopper-fixtures.ts'
import { advanceDrops } from './advance-drop.ts'
import { announceDrop, endDrop } from './announce-drop.ts'
import { createDropDoor, type DropDoor } from './drop-door.ts'
import { leaveDrop } from './leave-drop.ts'
import { sha256 } from './sha-256.ts'

export const WINDOW_MS = 5000
export const HOLD_MS = 120_000
const showId = showIdSchema.parse('evening')

/** A drop of a shop's only variant in this mode, announced now. */
export class DropWorld {
  readonly shop: Shop
  readonly id: DropId
  readonly mode: string
  readonly opensAt: number
  readonly #door: DropDoor

  constructor(shop: Shop, facts: { id: DropId; mode: string; opensAt: number }) {
    this.shop = shop
    this.id = facts.id
    this.mode = facts.mode
    this.opensAt = facts.opensAt
    this.#door = createDropDoor(shop.store)
  }

  static async announce(
    shop: Shop,
    mode: string,
    { inMs = 60_000, perShopper = 1 } = {},
  ): Promise<DropWorld> {
    // As the hub makes them.
    const id = randomUUID() as DropId
    const opensAt = shop.nowMs + inMs
    await shop.store.transaction((trx) =>
      announceDrop(trx, shop.tenant, {
        showId,
        intent: {
          kind: 'announceDrop',
          productId: productIdSchema.parse(mode),
          variantId: variantIdSchema.parse(mode),
          perShopper,
          holdMs: HOLD_MS,
          windowMs: WINDOW_MS,
        },
        id,
        opensAt,
        nowMs: shop.nowMs,
      }),
    )
    return new DropWorld(shop, { id, mode, opensAt })
  }

  /** The moment of its opening. */
  open(): this {
    this.shop.nowMs = this.opensAt
    return this
  }

  /** The window is over, and the hub has swept. */
  async draw(): Promise<void> {
    this.shop.nowMs = this.opensAt + WINDOW_MS
    await this.sweep()
  }

  async sweep(): Promise<void> {
    await advanceDrops(this.shop.store, this.shop.nowMs)
    await serve(this.shop)
    await advanceDrops(this.shop.store, this.shop.nowMs)
  }

  enter({ speaker }: Buyer, id: string = randomUUID()): Promise<DropEnterAnswer> {
    return this.#door.enter(speaker, { dropId: this.id, id, nowMs: this.shop.nowMs })
  }

  leave({ speaker }: Buyer) {
    return leaveDrop(this.shop.store, speaker, { dropId: this.id, nowMs: this.shop.nowMs })
  }

  end(show: string = showId) {
    return this.shop.store.transaction((trx) =>
      endDrop(trx, this.shop.tenant, {
        showId: showIdSchema.parse(show),
        dropId: this.id,
        nowMs: this.shop.nowMs,
      }),
    )
  }

  /** What the shopper is told of it. */
  async told(buyer: Buyer): Promise<Extract<Wait, { dropId: DropId }> | null> {
    for (const wait of await waitsOf(buyer)) if ('dropId' in wait && wait.dropId === this.id) return wait
    return null
  }

  async log(): Promise<DropEntry[]> {
    const row = await findDrop(this.shop.store.db, this.id)
    if (row === undefined) throw new Error('it was announced')
    const entries: DropEntry[] = []
    let page: string[]
    do {
      page = await selectLog(this.shop.store.db, row, entries.length)
      entries.push(...page.map((text) => dropEntrySchema.parse(JSON.parse(text))))
    } while (page.length > 0)
    return entries
  }

  /** The kinds of the log's entries, once it is seen to hold with these receipts. */
  async proven(receipts: readonly { n: number; hash: string }[] = []): Promise<string[]> {
    const entries = await this.log()
    const verdict = verifyDropLog(entries, { sha256, receipts })
    if (!verdict.ok) throw new Error(`entry ${verdict.n} ${verdict.why}`)
    return entries.map(({ kind }) => kind)
  }
}
