import { randomUUID } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import {
  CouponCodeEvent,
  EventBus,
  JobQueueService,
  Order,
  OrderLineEvent,
  OrderPlacedEvent,
  ProductEvent,
  ProductVariantEvent,
  ProductVariantPriceEvent,
  RefundStateTransitionEvent,
  StockMovementEvent,
  TransactionalConnection,
} from '@vendure/core'
import { sign } from './signature.mjs'
import { ToteCarts } from './tote-carts.mjs'

/** Tells the hub what happened here. A post names what changed; the hub reads what it is now, so that none comes too late. */
export class TotePosts {
  async start({ hubUrl, secrets }) {
    const queue = await this.jobs.createQueue({
      name: 'tote-posts',
      // A hub that is away is told later: with a queue in the database (DefaultJobQueuePlugin) after a restart too.
      process: ({ data }) => post(hubUrl, secrets, data),
    })
    const tell = (type, data) =>
      queue.add({ id: randomUUID(), body: JSON.stringify({ type, data }) }, { retries: 20 })
    const on = (event, act) => this.events.ofType(event).subscribe((one) => void act(one))

    for (const event of [ProductEvent, ProductVariantEvent, ProductVariantPriceEvent])
      on(event, () => tell('catalogue.changed', {}))
    on(StockMovementEvent, ({ stockMovements }) => {
      const ids = stockMovements.map(({ productVariant, productVariantId }) =>
        String(productVariant?.id ?? productVariantId),
      )
      return tell('stock.changed', { variantIds: [...new Set(ids)] })
    })
    on(OrderPlacedEvent, async ({ order }) => {
      const { toteCheckout } = order.customFields
      if (toteCheckout) await tell('order.placed', { checkoutId: toteCheckout, orderCode: order.code })
    })
    on(RefundStateTransitionEvent, async ({ toState, order, refund }) => {
      if (toState === 'Settled' && order.customFields.toteCheckout)
        await tell('refund.settled', { orderCode: order.code, refundId: String(refund.id) })
    })
    const tellCart = async (ctx, orderId) => {
      if (this.carts.ownRequests.has(ctx.req)) return
      const order = await this.connection.getRepository(ctx, Order).findOneBy({ id: orderId })
      if (order?.active && order.customFields.toteCart) await tell('cart.changed', { orderCode: order.code })
    }
    on(OrderLineEvent, ({ ctx, order }) => tellCart(ctx, order.id))
    on(CouponCodeEvent, ({ ctx, orderId }) => tellCart(ctx, orderId))
  }
}

/** Standard Webhooks: the signature is of id, second and body, and made anew for every attempt. */
async function post(hubUrl, secrets, { id, body }) {
  const second = Math.floor(Date.now() / 1000)
  const signatures = secrets.map(
    (secret) => `v1,${sign(secret, `${id}.${second}.${body}`).toString('base64')}`,
  )
  const response = await fetch(hubUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(second),
      'webhook-signature': signatures.join(' '),
    },
    body,
    signal: AbortSignal.timeout(15_000),
  })
  if (!response.ok) throw new Error(`the hub answered ${response.status}`)
}

Inject(EventBus)(TotePosts.prototype, 'events')
Inject(JobQueueService)(TotePosts.prototype, 'jobs')
Inject(TransactionalConnection)(TotePosts.prototype, 'connection')
Inject(ToteCarts)(TotePosts.prototype, 'carts')
Injectable()(TotePosts)
