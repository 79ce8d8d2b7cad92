import { toErrorBody, upSchemas, type Answer, type HeardPosition } from '@tote/protocol'
import type * as z from 'zod/mini'
import { mutateCart } from '../../carts/mutate-cart.ts'
import { syncCart } from '../../carts/sync-cart.ts'
import { journeyLimits } from '../../journeys/limits.ts'
import type { HubContext } from '../hub-context.ts'
import { parseMessage } from '../parse.ts'
import { toToteFailure } from '../to-error.ts'
import { TokenBucket } from '../token-bucket.ts'
import { showRoom, type ToteSocket } from './tote-socket.ts'

/** Faster than any hand; a queue that comes back from a tunnel fits the burst. */
const MUTATION_RATE = { perSecond: 20, burst: 100 }
const QUESTION_RATE = { perSecond: 5, burst: 20 }
/** A position is written at most this often; between writes it waits in memory. */
const POSITION_WRITE_MS = 5000

/** Parse, authorise, decide, persist, tell: for each message a place may send. */
export function handleMessages(socket: ToteSocket, context: HubContext): void {
  const { store, journeys, shows, news, now, log } = context
  const { session } = socket.data
  const mutations = new TokenBucket(MUTATION_RATE, now)
  const questions = new TokenBucket(QUESTION_RATE, now)
  const tickets = new TokenBucket(
    { perSecond: journeyLimits.ticketsPerMinute / 60, burst: journeyLimits.ticketsPerMinute },
    now,
  )

  answer('mutate', upSchemas.mutate, async (message) => {
    mutations.take(message.muts.length)
    const { answer: result, delta } = await mutateCart(store, session, { message, nowMs: now() })
    if (delta !== null) news.cartChanged(delta)
    return result
  })

  answer('sync', upSchemas.sync, async (message) => {
    questions.take()
    return syncCart(store, session, message)
  })

  answer('show.join', upSchemas['show.join'], async (message) => {
    questions.take()
    const result = await shows.join(session.tenant, message)
    await socket.join(showRoom(session.tenant.id, message.showId))
    return result
  })

  answer('ticket.mint', upSchemas['ticket.mint'], async (message) => {
    tickets.take()
    return journeys.mintTicket(session, message)
  })

  let heard: HeardPosition | null = null
  let writtenAt = 0
  const writePosition = async () => {
    if (heard === null) return
    const position = heard
    heard = null
    writtenAt = now()
    await journeys.notePosition(session, position).catch((error: unknown) => toToteFailure(error, log))
  }
  socket.on('pos', (raw: unknown) => {
    try {
      questions.take()
      heard = { ...parseMessage(upSchemas.pos, raw), heardAt: now() }
      if (now() - writtenAt >= POSITION_WRITE_MS) void writePosition()
    } catch (error) {
      // Nobody waits for an answer; the next position says it better.
      toToteFailure(error, log)
    }
  })
  socket.on('disconnect', () => void writePosition())

  // What no schema knows is not answered: a page of ours never sends it.
  socket.onAny((event: string) => {
    if (!Object.hasOwn(upSchemas, event)) socket.disconnect(true)
  })

  function answer<Schema extends z.ZodMiniType, Result>(
    event: 'mutate' | 'sync' | 'show.join' | 'ticket.mint',
    schema: Schema,
    run: (message: z.infer<Schema>) => Promise<Result>,
  ): void {
    // The message is a stranger's until parsed, whatever the event map promises.
    const listener = (raw: unknown, ack: unknown) => {
      if (typeof ack !== 'function') {
        socket.disconnect(true)
        return
      }
      const reply = (result: Answer<Result>) => void Reflect.apply(ack, undefined, [result])
      new Promise<Result>((settle) => settle(run(parseMessage(schema, raw)))).then(reply, (error: unknown) =>
        reply(toErrorBody(toToteFailure(error, log))),
      )
    }
    socket.on(event, listener)
  }
}
