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
  /** By the clock that the queue's own times are by. */
  now(): number
  /** The hub's verdicts, in the order sent. */
  answered(entries: readonly QueuedMutation[], verdicts: readonly Verdict[]): void
  /** They waited too long: nothing of the batch was stored. */
  expired(entries: readonly QueuedMutation[]): void
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
  try {
    const { results, rev } = parseAnswer(
      mutateAnswerSchema,
      await session.ask('mutate', toMutate(batch, first, port.now())),
    )
    // Done before its cart became another: of this one's revisions its verdict says nothing, and none has to come.
    port.answered(
      batch,
      results.map((verdict) => (verdict.rev > rev ? { ...verdict, rev } : verdict)),
    )
    return true
  } catch (error) {
    const fault = error instanceof ToteError ? error : new ToteError('internal', undefined, { cause: error })
    switch (fault.code) {
      case 'gap':
      case 'mid_reused':
        port.renumber(first.clientId)
        return true
      case 'expired':
        port.expired(batch)
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

/** Everything as messages, oldest first: for the page's last word, which cannot wait for answers. */
export function batchesOf(open: readonly QueuedMutation[], nowMs: number): Mutate[] {
  const batches: Mutate[] = []
  let rest = open
  for (let batch = nextBatch(rest); batch.length > 0; batch = nextBatch(rest)) {
    const [first] = batch
    if (first !== undefined) batches.push(toMutate(batch, first, nowMs))
    const sent = new Set(batch)
    rest = rest.filter((entry) => !sent.has(entry))
  }
  return batches
}

function toMutate(
  batch: readonly QueuedMutation[],
  { cartId, clientId }: QueuedMutation,
  sentAt: number,
): Mutate {
  return { cartId, clientId, sentAt, muts: batch.map(toMutation) }
}

function toMutation({ mid, uid, op, at }: QueuedMutation): Mutation {
  return { mid, uid, op, at }
}
