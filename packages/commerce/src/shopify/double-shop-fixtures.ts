import { randomBytes } from 'node:crypto'
import { DISCOUNT } from '@tote/testkit/shops'
import {
  LOCATIONS,
  makeProducts,
  STORE,
  WAREHOUSE,
  type DoubleProduct,
  type DoubleVariant,
} from './double-goods-fixtures.ts'

export interface DoubleAttribute {
  readonly key: string
  readonly value: string
}

export interface DoubleLine {
  readonly id: string
  variant: DoubleVariant
  quantity: number
  attributes: readonly DoubleAttribute[]
}

export interface DoubleCart {
  readonly token: string
  readonly key: string
  readonly currency: string
  readonly lines: DoubleLine[]
  attributes: readonly DoubleAttribute[]
  codes: readonly string[]
  note: string
  delivery: { readonly deliveryMethod: readonly string[]; readonly pickupHandle: readonly string[] } | null
}

export interface DoubleOrder {
  readonly id: string
  readonly name: string
  readonly cartToken: string
  readonly currency: string
  readonly placedAtMs: number
  readonly attributes: readonly DoubleAttribute[]
  /** Minor units. */
  readonly total: number
  readonly lines: readonly (Pick<DoubleLine, 'variant' | 'quantity' | 'attributes'> & {
    readonly id: string
    readonly price: number
  })[]
  status: 'PAID' | 'PENDING' | 'VOIDED'
  isCancelled: boolean
}

export interface DoubleRefund {
  readonly id: string
  readonly order: DoubleOrder
  readonly amount: number
  readonly lines: readonly { readonly line: DoubleOrder['lines'][number]; readonly quantity: number }[]
  readonly atMs: number
}

/** What Shopify posts: the subject, and the body as documented for it. */
export type TellHub = (topic: string, body: Readonly<Record<string, unknown>>) => void

/** Minor units, as any shop adds at its check-out. */
const DELIVERY_PRICE = 490

/**
 * A small shop in memory that does what Shopify's documentation says of carts, counts and orders. It is a double, written by
 * us: what Shopify does beyond its documents is not in it.
 */
export class DoubleShop {
  readonly products: DoubleProduct[] = makeProducts()
  readonly carts = new Map<string, DoubleCart>()
  readonly orders: DoubleOrder[] = []
  readonly refunds: DoubleRefund[] = []
  /** Carts that were ever made. */
  made = 0
  #ids = 5000
  readonly #tell: TellHub

  constructor(tell: TellHub) {
    this.#tell = tell
  }

