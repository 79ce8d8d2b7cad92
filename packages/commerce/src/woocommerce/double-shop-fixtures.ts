import { createHmac, randomUUID } from 'node:crypto'
import { DISCOUNT } from '@tote/testkit/shops'
import { makeProducts, type DoubleProduct } from './double-goods-fixtures.ts'

export interface DoubleSession {
  readonly id: string
  readonly items: Map<number, number>
  coupons: string[]
}

export interface DoubleOrder {
  readonly id: number
  status: string
  readonly total: number
  readonly placedAtMs: number
  readonly utmId: string | null
  readonly lines: readonly {
    readonly product: DoubleProduct
    readonly quantity: number
    readonly total: number
  }[]
  readonly refunds: {
    readonly id: number
    readonly amount: number
    readonly line: number
    readonly quantity: number
  }[]
}

/** What WooCommerce posts. */
export type TellHub = (topic: string, body: unknown) => void

/** Minor units, as any shop adds at its check-out. */
const DELIVERY_PRICE = 490
const TAX = 1.2
const SESSION_S = 48 * 3600
const KEY = 'the-key-of-the-site'

const decimal = (amount: number) => (amount / 100).toFixed(2)
const net = (gross: number) => Math.round(gross / TAX)
const CURRENCY = { currency_code: 'EUR', currency_symbol: '€', currency_minor_unit: 2 }

/**
 * A small shop in memory that answers in the shapes of WooCommerce's documentation: prices shown with tax, amounts told without,
 * all or nothing where stock is short. It is a double, written by us.
 */
export class DoubleShop {
  readonly products: DoubleProduct[] = makeProducts()
  readonly sessions = new Map<string, DoubleSession>()
  readonly orders: DoubleOrder[] = []
  nowMs = () => Date.now()
  #ids = 9000
  readonly #tell: TellHub

  constructor(tell: TellHub) {
    this.#tell = tell
  }

  product(id: number): DoubleProduct | undefined {
    return this.products.find((one) => one.id === id)
  }

  /** The session of a token that is ours and has not ended; else a new one, as WooCommerce does. */
  sessionOf(token: string | undefined): DoubleSession {
    const known = this.findSession(token ?? '')
    if (known !== undefined) return known
    const session: DoubleSession = { id: `t_${randomUUID()}`, items: new Map(), coupons: [] }
    this.sessions.set(session.id, session)
    return session
  }

  findSession(token: string): DoubleSession | undefined {
    const [head = '', claims = '', signature] = token.split('.')
    if (signature !== this.#sign(`${head}.${claims}`)) return undefined
    // It is ours, so it is as we wrote it.
    const { user_id, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as {
      user_id: string
      exp: number
    }
    return exp * 1000 > this.nowMs() ? this.sessions.get(user_id) : undefined
  }

  /** Another one for each answer. */
  tokenOf({ id }: DoubleSession): string {
    const write = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url')
    const exp = Math.floor(this.nowMs() / 1000) + SESSION_S
    const claims = { user_id: id, exp, iss: 'store-api', iat: randomUUID() }
    const text = `${write({ alg: 'HS256', typ: 'JWT' })}.${write(claims)}`
    return `${text}.${this.#sign(text)}`
  }

  #sign(text: string): string {
    return createHmac('sha256', KEY).update(text).digest('base64url')
  }

  /** Whose stock a product is counted in; null where it is not. */
  stockOwner(product: DoubleProduct): DoubleProduct | null {
    if (product.manageStock === 'parent') return this.product(product.parent) ?? null
    return product.manageStock ? product : null
  }

  /** Null when it may be sold in this quantity; else the code that the Store API refuses by. */
  refusal(product: DoubleProduct | undefined, quantity: number): string | null {
    if (product === undefined || product.type === 'external' || product.type === 'variable')
      return 'woocommerce_rest_cart_invalid_product'
    const owner = this.stockOwner(product)
    if (product.status === 'outofstock') return 'woocommerce_rest_product_out_of_stock'
    if (owner === null || owner.backorders || quantity <= (owner.stock ?? 0)) return null
    return owner.stock === 0
      ? 'woocommerce_rest_product_out_of_stock'
      : 'woocommerce_rest_product_partially_out_of_stock'
  }

  setStock(id: number, count: number): void {
    const product = this.product(id)
    if (product === undefined) throw new Error(`no product ${id}`)
    product.stock = count
    this.#tellProduct(product)
  }

  /** A shopper who comes by a check-out link and pays. */
  pay(link: URL): { readonly total: number } {
    const session: DoubleSession = { id: 'browser', items: new Map(), coupons: [] }
    for (const one of (link.searchParams.get('products') ?? '').split(',')) {
      const [id, quantity] = one.split(':').map(Number)
      if (this.refusal(this.product(id ?? 0), quantity ?? 0) === null)
        session.items.set(id ?? 0, quantity ?? 0)
    }
    const coupon = link.searchParams.get('coupon')
    if (coupon !== null) session.coupons = [coupon.toLowerCase()]
    if (session.items.size === 0) throw new Error('there is nothing to pay')
    return this.buy(session, link.searchParams.get('utm_id'))
  }

  buy(session: DoubleSession, utmId: string | null): { readonly total: number } {
    const off = this.discount(session)
    const lines = [...session.items].map(([id, quantity]) => {
      const product = this.product(id)
      if (product === undefined) throw new Error(`no product ${id}`)
      const owner = this.stockOwner(product)
      if (owner !== null) owner.stock = (owner.stock ?? 0) - quantity
      return { product, quantity, total: product.price * quantity }
    })
    const order: DoubleOrder = {
      id: this.nextId(),
      status: 'processing',
      total: lines.reduce((sum, { total }) => sum + total, 0) - off + DELIVERY_PRICE,
      placedAtMs: this.nowMs(),
      utmId,
      lines,
      refunds: [],
    }
    this.orders.push(order)
    for (const topic of ['order.created', 'order.updated']) this.#tell(topic, this.toOrder(order))
    for (const { product } of lines) this.#tellProduct(product)
    return { total: order.total }
  }

  refund(order: DoubleOrder, { line, quantity }: { line: number; quantity: number }): void {
    const amount = (order.lines[line]?.product.price ?? 0) * quantity
    order.refunds.push({ id: this.nextId(), amount, line, quantity })
    this.#tell('order.updated', this.toOrder(order))
  }

  nextId(): number {
    this.#ids += 1
    return this.#ids
  }

  #tellProduct(product: DoubleProduct): void {
    const whole = this.product(product.parent) ?? product
    const variations = this.products.filter(({ parent }) => parent === whole.id).map(({ id }) => id)
    this.#tell('product.updated', { id: whole.id, name: whole.name, type: whole.type, variations })
  }

