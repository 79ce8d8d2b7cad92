import { signedHeaders } from '@tote/commerce'
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook as Verifier } from 'standardwebhooks'
import { onTestFinished } from 'vitest'
import * as z from 'zod'

export const SHOP_SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`

const askedSchema = z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) })
const checkoutSchema = z.object({
  checkoutId: z.string(),
  rev: z.number(),
  shopRef: z.string().optional(),
  returnUrl: z.string().optional(),
  codes: z.array(z.string()),
  reduction: z.number().optional(),
  lines: z.array(
    z.object({
      lineId: z.string(),
      variantId: z.string(),
      quantity: z.number(),
      price: z.number(),
      shopPrice: z.number().optional(),
      receipt: z.string().optional(),
      isSent: z.boolean().optional(),
    }),
  ),
  fulfilment: z.object({ kind: z.string(), locationId: z.string().optional() }),
})
type AskedCheckout = z.infer<typeof checkoutSchema>
const cartSchema = z.object({
  cartId: z.string(),
  rev: z.number().optional(),
  shopRef: z.string().optional(),
  lines: z.array(z.object({ lineId: z.string(), variantId: z.string(), quantity: z.number() })),
})

/** A cart of this shop. */
interface KeptCart {
  rev: number
  units: Map<string, number>
}

interface Goods {
  price: number
  count: number
  /** Units in its store; a shop of which nothing says it has none. */
  inStore?: number
}

/** How a shop that is not well behaves: no word at all, 'not now', or a connection that breaks. */
type Illness = 'silent' | 'busy' | 'broken'

/**
 * A shop of its own process's memory on a real port, which speaks the published contract: it sells what it has, never more,
 * and takes orders when somebody pays.
 */
export class ShopOnHttp {
  readonly goods = new Map<string, Goods>()
  readonly checkouts = new Map<string, AskedCheckout>()
  /** By its own names of them, which a bought one keeps. */
  readonly carts = new Map<string, KeptCart>()
  readonly orders = new Map<string, { orderRef: string; lines: AskedCheckout['lines'] }>()
  /** Paths it was asked for, in order. */
  readonly asked: string[] = []
  illness: Illness | null = null
  /** By which it signs, and the hub does. */
  secret = SHOP_SECRET
  /** The first check-out that is asked for is answered when `loseFirst` is called, and not well. */
  holdsFirst = false
  #first: (() => void) | null = null
  /** Said in place of what it thinks of a check-out by itself. */
  problems: ((checkout: AskedCheckout) => unknown[]) | null = null
  /** Of what the shopper pays with points, where it passes that over. */
  ignoresPoints = false
  readonly #server: Server

  constructor(server: Server, goods: Readonly<Record<string, Goods>>) {
    this.#server = server
    for (const [id, facts] of Object.entries(goods)) this.goods.set(id, { ...facts })
  }

  static async open(goods: Readonly<Record<string, Goods>>): Promise<ShopOnHttp> {
    const server = createServer()
    const shop = new ShopOnHttp(server, goods)
    server.on('request', (request, response) => {
      void shop.#answer(request).then(({ status, body }) => {
        if (status === 0) request.socket.destroy()
        else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      })
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    onTestFinished(async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    })
    return shop
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo
    return `http://127.0.0.1:${port}`
  }

  /** As it stands in a tenant file. */
  get file() {
    return { platform: 'custom', url: this.url, secrets: [this.secret], currency: 'EUR' }
  }

  countOf(variantId: string): number {
    return this.#goodsOf(variantId).count
  }

  set(variantId: string, changes: Partial<Goods>): void {
    Object.assign(this.#goodsOf(variantId), changes)
  }

  /** Units of each variant in the shop's cart of ours. */
  unitsOf(cartId: string): Record<string, number> {
    return Object.fromEntries(this.#cartOf(cartId).units)
  }

  /** A shopper changes the shop's own cart there. @returns What the shop tells of it. */
  change(cartId: string, units: Readonly<Record<string, number>>) {
    const cart = this.#cartOf(cartId)
    for (const [id, quantity] of Object.entries(units))
      if (quantity === 0) cart.units.delete(id)
      else cart.units.set(id, quantity)
    const lines = [...cart.units].map(([variantId, quantity]) => ({ variantId, quantity }))
    return { shopRef: this.#refOf(cartId), rev: cart.rev, lines, problems: [] }
  }

  timesAsked(path: string): number {
    return this.asked.filter((one) => one === path).length
  }

  loseFirst(): void {
    this.#first?.()
  }

  /** A shopper pays in the shop: it sells what it has and no more. Null when somebody else was first. */
  pay(checkoutId: string): { checkoutId: string; orderRef: string } | null {
    const checkout = this.checkouts.get(checkoutId)
    if (checkout === undefined) throw new Error(`the shop has no check-out ${checkoutId}`)
    const known = this.orders.get(checkoutId)
    if (known !== undefined) return { checkoutId, orderRef: known.orderRef }
    if (checkout.lines.some(({ variantId, quantity }) => this.countOf(variantId) < quantity)) return null
    for (const { variantId, quantity } of checkout.lines)
      this.set(variantId, { count: this.countOf(variantId) - quantity })
    const orderRef = `order-${randomUUID()}`
    this.orders.set(checkoutId, { orderRef, lines: checkout.lines })
    return { checkoutId, orderRef }
  }

  orderOf(checkoutId: string) {
    const order = this.orders.get(checkoutId)
    if (order === undefined) return null
    const lines = order.lines.map(({ variantId, quantity, price }) => ({ variantId, quantity, price }))
    const total = lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0)
    return { checkoutId, orderRef: order.orderRef, currencyCode: 'EUR', total, placedAtMs: 0, lines }
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body?: unknown }> {
    const body = Buffer.concat(await request.toArray()).toString()
    const path = request.url ?? ''
    this.asked.push(path)
    if (this.holdsFirst && path === '/checkout' && this.#first === null) {
      await new Promise<void>((done) => (this.#first = done))
      return { status: 503, body: {} }
    }
    if (this.illness === 'broken') return { status: 0 }
    if (this.illness === 'busy') return { status: 503, body: {} }
    if (this.illness === 'silent') return new Promise(() => undefined)
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    )
    try {
      const { data } = askedSchema.parse(new Verifier(this.secret).verify(body, headers))
      return { status: 200, body: this.#reply(path, data) }
    } catch {
      return { status: 401, body: {} }
    }
  }

  #reply(path: string, data: Record<string, unknown>): unknown {
    switch (path) {
      case '/catalogue':
        return {
          currency: 'EUR',
          locations: [
            { id: 'warehouse', name: 'Warehouse', kind: 'warehouse' },
            ...([...this.goods.values()].some(({ inStore }) => inStore !== undefined)
              ? [{ id: 'rue', name: 'Rue Verte', kind: 'store' }]
              : []),
          ],
          products: [...this.goods].map(([id, { price, count, inStore }]) => ({
            id,
            title: id,
            variants: [
              {
                id,
                title: id,
                price,
                stock: { warehouse: count, ...(inStore === undefined ? {} : { rue: inStore }) },
              },
            ],
          })),
        }
      case '/stock': {
        const { variantIds } = z.object({ variantIds: z.array(z.string()) }).parse(data)
        return {
          counts: variantIds
            .filter((id) => this.goods.has(id))
            .map((variantId) => ({ variantId, locationId: 'warehouse', count: this.countOf(variantId) })),
        }
      }
      case '/cart':
        return this.#mirror(cartSchema.parse(data))
      case '/checkout':
        return this.#open(checkoutSchema.parse(data))
      case '/order':
        return { order: this.orderOf(z.object({ checkoutId: z.string() }).parse(data).checkoutId) }
      default:
        throw new Error(`nobody asks for ${path}`)
    }
  }

  /** Of a cart that was bought the hub names no cart any more, and gets another. */
  #mirror({ cartId, rev, shopRef, lines }: z.infer<typeof cartSchema>): unknown {
    const ref = shopRef ?? `cart-${randomUUID()}-${cartId}`
    const problems = lines.flatMap(({ lineId, variantId, quantity }) => {
      const available = this.goods.get(variantId)?.count ?? 0
      return available < quantity ? [{ code: 'no_stock', lineId, available }] : []
    })
    const units = new Map<string, number>()
    for (const { variantId, quantity } of lines) {
      const some = Math.min(quantity, this.goods.get(variantId)?.count ?? 0)
      if (some > 0) units.set(variantId, (units.get(variantId) ?? 0) + some)
    }
    this.carts.set(ref, { rev: rev ?? this.carts.get(ref)?.rev ?? 0, units })
    return { shopRef: ref, total: 0, problems }
  }

  #refOf(cartId: string): string {
    const ref = [...this.carts.keys()].findLast((one) => one.endsWith(cartId))
    if (ref === undefined) throw new Error(`the shop has no cart of ${cartId}`)
    return ref
  }

  #cartOf(cartId: string): KeptCart {
    const cart = this.carts.get(this.#refOf(cartId))
    if (cart === undefined) throw new Error(`the shop has no cart of ${cartId}`)
    return cart
  }

  #open(checkout: AskedCheckout): unknown {
    const problems = this.problems?.(checkout) ?? []
    if (problems.length > 0) return { ok: false, problems }
    const { checkoutId, shopRef } = checkout
    const kept = shopRef === undefined ? undefined : this.carts.get(shopRef)
    if (kept !== undefined) {
      kept.rev = checkout.rev
      kept.units = new Map(checkout.lines.map(({ variantId, quantity }) => [variantId, quantity]))
    }
    this.checkouts.set(checkoutId, checkout)
    const sum = checkout.lines.reduce((total, { quantity, price }) => total + quantity * price, 0)
    const reduction = this.ignoresPoints ? undefined : checkout.reduction
    return {
      ok: true,
      shopRef: `ref-${checkoutId}`,
      url: `${this.url}/pay/${checkoutId}`,
      total: sum - (reduction ?? 0),
      ...(reduction === undefined ? {} : { reduction }),
    }
  }

  #goodsOf(variantId: string): Goods {
    const goods = this.goods.get(variantId)
    if (goods === undefined) throw new Error(`the shop does not sell ${variantId}`)
    return goods
  }
}

export interface NewsOptions {
  readonly secret?: string
  readonly id?: string
  readonly atMs: number
  readonly tenantId?: string
  /** Where it is a merchant's shop that tells. */
  readonly merchantId?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Posts news to a hub as the standard says, and tells what it answered. */
export async function postNews(
  hubUrl: string,
  { type, data }: { type: string; data: unknown },
  { secret = SHOP_SECRET, id = randomUUID(), atMs, tenantId = 'maison', merchantId, headers }: NewsOptions,
): Promise<{ status: number; body: unknown }> {
  const body = JSON.stringify({ type, timestamp: new Date(atMs).toISOString(), data })
  const whose = merchantId === undefined ? tenantId : `${tenantId}/merchants/${merchantId}`
  const answer = await fetch(`${hubUrl}/v1/shops/${whose}/news`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...signedHeaders({ id, atMs, body }, [secret]),
      ...headers,
    },
    body,
  })
  return { status: answer.status, body: await answer.json() }
}
