import {
  checkoutParamsSchema,
  placeOrderSchema,
  refundOrderSchema,
  tenantIdSchema,
  ToteError,
  tokenSchema,
  type PlacedOrder,
  type Receipts,
  type RefundedOrder,
} from '@tote/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import * as z from 'zod/mini'
import { placeOrder } from '../../checkouts/place-order.ts'
import { refundOrder } from '../../credit/refund-order.ts'
import { audienceOf, verifyToken } from '../../journeys/verify-token.ts'
import { findTenant } from '../../store/tenant-store.ts'
import type { HubContext } from '../hub-context.ts'
import { parseMessage } from '../parse.ts'
import { tellChange } from '../tell-change.ts'
import { bearerOf } from './credentials.ts'

const keysParams = z.strictObject({ tenantId: tenantIdSchema })

/**
 * What the shop's backend says and asks of a check-out, by a token whose `act` is `order` and whose `sub` is the check-out. Said
 * again it answers the same, so the token may be too.
 *
 * - `GET /v1/checkouts/:checkoutId/receipts`: the proofs that go along with the order.
 * - `POST /v1/checkouts/:checkoutId/order`: it was paid.
 * - `POST /v1/checkouts/:checkoutId/refund`: some of it was given back.
 */
export function orderRoutes(app: FastifyInstance, { store, receipts, news, now }: HubContext): void {
  app.get('/v1/checkouts/:checkoutId/receipts', async (request, reply): Promise<Receipts> => {
    const { tenant, checkoutId } = await askedBy(request)
    void reply.header('cache-control', 'no-store')
    return { receipts: await receipts.ofCheckout(tenant.id, checkoutId), now: now() }
  })

  app.post('/v1/checkouts/:checkoutId/order', async (request): Promise<PlacedOrder> => {
    const { externalRef, receipts: shown = [] } = parseMessage(placeOrderSchema, request.body)
    const { tenant, checkoutId, nowMs } = await askedBy(request)
    for (const receipt of shown) {
      const { checkout } = await receipts.verify(tenant.id, receipt)
      if (checkout !== checkoutId)
        throw new ToteError('invalid', 'A receipt of this order is of another check-out.', {
          details: { field: 'receipts' },
        })
    }
    const { isNew, pickupCode, ...change } = await placeOrder(store, tenant, {
      checkoutId,
      externalRef,
      nowMs,
    })
    tellChange(news, tenant.id, change)
    return { isNew, ...(pickupCode === null ? {} : { pickupCode }), now: nowMs }
  })

  app.post('/v1/checkouts/:checkoutId/refund', async (request): Promise<RefundedOrder> => {
    const refund = parseMessage(refundOrderSchema, request.body)
    const { tenant, checkoutId, nowMs } = await askedBy(request)
    const { isNew, amount, delta } = await refundOrder(store, tenant, { checkoutId, ...refund, nowMs })
    tellChange(news, tenant.id, { delta, stockChanged: [] })
    return { isNew, amount, now: nowMs }
  })

  app.get('/.well-known/tote/:tenantId/jwks.json', async (request, reply) => {
    const { tenantId } = parseMessage(keysParams, request.params)
    if ((await findTenant(store.db, tenantId)) === undefined) throw new ToteError('not_found')
    // A new key signs at once: whoever keeps the list is not to miss it for long.
    void reply.header('cache-control', 'public, max-age=300')
    return receipts.keysOf(tenantId)
  })

  /** @throws ToteError `bad_token` */
  async function askedBy(request: FastifyRequest) {
    const { checkoutId } = parseMessage(checkoutParamsSchema, request.params)
    const token = parseMessage(tokenSchema, bearerOf(request))
    const tenant = await findTenant(store.db, audienceOf(token))
    if (tenant === undefined)
      throw new ToteError('bad_token', "The token's audience (aud) is no tenant here.")
    const nowMs = now()
    const shown = await verifyToken(store.db, { token, tenantId: tenant.id, act: 'order', nowMs })
    if (shown.subject !== checkoutId)
      throw new ToteError('bad_token', 'The token is about another check-out: its sub has to be this one.')
    return { tenant, checkoutId, nowMs }
  }
}
