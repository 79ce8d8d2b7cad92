import {
  errorBodySchema,
  grantedSchema,
  leftSchema,
  redeemedSchema,
  shopperExportSchema,
  showInfoSchema,
  ToteError,
  toToteError,
  type Accept,
  type Granted,
  type OpenJourney,
  type PlaceId,
  type Redeem,
  type Redeemed,
  type Resume,
  type ShopperExport,
  type ShowId,
  type ShowInfo,
  type SignIn,
} from '@tote/protocol'
import type * as z from 'zod/mini'
import type { Clock } from './clock.ts'
import type { HubClock } from './hub-clock.ts'

export interface HubHttpOptions {
  readonly hub: string
  readonly key: string
  readonly origin?: string | undefined
  /** Of the page around the hub's own frame, where this runs in one. */
  readonly embeddedIn?: string | undefined
  readonly fetch: typeof globalThis.fetch
  readonly clock: Clock
  readonly hubClock: HubClock
}

/** The hub's HTTP side. Every answer is parsed, and its time is heard. */
export interface HubHttp {
  showInfo(showId: ShowId): Promise<ShowInfo>
  open(body: OpenJourney): Promise<Granted>
  resume(body: Resume): Promise<Granted>
  redeem(body: Redeem): Promise<Redeemed>
  accept(body: Accept): Promise<Granted>
  signIn(body: SignIn): Promise<Granted>
  leave(placeId: PlaceId, credentials: PlaceCredentials): Promise<void>
  exportKept(credentials: PlaceCredentials): Promise<ShopperExport>
  forget(credentials: PlaceCredentials): Promise<void>
  /** For rooms that are loaded later, which bring what they expect along. No cookie goes along unless `more` says so. */
  post<Schema extends AnswerSchema>(
    schema: Schema,
    path: string,
    body: unknown,
    more?: Pick<RequestInit, 'credentials'>,
  ): Promise<z.infer<Schema>>
}

/** Of every answer: the hub's time is in it. */
type AnswerSchema = z.ZodMiniType<{ now: number }>

/** What a place says of itself where there is no body to say it in. */
export interface PlaceCredentials {
  readonly grant: string
  readonly proof: string
}

/** Each call throws ToteError: the hub's own word, or `hub_unreachable`. */
export function createHubHttp({
  hub,
  key,
  origin,
  embeddedIn,
  fetch,
  clock,
  hubClock,
}: HubHttpOptions): HubHttp {
  const around = embeddedIn === undefined ? {} : { embeddedIn }

  async function ask<Schema extends AnswerSchema>(
    schema: Schema,
    path: string,
    init: {
      method?: 'GET' | 'POST' | 'DELETE'
      headers?: Record<string, string>
      body?: string
      credentials?: RequestCredentials
    } = {},
  ): Promise<z.infer<Schema>> {
    const askedAtMs = clock.now()
    const response = await fetch(`${hub}${path}`, {
      credentials: 'omit',
      ...init,
      headers: { ...init.headers, ...(origin === undefined ? {} : { origin }) },
    }).catch((cause: unknown) => {
      throw new ToteError(
        'hub_unreachable',
        `The hub at ${hub} does not answer. Check the hub attribute (data-hub), and that the page's CSP lists it under connect-src.`,
        { cause, details: { field: 'hub' } },
      )
    })
    const answer: unknown = await response.json().catch(() => null)
    const refusal = errorBodySchema.safeParse(answer)
    if (refusal.success) throw toToteError(refusal.data)
    const parsed = schema.safeParse(answer)
    if (!response.ok || !parsed.success)
      throw new ToteError(
        'hub_unreachable',
        `What answers at ${hub} (status ${response.status}) is not a Tote hub.`,
        {
          details: { field: 'hub' },
        },
      )
    hubClock.hear(parsed.data.now, askedAtMs)
    return parsed.data
  }

  return {
    showInfo: (showId) =>
      ask(showInfoSchema, `/v1/shows/${encodeURIComponent(showId)}?key=${encodeURIComponent(key)}`),
    open: (body) => ask(grantedSchema, '/v1/journeys', posted({ ...body, ...around })),
    resume: (body) => ask(grantedSchema, '/v1/resume', posted(body)),
    redeem: (body) => ask(redeemedSchema, '/v1/redeem', posted(body)),
    accept: (body) => ask(grantedSchema, '/v1/accept', posted({ ...body, ...around })),
    signIn: (body) => ask(grantedSchema, '/v1/sign-in', posted(body)),
    async leave(placeId, credentials) {
      await ask(leftSchema, `/v1/places/${placeId}`, { method: 'DELETE', headers: headersOf(credentials) })
    },
    exportKept: (credentials) =>
      ask(shopperExportSchema, '/v1/shopper/export', { headers: headersOf(credentials) }),
    async forget(credentials) {
      await ask(leftSchema, '/v1/shopper', { method: 'DELETE', headers: headersOf(credentials) })
    },
    post: (schema, path, body, more) => ask(schema, path, { ...posted(body), ...more }),
  }
}

function posted(body: unknown) {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  } as const
}

function headersOf({ grant, proof }: PlaceCredentials): Record<string, string> {
  return { authorization: `Bearer ${grant}`, 'tote-proof': proof }
}
