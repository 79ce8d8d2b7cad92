import { randomUUID } from 'node:crypto'
import {
  cartIdSchema,
  checkoutIdSchema,
  clientIdSchema,
  emptyCart,
  lineId,
  locationIdSchema,
  mutationUidSchema,
  variantIdSchema,
  visibleLines,
  type Cart,
  type CartOp,
  type ClientId,
  type Verdict,
} from '@tote/protocol'
import { onTestFinished } from 'vitest'
import { cancelCheckout, sweepCheckouts } from '../checkouts/end-checkout.ts'
import { openCheckout, type Opened } from '../checkouts/open-checkout.ts'
import { placeOrder } from '../checkouts/place-order.ts'
import { mutateCart, type CartSpeaker, type Mutated } from '../carts/mutate-cart.ts'
import { tenantFileOf } from '../tenant-fixtures.ts'
import { applyTenantFile } from '../store/apply-tenant.ts'
import { insertCart, selectCart } from '../store/cart-store.ts'
import type { Store } from '../store/store.ts'
import { findTenant, type Tenant } from '../store/tenant-store.ts'
import { sweepHolds } from './sweep-holds.ts'

export const MINUTE = 60_000
const variant = (id: string, stock: Record<string, number>) => ({ id, title: id, price: 1000, stock })

/** One product in each mode, a warehouse and a store, where there is one of each unless told otherwise. */
export const goods = (
  count: number,
  { inStore = 1, ...changes }: Record<string, unknown> & { readonly inStore?: number } = {},
) =>
  tenantFileOf({
    holdMinutes: 10,
    checkoutMinutes: 15,
    discountCodes: [
      { code: 'TEN', discount: { kind: 'percent', percent: 10 } },
      { code: 'ONCE', discount: { kind: 'amount', amount: 300 }, maxUses: 1 },
    ],
    catalogue: {
      currency: 'EUR',
      locations: [
        { id: 'rue', name: 'Rue Verte', kind: 'store' },
        { id: 'warehouse', name: 'Warehouse', kind: 'warehouse' },
      ],
      products: (['none', 'track', 'on_checkout', 'on_cart'] as const).map((inventoryMode) => ({
        id: inventoryMode,
        title: inventoryMode,
        inventoryMode,
        variants: [variant(inventoryMode, { warehouse: count, rue: inStore })],
      })),
    },
    ...changes,
  })

/** A shop on a store of its own, with a clock that the test moves. */
export class Shop {
  readonly store: Store
  readonly tenant: Tenant
  nowMs = 1_000_000

  constructor(store: Store, tenant: Tenant) {
    this.store = store
    this.tenant = tenant
  }

  static async open(store: Store, file = goods(5)): Promise<Shop> {
    onTestFinished(() => store.close())
    await store.transaction((trx) => applyTenantFile(trx, file, 1))
    const tenant = await findTenant(store.db, file.id)
    if (tenant === undefined) throw new Error('the tenant was just applied')
    return new Shop(store, tenant)
  }

  async shopper(from: Pick<CartSpeaker, 'channel'> = {}): Promise<Buyer> {
    const cart = emptyCart(cartIdSchema.parse(randomUUID()), 'EUR')
    await insertCart(this.store.db, this.tenant.id, { cart, nowMs: this.nowMs })
    return new Buyer(this, { tenant: this.tenant, journeyId: randomUUID(), cartId: cart.id, ...from })
  }

  /** On hand and held, all locations together. */
  async stockOf(variantId: string): Promise<[onHand: number, held: number]> {
    const rows = await this.store.db
      .selectFrom('stock')
      .selectAll()
      .where('variant_id', '=', variantId)
      .execute()
    return [rows.reduce((sum, row) => sum + row.on_hand, 0), rows.reduce((sum, row) => sum + row.held, 0)]
  }

  async sweep() {
    return [...(await sweepCheckouts(this.store, this.nowMs)), ...(await sweepHolds(this.store, this.nowMs))]
  }

  order(opened: Opened, externalRef: string = randomUUID()) {
    return placeOrder(this.store, this.tenant, { checkoutId: idOf(opened), externalRef, nowMs: this.nowMs })
  }
}

export class Buyer {
  readonly shop: Shop
  readonly speaker: CartSpeaker
  readonly #clientId: ClientId = clientIdSchema.parse(randomUUID())
  #mid = 0

  constructor(shop: Shop, speaker: CartSpeaker) {
    this.shop = shop
    this.speaker = speaker
  }

  mutate(op: CartOp): Promise<Mutated> {
    this.#mid += 1
    const mutation = { mid: this.#mid, uid: mutationUidSchema.parse(randomUUID()), op, at: 0 }
    return mutateCart(this.shop.store, this.speaker, {
      message: {
        cartId: cartIdSchema.parse(this.speaker.cartId),
        clientId: this.#clientId,
        sentAt: 0,
        muts: [mutation],
      },
      nowMs: this.shop.nowMs,
    })
  }

  async do(op: CartOp): Promise<Verdict> {
    const [verdict] = (await this.mutate(op)).answer.results
    if (verdict === undefined) throw new Error('one operation, one verdict')
    return verdict
  }

  add(variantId: string, qty = 1): Promise<Verdict> {
    return this.do({ op: 'addLine', variantId: variantIdSchema.parse(variantId), qty })
  }

  set(variantId: string, qty: number): Promise<Verdict> {
    return this.do({ op: 'setQuantity', lineId: lineIdOf(variantId), qty })
  }

  pickUp(locationId: string): Promise<Verdict> {
    const fulfilment = { kind: 'pickup', locationId: locationIdSchema.parse(locationId) } as const
    return this.do({ op: 'setFulfillment', fulfilment })
  }

  async cart(): Promise<Cart> {
    const stored = await selectCart(this.shop.store.db, this.shop.tenant.id, this.speaker.cartId)
    if (stored === undefined) throw new Error('the cart is gone')
    return stored.cart
  }

  async quantities(): Promise<Record<string, number>> {
    return Object.fromEntries(visibleLines(await this.cart()).map((line) => [line.variantId, line.qty]))
  }

  async checkout(): Promise<Opened> {
    const { id, rev } = await this.cart()
    return openCheckout(this.shop.store, this.speaker, {
      message: { cartId: id, rev },
      nowMs: this.shop.nowMs,
      newId: randomUUID,
    })
  }

  cancel(opened: Opened) {
    const { cartId } = this.speaker
    const checkoutId = checkoutIdSchema.parse(idOf(opened))
    return cancelCheckout(this.shop.store, this.shop.tenant.id, {
      cartId,
      checkoutId,
      nowMs: this.shop.nowMs,
    })
  }
}

export const lineIdOf = (variantId: string) => lineId({ variantId: variantIdSchema.parse(variantId) })

export function idOf({ answer }: Opened): string {
  if (!answer.ok) throw new Error(`not opened: ${JSON.stringify(answer.problems)}`)
  return answer.checkout.id
}
