import { showIdSchema, ToteError } from '@tote/protocol'
import { dropEntrySchema, dropIdSchema, type DropLogPage } from '@tote/protocol/drops'
import type { FastifyInstance } from 'fastify'
import * as z from 'zod/mini'
import { findDrop, LOG_PAGE, selectLog } from '../../store/drop-store.ts'
import type { HubContext } from '../hub-context.ts'
import { parseMessage } from '../parse.ts'

const paramsSchema = z.object({ showId: showIdSchema, dropId: dropIdSchema })
const querySchema = z.object({ after: z.optional(z.string().check(z.regex(/^\d{1,12}$/))) })

/** How long what is last in a log may be the last for a cache. */
const FRESH_SECONDS = 2

/**
 * `GET /v1/shows/:showId/drops/:dropId/log`: a drop's public log, by the drop's id alone. Anybody may read it from anywhere,
 * and keep it: a page that is full never changes.
 */
export function dropRoutes(app: FastifyInstance, { store }: Pick<HubContext, 'store'>): void {
  app.get('/v1/shows/:showId/drops/:dropId/log', async (request, reply): Promise<DropLogPage> => {
    const { showId, dropId } = parseMessage(paramsSchema, request.params)
    const { after } = parseMessage(querySchema, request.query)
    const row = await findDrop(store.db, dropId)
    if (row?.show_id !== showId) throw new ToteError('not_found', 'This show has no such drop.')
    const texts = await selectLog(store.db, row, Number(after ?? 0))
    const entries = texts.map((text) => dropEntrySchema.parse(JSON.parse(text)))
    const isFull = entries.length === LOG_PAGE
    void reply.header('access-control-allow-origin', '*')
    void reply.header(
      'cache-control',
      isFull ? 'public, max-age=31536000, immutable' : `public, max-age=${FRESH_SECONDS}`,
    )
    return { entries, next: isFull ? (entries.at(-1)?.n ?? null) : null }
  })
}