  /** Minor units, with tax. */
  discount({ items, coupons }: DoubleSession): number {
    if (!coupons.includes(DISCOUNT.code.toLowerCase())) return 0
    const whole = [...items].reduce(
      (sum, [id, quantity]) => sum + (this.product(id)?.price ?? 0) * quantity,
      0,
    )
    return whole - Math.round((whole * (100 - DISCOUNT.percent)) / 100)
  }

  toCart(session: DoubleSession) {
    const items = [...session.items].map(([id, quantity]) => {
      const product = this.product(id)
      const gross = (product?.price ?? 0) * quantity
      return {
        key: `key-${id}`,
        id,
        quantity,
        name: product?.name ?? '',
        prices: { ...CURRENCY, price: String(product?.price ?? 0) },
        totals: { line_subtotal: String(net(gross)), line_subtotal_tax: String(gross - net(gross)) },
      }
    })
    const sum = (part: 'line_subtotal' | 'line_subtotal_tax') =>
      String(items.reduce((all, { totals }) => all + Number(totals[part]), 0))
    const off = this.discount(session)
    return {
      items,
      coupons: session.coupons.map((code) => ({ code, discount_type: 'percent' })),
      totals: {
        ...CURRENCY,
        total_items: sum('line_subtotal'),
        total_items_tax: sum('line_subtotal_tax'),
        total_discount: String(net(off)),
        total_discount_tax: String(off - net(off)),
      },
      errors: [],
    }
  }

  /** As the Store API lists it. */
  toStoreProduct(product: DoubleProduct) {
    return {
      id: product.id,
      parent: product.parent,
      type: product.type,
      name: product.name,
      sku: product.sku,
      description: product.description,
      short_description: '',
      is_purchasable: product.type !== 'external',
      is_in_stock: product.status === 'instock',
      prices: { ...CURRENCY, price: String(product.price), regular_price: String(product.regularPrice) },
      images: [{ id: 1, src: 'https://shop.example/coat.webp' }],
      brands: product.brand === undefined ? [] : [{ id: 1, name: product.brand }],
      attributes: product.attributes.map(({ name, terms }) => ({ name, has_variations: true, terms })),
      variations: this.products
        .filter(({ parent }) => parent === product.id)
        .map(({ id, chosen }) => ({ id, attributes: chosen })),
    }
  }

  /** As the REST API lists it, as far as it is asked. */
  toRestProduct({ id, manageStock, stock, status, backorders }: DoubleProduct) {
    return {
      id,
      manage_stock: manageStock,
      stock_quantity: stock,
      stock_status: status,
      backorders_allowed: backorders,
    }
  }

  toOrder({ id, status, total, placedAtMs, utmId, lines, refunds }: DoubleOrder) {
    const meta = utmId === null ? [] : [{ id: 1, key: '_wc_order_attribution_utm_id', value: utmId }]
    return {
      id,
      number: String(id),
      status,
      currency: 'EUR',
      prices_include_tax: true,
      total: decimal(total),
      date_created_gmt: new Date(placedAtMs).toISOString().slice(0, 19),
      meta_data: [...meta, { id: 2, key: '_some_plugin', value: { of: ['its', 'own'] } }],
      line_items: lines.map(({ product, quantity, total: gross }) => ({
        ...idsOf(product),
        quantity,
        total: decimal(net(gross)),
        total_tax: decimal(gross - net(gross)),
      })),
      refunds: refunds.map(({ id: refund, amount }) => ({
        id: refund,
        reason: '',
        total: `-${decimal(amount)}`,
      })),
    }
  }

  toRefunds({ lines, refunds }: DoubleOrder) {
    return refunds.map(({ id, amount, line, quantity }) => {
      const product = lines[line]?.product
      return {
        id,
        amount: decimal(amount),
        date_created_gmt: new Date(this.nowMs()).toISOString().slice(0, 19),
        line_items: product === undefined ? [] : [{ ...idsOf(product), quantity: -quantity }],
      }
    })
  }
}

function idsOf({ id, parent }: DoubleProduct) {
  return parent === 0 ? { product_id: id, variation_id: 0 } : { product_id: parent, variation_id: id }
}
