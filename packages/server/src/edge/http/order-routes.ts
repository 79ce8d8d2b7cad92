import {
  checkoutParamsSchema,
  placeOrderSchema,
  ToteError,
  tokenSchema,
  type PlacedOrder,
} from '@tote/protocol'
import type { FastifyInstance } from 'fastify'
import { placeOrder } from '../../checkouts/place-order.ts'
import { audienceOf, verifyToken } from '../../journeys/verify-token.ts'
import { findTenant } from '../../store/tenant-store.ts'
import type { HubContext } from '../hub-context.ts'
import { parseMessage } from '../parse.ts'
import { tellChange } from '../tell-change.ts'
import { bearerOf } from './credentials.ts'

/**
 * `POST /v1/checkouts/:checkoutId/order`: the shop's backend says that a check-out was paid, by a token whose
 * `act` is `order` and whose `sub` is the check-out. Said again it answers the same, so the token may be too.
 */
export function orderRoutes(app: FastifyInstance, { store, news, now }: HubContext): void {
  app.post('/v1/checkouts/:checkoutId/order', async (request): Promise<PlacedOrder> => {
    const { checkoutId } = parseMessage(checkoutParamsSchema, request.params)
    const { externalRef } = parseMessage(placeOrderSchema, request.body)
    const token = parseMessage(tokenSchema, bearerOf(request))
    const tenant = await findTenant(store.db, audienceOf(token))
    if (tenant === undefined)
      throw new ToteError('bad_token', "The token's audience (aud) is no tenant here.")
    const nowMs = now()
    const shown = await verifyToken(store.db, { token, tenantId: tenant.id, act: 'order', nowMs })
    if (shown.subject !== checkoutId)
      throw new ToteError('bad_token', 'The token is about another check-out: its sub has to be this one.')
    const { isNew, ...change } = await placeOrder(store, tenant, { checkoutId, externalRef, nowMs })
    tellChange(news, tenant.id, change)
    return { isNew, now: nowMs }
  })
}
