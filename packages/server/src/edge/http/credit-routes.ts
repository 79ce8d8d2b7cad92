import { Readable } from 'node:stream'
import { creditQuerySchema, ToteError } from '@tote/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { toCreditCsv } from '../../credit/credit-csv.ts'
import { readCredit, type CreditQuestion } from '../../credit/credit-entries.ts'
import { creditReport } from '../../credit/credit-report.ts'
import { RecentReports } from '../../credit/recent-reports.ts'
import { host } from '../../fulfilment/store-person.ts'
import { noteAct } from '../../store/audit-store.ts'
import type { Tenant } from '../../store/tenant-store.ts'
import type { HubContext } from '../hub-context.ts'
import { parseMessage } from '../parse.ts'

const DAY_MS = 86_400_000
const USUAL_DAYS = 30
/** A year, whichever it is: all of it is read for each report. */
const MOST_DAYS = 366

/** `GET /v1/console/credit`, a report, and `/v1/console/credit.csv`, every part of every sale. */
export function creditRoutes(
  app: FastifyInstance,
  { store, config, now }: Pick<HubContext, 'store' | 'config' | 'now'>,
  hostOf: (request: FastifyRequest) => Promise<Tenant>,
): void {
  // How long a report took is what counts, so not the hub's own clock, which a test may hold.
  const recent = new RecentReports(() => performance.now())

  app.get('/v1/console/credit', async (request, reply) => {
    const tenant = await hostOf(request)
    const question = questionOf(request, now())
    void reply.header('cache-control', 'no-store')
    return recent.read(JSON.stringify([tenant.id, request.query]), () =>
      creditReport(store.db, tenant, { ...question, keepDays: config.TOTE_KEEP_DAYS, nowMs: now() }),
    )
  })

  app.get('/v1/console/credit.csv', async (request, reply) => {
    const tenant = await hostOf(request)
    const question = questionOf(request, now())
    const act = { kind: 'creditExported', from: question.from, to: question.to } as const
    await noteAct(store.db, tenant.id, { person: host, act, nowMs: now() })
    const entries = readCredit(store.db, tenant, question)
    return reply
      .type('text/csv; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="credit-${tenant.id}.csv"`)
      .send(Readable.from(toCreditCsv(entries)))
  })
}

/** @throws ToteError `invalid` */
function questionOf(request: FastifyRequest, nowMs: number): CreditQuestion {
  const { rule, from, to } = parseMessage(creditQuerySchema, request.query)
  // What is told in this very millisecond is in it.
  const until = to === undefined ? nowMs + 1 : Number(to)
  const since = from === undefined ? until - USUAL_DAYS * DAY_MS : Number(from)
  if (since >= until || until - since > MOST_DAYS * DAY_MS)
    throw new ToteError('invalid', `A report begins before it ends, ${MOST_DAYS} days before at most.`, {
      details: { field: 'from' },
    })
  return { rule, from: since, to: until }
}
