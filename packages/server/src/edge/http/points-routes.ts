import { adjustPointsSchema, ToteError, type AdjustedPoints } from '@tote/protocol'
import type { FastifyInstance } from 'fastify'
import { adjustPoints } from '../../loyalty/points-ledger.ts'
import { selectShopper } from '../../store/shopper-store.ts'
import type { HubContext } from '../hub-context.ts'
import { parseMessage } from '../parse.ts'
import type { ConsoleSessions } from './console-sessions.ts'

/** What hosts do to the points of a shopper, by the name that the shop's own backend has for them. */
export function pointsRoutes(
  app: FastifyInstance,
  { store, now }: Pick<HubContext, 'store' | 'now'>,
  sessions: Pick<ConsoleSessions, 'hostOf' | 'checkOwnPage'>,
): void {
  app.post('/v1/console/points', async (request): Promise<AdjustedPoints> => {
    sessions.checkOwnPage(request)
    const tenant = await sessions.hostOf(request)
    const { subject, points, note, ref } = parseMessage(adjustPointsSchema, request.body)
    if (tenant.loyalty === null) throw new ToteError('invalid', 'This tenant has no points: see loyalty.')
    const { balance } = await store.transaction(async (trx) => {
      const shopper = await selectShopper(trx, tenant.id, { subject })
      if (shopper === undefined)
        throw new ToteError('not_found', 'Nobody of this name has signed in.', {
          details: { field: 'subject' },
        })
      return adjustPoints(trx, tenant, { shopperId: shopper.id, points, ref, note, nowMs: now() })
    })
    return { balance }
  })
}