  nextId(): string {
    this.#ids += 1
    return String(this.#ids)
  }

  variant(id: string): DoubleVariant | undefined {
    return this.products.flatMap(({ variants }) => variants).find((variant) => variant.id === id)
  }

  /** What may be sold online. In this shop the store hands out what is picked up, so its units count too. */
  available({ stock }: DoubleVariant): number {
    return (stock.get(WAREHOUSE) ?? 0) + (stock.get(STORE) ?? 0)
  }

  makeCart(currency: string): DoubleCart {
    const cart: DoubleCart = {
      token: `Z2Nw${randomBytes(12).toString('hex')}`,
      key: randomBytes(16).toString('hex'),
      currency,
      lines: [],
      attributes: [],
      codes: [],
      note: '',
      delivery: null,
    }
    this.carts.set(cart.token, cart)
    this.made += 1
    return cart
  }

  /** By its whole id: without the right key there is no cart. */
  findCart(id: string): DoubleCart | undefined {
    const { token = '', key } =
      /^gid:\/\/shopify\/Cart\/(?<token>\w+)\?key=(?<key>\w+)$/.exec(id)?.groups ?? {}
    const cart = this.carts.get(token)
    return cart?.key === key ? cart : undefined
  }

  setStock(variantId: string, count: number): void {
    const variant = this.variant(variantId)
    if (variant === undefined) throw new Error(`no variant ${variantId}`)
    variant.stock.set(WAREHOUSE, count)
    variant.stock.set(STORE, 0)
    this.#tellStock(variant)
  }

  priceOf(variant: DoubleVariant, currency: string): number {
    return variant.prices[currency] ?? 0
  }

  /** Minor units taken off each line, in their order, by a code that takes off the whole: rounded once. */
  discounts({ lines, codes, currency }: DoubleCart): number[] {
    const sums = lines.map(({ variant, quantity }) => this.priceOf(variant, currency) * quantity)
    if (!codes.some((code) => code.toUpperCase() === DISCOUNT.code)) return sums.map(() => 0)
    const whole = sums.reduce((all, one) => all + one, 0)
    const off = whole - Math.round((whole * (100 - DISCOUNT.percent)) / 100)
    let left = off
    return sums.map((sum, index) => {
      const part = index === sums.length - 1 ? left : Math.floor((off * sum) / Math.max(1, whole))
      left -= part
      return part
    })
  }

  /** What a shopper does on Shopify's own pages. */
  pay(token: string): { readonly total: number } {
    const cart = this.carts.get(token)
    if (cart === undefined) throw new Error('there is nothing to pay')
    const lines = cart.lines.filter(({ quantity }) => quantity > 0)
    for (const { variant, quantity } of lines) this.#take(variant, quantity)
    const goods = lines.reduce(
      (sum, { variant, quantity }) => sum + this.priceOf(variant, cart.currency) * quantity,
      0,
    )
    const off = this.discounts(cart).reduce((sum, one) => sum + one, 0)
    const order: DoubleOrder = {
      id: this.nextId(),
      name: `#${1001 + this.orders.length}`,
      cartToken: token,
      currency: cart.currency,
      placedAtMs: Date.now(),
      attributes: cart.attributes,
      total: goods - off + DELIVERY_PRICE,
      lines: lines.map(({ variant, quantity, attributes }) => ({
        id: this.nextId(),
        variant,
        quantity,
        attributes,
        price: this.priceOf(variant, cart.currency),
      })),
      status: 'PAID',
      isCancelled: false,
    }
    this.orders.push(order)
    // Shopify knows a cart no more once it was bought.
    this.carts.delete(token)
    for (const topic of ['orders/create', 'orders/paid']) this.#tell(topic, toOrderPost(order))
    for (const { variant } of lines) this.#tellStock(variant)
    return { total: order.total }
  }

  refund(order: DoubleOrder, { line, quantity }: { line: number; quantity: number }): DoubleRefund {
    const refunded = order.lines[line]
    if (refunded === undefined) throw new Error('no such line')
    const refund: DoubleRefund = {
      id: this.nextId(),
      order,
      amount: refunded.price * quantity,
      lines: [{ line: refunded, quantity }],
      atMs: Date.now(),
    }
    this.refunds.push(refund)
    this.#tell('refunds/create', {
      id: Number(refund.id),
      order_id: Number(order.id),
      created_at: new Date(refund.atMs).toISOString(),
      refund_line_items: [{ line_item_id: Number(refunded.id), quantity }],
    })
    return refund
  }

  changeProduct(id: string): void {
    this.#tell('products/update', { id: Number(id), admin_graphql_api_id: `gid://shopify/Product/${id}` })
  }

  #take(variant: DoubleVariant, quantity: number): void {
    let left = quantity
    for (const place of [WAREHOUSE, STORE]) {
      const there = variant.stock.get(place) ?? 0
      const taken = Math.min(there, left)
      variant.stock.set(place, there - taken)
      left -= taken
    }
    if (left > 0 && variant.policy === 'DENY') throw new Error('it was sold meanwhile')
  }

  #tellStock({ itemId, stock }: DoubleVariant): void {
    for (const { id } of LOCATIONS.filter(({ isActive }) => isActive))
      this.#tell('inventory_levels/update', {
        inventory_item_id: Number(itemId),
        location_id: Number(id),
        available: stock.get(id) ?? 0,
        updated_at: new Date().toISOString(),
      })
  }
}

function toOrderPost(order: DoubleOrder): Record<string, unknown> {
  return {
    id: Number(order.id),
    admin_graphql_api_id: `gid://shopify/Order/${order.id}`,
    name: order.name,
    cart_token: order.cartToken,
    created_at: new Date(order.placedAtMs).toISOString(),
    financial_status: order.status.toLowerCase(),
    note_attributes: order.attributes.map(({ key, value }) => ({ name: key, value })),
    line_items: order.lines.map(({ id, variant, quantity, attributes }) => ({
      id: Number(id),
      variant_id: Number(variant.id),
      quantity,
      properties: attributes.map(({ key, value }) => ({ name: key, value })),
    })),
  }
}
