import {
  errorBodySchema,
  helloSchema,
  ToteError,
  toToteError,
  type HttpsSync,
  type Pos,
  type ShowJoin,
  type Sync,
} from '@tote/protocol'
import * as z from 'zod/mini'
import type { Clock } from './clock.ts'
import { ANSWER_WITHIN_MS, type Link } from './link.ts'

export interface HttpsLinkOptions {
  readonly hub: string
  readonly origin?: string | undefined
  readonly fetch: typeof globalThis.fetch
  readonly clock: Clock
  /** What speaks for this place. */
  credentials(): Promise<CallCredentials>
}

export interface CallCredentials {
  readonly headers: Readonly<Record<string, string>>
  /** The cart they are for: another one where the place has become another shopper's meanwhile. */
  readonly cartId: string
}

type Credentials = () => Promise<CallCredentials['headers']>

/** Its parts are parsed by those who asked for them. */
const syncedSchema = z.object({
  hello: helloSchema,
  cart: z.optional(z.unknown()),
  show: z.optional(z.unknown()),
  lead: z.optional(z.unknown()),
  waits: z.optional(z.unknown()),
  friends: z.optional(z.unknown()),
})

/**
 * The link where a network lets no WebSocket through: the same questions over HTTPS, the same answers. The hub
 * cannot speak by itself here, so that whoever holds the session asks now and then; each time it says hello.
 */
export function createHttpsLink({ hub, origin, fetch, clock, credentials }: HttpsLinkOptions): Link {
  async function post(path: string, body: unknown, speaking: Credentials): Promise<unknown> {
    const abort = new AbortController()
    const cancel = clock.setTimeout(() => abort.abort(), ANSWER_WITHIN_MS)
    try {
      const headers = {
        'content-type': 'application/json',
        ...(await speaking()),
        ...(origin === undefined ? {} : { origin }),
      }
      const response = await fetch(`${hub}${path}`, {
        method: 'POST',
        credentials: 'omit',
        headers,
        body: JSON.stringify(body),
        signal: abort.signal,
      })
      const answer: unknown = await response.json()
      if (!response.ok && !errorBodySchema.safeParse(answer).success) throw new Error('this is not a hub')
      return answer
    } catch (cause) {
      if (cause instanceof ToteError) throw cause
      throw new ToteError('hub_unreachable', `The hub at ${hub} does not answer.`, { cause })
    } finally {
      cancel()
    }
  }

  return {
    async open({ handshake: { v, clientId }, onMessage }) {
      let isOpen = true
      let asked: { cart?: Sync; show?: ShowJoin } = {}
      let pos: Pos | undefined
      let asking: Promise<z.infer<typeof syncedSchema>> | null = null
      let own: string | null = null

      /** A question about one shopper's cart does not go out in the name of the next, who has come while it waited. */
      async function speaking(): Promise<CallCredentials['headers']> {
        const { headers, cartId } = await credentials()
        own ??= cartId
        if (own !== cartId) throw new ToteError('moved')
        return headers
      }

      /** What is asked in one moment travels together. */
      function sync(part: { cart?: Sync; show?: ShowJoin }): Promise<z.infer<typeof syncedSchema>> {
        asked = { ...asked, ...part }
        asking ??= Promise.resolve().then(sendAsked)
        return asking
      }

      async function sendAsked(): Promise<z.infer<typeof syncedSchema>> {
        const body: HttpsSync = { v, clientId, ...asked, ...(pos === undefined ? {} : { pos }) }
        asked = {}
        pos = undefined
        asking = null
        const answer = await post('/v1/sync', body, speaking)
        const refusal = errorBodySchema.safeParse(answer)
        if (refusal.success) throw toToteError(refusal.data)
        const synced = syncedSchema.safeParse(answer)
        // A proxy's own page, more likely than a hub of another version, which says so.
        if (!synced.success)
          throw new ToteError('hub_unreachable', `What answers at ${hub} is not a Tote hub.`)
        if (isOpen) onMessage('hello', synced.data.hello)
        if (isOpen && synced.data.lead !== undefined) onMessage('lead', synced.data.lead)
        if (isOpen && synced.data.waits !== undefined) onMessage('waits', synced.data.waits)
        if (isOpen && synced.data.friends !== undefined) onMessage('friends', synced.data.friends)
        return synced.data
      }

      await sync({})
      return {
        async ask(event, message) {
          if (!isOpen) throw new ToteError('hub_unreachable')
          // Whoever asks has made the message of that event; the hub parses it.
          if (event === 'sync') return (await sync({ cart: message as Sync })).cart
          if (event === 'show.join') return (await sync({ show: message as ShowJoin })).show
          if (event === 'mutate') return post('/v1/mutate', message, speaking)
          return post(`/v1/ask/${event}`, message, speaking)
        },
        tell(event, message) {
          // It travels with the next question.
          if (event === 'pos') pos = message as Pos
        },
        close() {
          isOpen = false
        },
      }
    },
  }
}
