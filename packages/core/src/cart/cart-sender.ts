import {
  limits,
  mutateAnswerSchema,
  parseAnswer,
  ToteError,
  type Mutate,
  type Mutation,
  type Verdict,
} from '@tote/protocol'
import type { LinkSession } from '../link/link.ts'
import type { QueuedMutation } from '../link/storage.ts'

export interface CartSenderPort {
  /** Not answered yet, oldest first. */
  next(): readonly QueuedMutation[]
  /** The hub's verdicts, in the order sent. */
  answered(entries: readonly QueuedMutation[], verdicts: readonly Verdict[]): void
  /** The hub would not take this client's numbers. */
  renumber(clientId: QueuedMutation['clientId']): void
  failed(error: ToteError): void
  /** Waits, so that a refusal for now is not asked again at once. */
  pause(ms: number): Promise<void>
}

/** Longer than the hub's buckets take to fill. */
const PAUSE_MS = 1000

/**
 * Sends the queue: one batch in flight, each of one client's consecutive numbers, until nothing is left
 * or the session is gone. What got no answer stays queued and is sent again under the same names.
 */
export async function sendQueue(session: LinkSession, port: CartSenderPort): Promise<void> {
  for (let batch = nextBatch(port.next()); batch.length > 0; batch = nextBatch(port.next())) {
    const isDone = await sendBatch(session, batch, port)
    if (!isDone) return
  }
}

/** False when this session is of no more use. */
async function sendBatch(
  session: LinkSession,
  batch: readonly QueuedMutation[],
  port: CartSenderPort,
): Promise<boolean> {
  const [first] = batch
  if (first === undefined) return false
  const message: Mutate = { cartId: first.cartId, clientId: first.clientId, muts: batch.map(toMutation) }
  try {
    const { results } = parseAnswer(mutateAnswerSchema, await session.ask('mutate', message))
    port.answered(batch, results)
    return true
  } catch (error) {
    const fault = error instanceof ToteError ? error : new ToteError('internal', undefined, { cause: error })
    switch (fault.code) {
      case 'gap':
      case 'mid_reused':
        port.renumber(first.clientId)
        return true
      case 'forbidden':
      case 'invalid':
        if (batch.length > 1) return sendSingly(session, batch, port)
        // The hub will never take it: better a refusal that is told than a queue that stands still.
        port.answered(batch, [{ ok: false, mid: first.mid, rev: 0, code: fault.code }])
        return true
      case 'rate':
      case 'busy':
      case 'internal':
        await port.pause(fault.details.retryAfterMs ?? PAUSE_MS)
        return true
      default:
        port.failed(fault)
        return false
    }
  }
}

/** One of them spoils the batch: the others still count. */
async function sendSingly(
  session: LinkSession,
  batch: readonly QueuedMutation[],
  port: CartSenderPort,
): Promise<boolean> {
  for (const entry of batch) if (!(await sendBatch(session, [entry], port))) return false
  return true
}

/** The longest run of one client's consecutive numbers at the head of what is open. */
function nextBatch(open: readonly QueuedMutation[]): QueuedMutation[] {
  const [first] = open
  if (first === undefined) return []
  const mine = open
    .filter(({ clientId, cartId }) => clientId === first.clientId && cartId === first.cartId)
    .toSorted((a, b) => a.mid - b.mid)
  const start = mine[0]?.mid ?? 0
  return mine.filter(({ mid }, index) => mid === start + index).slice(0, limits.maxBatch)
}

function toMutation({ mid, uid, op, at }: QueuedMutation): Mutation {
  return { mid, uid, op, at }
}
