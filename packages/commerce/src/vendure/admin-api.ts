import * as z from 'zod'
import { askShop, type Fetch } from '../ask-shop.ts'
import type { Market } from '../commerce-adapter.ts'
import { parseAnswer } from '../parse-answer.ts'
import { ShopError } from '../shop-error.ts'
import type { VendureShop } from './vendure-shop.ts'

export interface AdminQuestion<Answer> {
  /** What is asked for, in a few words. */
  readonly what: string
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
  readonly answer: z.ZodType<Answer>
  readonly signal: AbortSignal
  /** Whose prices and words are asked for; without it the channel's own. */
  readonly market?: Market
}

export type AdminApi = <Answer>(question: AdminQuestion<Answer>) => Promise<Answer>

export const platform = 'vendure'
/** A shopper waits for most of these. */
const TIMEOUT_MS = 15_000
/** A page of a catalogue is the longest. */
const MAX_BYTES = 20_000_000

const replySchema = z.object({
  data: z.unknown(),
  errors: z.array(z.object({ extensions: z.object({ code: z.string() }).optional() })).optional(),
})

/** Vendure's Admin API: every failure of it is a ShopError. */
export function openAdminApi(
  { adminApi, apiKey, channelToken }: VendureShop,
  { fetch, timeoutMs = TIMEOUT_MS }: { fetch: Fetch; timeoutMs: number | undefined },
): AdminApi {
  return async ({ what, query, variables = {}, answer, signal, market }) => {
    const url = new URL(adminApi)
    if (market !== undefined) {
      url.searchParams.set('currencyCode', market.currencyCode)
      // Vendure writes pt_BR where the web writes pt-BR.
      if (market.language !== undefined)
        url.searchParams.set('languageCode', market.language.replaceAll('-', '_'))
    }
    const reply = replySchema.safeParse(
      await askShop(fetch, {
        platform,
        what,
        url: url.href,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'tote-hub',
          'vendure-api-key': apiKey,
          ...(channelToken === undefined ? {} : { 'vendure-token': channelToken }),
        },
        body: JSON.stringify({ query, variables }),
        signal,
        timeoutMs,
        maxBytes: MAX_BYTES,
      }),
    )
    if (!reply.success) throw new ShopError('invalid', `${platform} answered no GraphQL: asked for ${what}.`)
    const [error] = reply.data.errors ?? []
    if (error !== undefined) throw refusal(error.extensions?.code ?? 'without a code', what)
    return parseAnswer(answer, reply.data.data, { platform, what })
  }
}

/** GraphQL answers 200 with the failure inside. */
function refusal(code: string, what: string): ShopError {
  const message = `${platform} refused (${code}): asked for ${what}.`
  switch (code) {
    case 'FORBIDDEN':
    case 'UNAUTHORIZED':
    case 'UNAUTHENTICATED':
      return new ShopError('denied', message)
    case 'INTERNAL_SERVER_ERROR':
      return new ShopError('away', message)
    default:
      return new ShopError('invalid', message)
  }
}
