import {
  httpsSyncSchema,
  isSpokenVersion,
  toErrorBody,
  ToteError,
  type Answer,
  type HttpsSynced,
} from '@tote/protocol'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod/mini'
import { isAnswered, type AnsweredEvent } from '../answer-message.ts'
import { helloOf } from '../hello.ts'
import type { HubContext } from '../hub-context.ts'
import { observeMessage } from '../observe-message.ts'
import { parseMessage } from '../parse.ts'
import { createSpeaker, type Speaker } from '../speaker.ts'
import { friendsOf } from '../../friends/friends-deed.ts'
import { waitsOf } from '../../waitlist/waits-of.ts'
import { sendFailure } from './send-failure.ts'
import { placeOf } from './credentials.ts'
import { checkSpeaker } from './visit.ts'

const askParams = z.strictObject({ event: z.string().check(z.maxLength(40)) })

/** Places that spoke lately; a flood of them makes those start over with full buckets, which is generous. */
const MAX_SPEAKERS = 20_000

/**
 * What a place says where no socket gets through, and its last word when its page goes: `POST /v1/mutate`,
 * `POST /v1/sync`, and `POST /v1/ask/:event` for all other questions. POST alone: an answer is never to come from
 * a cache, and what is asked stands in no address.
 */
export function callRoutes(app: FastifyInstance, context: HubContext): void {
  const { callers, publicUrl } = context
  const speakers = new Map<string, Speaker>()

  app.post('/v1/mutate', async (request, reply) => ask(request, reply, 'mutate'))

  app.post('/v1/ask/:event', async (request, reply) => {
    const { event } = parseMessage(askParams, request.params)
    if (!isAnswered(event)) throw new ToteError('not_found', 'There is no such question.')
    return ask(request, reply, event)
  })

  app.post('/v1/sync', async (request): Promise<HttpsSynced> => {
    const speaker = await speakerOf(request)
    const { v, clientId, cart, show, pos } = parseMessage(httpsSyncSchema, request.body)
    if (!isSpokenVersion(v)) throw new ToteError('upgrade')
    const { journeyId } = speaker.session
    if (context.leads.open(journeyId)) context.news.leadWanted(journeyId)
    if (pos !== undefined) speaker.at(clientId, pos)
    if (show !== undefined) context.tracking.followed(speaker.session, { clientId, showId: show.showId })
    const lead = context.leads.of(journeyId)
    const hello = await helloOf(context, speaker.session, clientId)
    const friends = await friendsOf(context.store.db, speaker.session, context.now())
    return {
      hello,
      ...(cart === undefined ? {} : { cart: await part(speaker, 'sync', cart) }),
      ...(show === undefined ? {} : { show: await part(speaker, 'show.join', show) }),
      ...(lead === null ? {} : { lead }),
      waits: await waitsOf(context.store, speaker.session),
      friends: friends.length === 0 ? null : friends,
    }
  })

  /** One question of several: its refusal is its answer, and the others still count. */
  async function part(speaker: Speaker, event: AnsweredEvent, message: unknown): Promise<Answer<unknown>> {
    const heard = await observeMessage(context, speaker, event, message)
    return heard.ok ? heard.answer : toErrorBody(heard.failure)
  }

  async function ask(request: FastifyRequest, reply: FastifyReply, event: AnsweredEvent): Promise<unknown> {
    const heard = await observeMessage(context, await speakerOf(request), event, request.body)
    return heard.ok ? heard.answer : sendFailure(reply, heard.failure)
  }

  async function speakerOf(request: FastifyRequest): Promise<Speaker> {
    const session = await callers.recognise(placeOf(request))
    checkSpeaker(request.headers.origin ?? '', session.tenant, publicUrl)
    const known = speakers.get(session.placeId)
    // What is known of a place by now is its own to hear; how much it has said lately stays the same.
    if (known !== undefined && known.session.journeyId === session.journeyId) return { ...known, session }
    if (speakers.size >= MAX_SPEAKERS) speakers.clear()
    const speaker = createSpeaker(context, session, () => undefined)
    speakers.set(session.placeId, speaker)
    return speaker
  }
}
