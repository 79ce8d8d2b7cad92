import { toErrorBody, upSchemas, type ShowJoin } from '@tote/protocol'
import { ANSWERED } from '../answer-message.ts'
import type { HubContext } from '../hub-context.ts'
import { observeMessage } from '../observe-message.ts'
import { parseMessage } from '../parse.ts'
import { createSpeaker } from '../speaker.ts'
import { toToteFailure } from '../to-error.ts'
import { sayBye } from './farewell.ts'
import { showRoom, type ToteSocket } from './tote-socket.ts'

/** A client that is only wrong comes back slower; one that means it is met by the gate again. */
const AFTER_FLOOD_MS = 30_000

/** Hands each message a place may send to its answer, and the answer back. */
export function handleMessages(socket: ToteSocket, context: HubContext): void {
  const { log } = context
  const { session, clientId } = socket.data
  const speaker = createSpeaker(context, session, (showId) => {
    void socket.join(showRoom(session.tenant.id, showId))
  })

  for (const event of ANSWERED)
    // The message is a stranger's until parsed, whatever the event map promises.
    socket.on(event, (raw: unknown, ack: unknown) => {
      if (typeof ack !== 'function') {
        socket.disconnect(true)
        return
      }
      const reply = (answer: unknown) => void Reflect.apply(ack, undefined, [answer])
      void observeMessage(context, speaker, event, raw).then((heard) => {
        reply(heard.ok ? heard.answer : toErrorBody(heard.failure))
        if (!heard.ok) endFlood()
        // What was answered was valid.
        else if (event === 'show.join')
          context.tracking.followed(session, { clientId, showId: (raw as ShowJoin).showId })
      })
    })

  socket.on('pos', (raw: unknown) => {
    try {
      speaker.questions.take()
      speaker.at(clientId, parseMessage(upSchemas.pos, raw))
    } catch (error) {
      // Nobody waits for an answer; the next position says it better.
      toToteFailure(error, log)
      endFlood()
    }
  })
  socket.on('disconnect', () => {
    speaker.flush()
    const gone = context.leads.leave(session.journeyId, clientId)
    if (gone !== null) context.news.leadChanged(session.journeyId, gone)
  })

  // What no schema knows is not answered: a page of ours never sends it.
  socket.onAny((event: string) => {
    if (!Object.hasOwn(upSchemas, event)) socket.disconnect(true)
  })

  /** Whoever is told `rate` ten times over and goes on is not waiting for an answer. */
  function endFlood(): void {
    if (speaker.isFlooding()) sayBye(socket, { afterMs: AFTER_FLOOD_MS, reason: 'rate' })
  }
}
