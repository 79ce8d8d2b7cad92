import {
  errorBodySchema,
  grantedSchema,
  redeemedSchema,
  showInfoSchema,
  ToteError,
  toToteError,
  type Accept,
  type Granted,
  type OpenJourney,
  type Redeem,
  type Redeemed,
  type Resume,
  type ShowId,
  type ShowInfo,
} from '@tote/protocol'
import type * as z from 'zod/mini'
import type { HubClock } from './hub-clock.ts'

export interface HubHttpOptions {
  readonly hub: string
  readonly key: string
  readonly origin?: string | undefined
  readonly fetch: typeof globalThis.fetch
  readonly hubClock: HubClock
}

/** The hub's HTTP side. Every answer is parsed, and its time is heard. */
export interface HubHttp {
  showInfo(showId: ShowId): Promise<ShowInfo>
  open(body: OpenJourney): Promise<Granted>
  resume(body: Resume): Promise<Granted>
  redeem(body: Redeem): Promise<Redeemed>
  accept(body: Accept): Promise<Granted>
}

/** Each call throws ToteError: the hub's own word, or `hub_unreachable`. */
export function createHubHttp({ hub, key, origin, fetch, hubClock }: HubHttpOptions): HubHttp {
  async function ask<Schema extends z.ZodMiniType<{ now: number }>>(
    schema: Schema,
    path: string,
    body?: unknown,
  ): Promise<z.infer<Schema>> {
    const response = await fetch(`${hub}${path}`, {
      credentials: 'omit',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(origin === undefined ? {} : { origin }),
      },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
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
    hubClock.hear(parsed.data.now)
    return parsed.data
  }

  return {
    showInfo: (showId) =>
      ask(showInfoSchema, `/v1/shows/${encodeURIComponent(showId)}?key=${encodeURIComponent(key)}`),
    open: (body) => ask(grantedSchema, '/v1/journeys', body),
    resume: (body) => ask(grantedSchema, '/v1/resume', body),
    redeem: (body) => ask(redeemedSchema, '/v1/redeem', body),
    accept: (body) => ask(grantedSchema, '/v1/accept', body),
  }
}
