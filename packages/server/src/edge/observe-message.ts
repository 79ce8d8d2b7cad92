import { context as active, propagation, SpanStatusCode, trace, type Context } from '@opentelemetry/api'
import { mutateAnswerSchema, syncAnswerSchema, upSchemas, type Mutate, type ToteError } from '@tote/protocol'
import type { Logger } from 'pino'
import { answerMessage, type AnsweredEvent } from './answer-message.ts'
import type { HubContext } from './hub-context.ts'
import type { Speaker } from './speaker.ts'
import { toToteFailure } from './to-error.ts'

export type Heard =
  { readonly ok: true; readonly answer: unknown } | { readonly ok: false; readonly failure: ToteError }

/** Those that wait for the database and are worth a span. */
const TRACED: ReadonlySet<AnsweredEvent> = new Set(['mutate', 'sync', 'show.join'])

/** Answers a message, and counts, traces and logs how it went: what was refused is in the log already. */
export async function observeMessage(
  context: HubContext,
  speaker: Speaker,
  event: AnsweredEvent,
  raw: unknown,
): Promise<Heard> {
  if (!TRACED.has(event)) return hear(context, speaker, event, raw)
  const tracer = trace.getTracer('@tote/server')
  return tracer.startActiveSpan(`tote.${event}`, {}, parentOf(raw), async (span) => {
    span.setAttribute('tote.tenant', speaker.session.tenant.id)
    const heard = await hear(context, speaker, event, raw)
    if (!heard.ok) span.setStatus({ code: SpanStatusCode.ERROR, message: heard.failure.code })
    span.end()
    return heard
  })
}

async function hear(
  context: HubContext,
  speaker: Speaker,
  event: AnsweredEvent,
  raw: unknown,
): Promise<Heard> {
  const { log, metrics } = context
  // How long it took is told and decides nothing, so the hub's own clock is not asked.
  const startedAt = performance.now()
  try {
    const answer = await answerMessage(context, speaker, event, raw)
    const ms = performance.now() - startedAt
    // What was answered was valid.
    if (event === 'mutate') tellMutations(context, raw as Mutate, { answer, ms })
    if (event === 'sync') metrics.synced(syncAnswerSchema.parse(answer).kind)
    return { ok: true, answer }
  } catch (error) {
    if (event !== 'mutate') return { ok: false, failure: toToteFailure(error, log) }
    const ms = performance.now() - startedAt
    const failure = toToteFailure(error, describeBatch(log, raw, ms))
    metrics.mutated('batch', failure.code)
    metrics.mutationTook(ms / 1000)
    return { ok: false, failure }
  }
}

/** A line an operation: a verdict that says no is told to whoever looks after the hub, one that says yes only on request. */
function tellMutations(
  { log, metrics }: Pick<HubContext, 'log' | 'metrics'>,
  { clientId, cartId, muts }: Mutate,
  { answer, ms }: { answer: unknown; ms: number },
): void {
  metrics.mutationTook(ms / 1000)
  const { results } = mutateAnswerSchema.parse(answer)
  for (const [index, verdict] of results.entries()) {
    const mutation = muts[index]
    if (mutation === undefined) continue
    const { uid, op } = mutation
    metrics.mutated(op.op, verdict.ok ? 'ok' : verdict.code)
    const { mid, rev } = verdict
    const line = { cid: clientId, mid, uid, cart: cartId, rev, ms: rounded(ms), op: op.op }
    if (verdict.ok) log.debug(line, 'mutation')
    else log.info({ ...line, code: verdict.code }, 'refused')
  }
}

/** The log of a batch that was refused: names it as far as it could be read. */
function describeBatch(log: Logger, raw: unknown, ms: number): Logger {
  const { data } = upSchemas.mutate.safeParse(raw)
  if (data === undefined) return log.child({ ms: rounded(ms) })
  const [first] = data.muts
  return log.child({
    cid: data.clientId,
    mid: first?.mid,
    uid: first?.uid,
    cart: data.cartId,
    ms: rounded(ms),
  })
}

/** Where the sender's own span goes on, if it has one. */
function parentOf(raw: unknown): Context {
  const traceparent: unknown =
    typeof raw === 'object' && raw !== null && Object.hasOwn(raw, 'traceparent')
      ? Reflect.get(raw, 'traceparent')
      : undefined
  // A propagator takes only what has the one right shape; what else it may be, the schema refuses.
  return typeof traceparent === 'string' && traceparent.length === 55
    ? propagation.extract(active.active(), { traceparent })
    : active.active()
}

const rounded = (ms: number) => Math.round(ms * 10) / 10
