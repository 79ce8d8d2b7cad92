import * as z from 'zod'
import { askShop, type Fetch } from '../ask-shop.ts'
import { parseAnswer } from '../parse-answer.ts'
import { ShopError } from '../shop-error.ts'
import { createAdminToken } from './admin-token.ts'
import { API_VERSION, platform } from './platform.ts'
import { costSchema, graphqlErrorSchema, ThrottledError, toRefusal } from './refusal.ts'
import type { ShopifyShop } from './shopify-shop.ts'

export interface ShopifyQuestion<Answer> {
  /** What is asked for, in a few words. */
  readonly what: string
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
  readonly answer: z.ZodType<Answer>
  readonly signal: AbortSignal
  /** Whether it waits, as long as the signal lets it, when Shopify says that too much was asked. Nobody must be waiting for it. */
  readonly isPatient?: boolean
  /** Whether it would be done twice when it is asked twice. */
  readonly isOnce?: boolean
}

export type AskShopify = <Answer>(question: ShopifyQuestion<Answer>) => Promise<Answer>

/** Its two APIs: what a shopper may ask, and what the shop may. */
export interface ShopifyApi {
  readonly storefront: AskShopify
  readonly admin: AskShopify
}

export interface ShopifyApiOptions {
  readonly fetch: Fetch
  readonly timeoutMs: number | undefined
  readonly now: () => number
  readonly wait: (ms: number, signal: AbortSignal) => Promise<unknown>
}

/** A shopper waits for most of these. */
const TIMEOUT_MS = 15_000
/** A page of a catalogue is the longest. */
const MAX_BYTES = 20_000_000

const replySchema = z.object({
  /** Absent where nothing was done. */
  data: z.unknown().optional(),
  errors: z.array(graphqlErrorSchema).optional(),
  extensions: z.object({ cost: costSchema.optional() }).optional(),
})

/** Shopify's GraphQL APIs: every failure of them is a ShopError. */
export function openShopifyApi(
  shop: ShopifyShop,
  { fetch, timeoutMs = TIMEOUT_MS, now, wait }: ShopifyApiOptions,
): ShopifyApi {
  const token = createAdminToken(shop, { fetch, timeoutMs, now })

  async function askOnce<Answer>(
    path: string,
    headers: Readonly<Record<string, string>>,
    { what, query, variables = {}, answer, signal, isOnce = false }: ShopifyQuestion<Answer>,
  ): Promise<Answer> {
    const reply = replySchema.safeParse(
      await askShop(fetch, {
        platform,
        what,
        url: `${shop.url}${path}/${API_VERSION}/graphql.json`,
        headers: { 'content-type': 'application/json', 'user-agent': 'tote-hub', ...headers },
        body: JSON.stringify({ query, variables }),
        signal,
        timeoutMs,
        maxBytes: MAX_BYTES,
        isOnce,
      }),
    )
    if (!reply.success) throw new ShopError('invalid', `${platform} answered no GraphQL: asked for ${what}.`)
    const [error] = reply.data.errors ?? []
    if (error !== undefined)
      throw toRefusal(error.extensions?.code ?? 'without a code', what, reply.data.extensions?.cost)
    return parseAnswer(answer, reply.data.data, { platform, what })
  }

  /** Waits and asks again, if the question bears it. */
  async function askOn<Answer>(
    question: ShopifyQuestion<Answer>,
    ask: () => Promise<Answer>,
  ): Promise<Answer> {
    for (;;)
      try {
        return await ask()
      } catch (error) {
        if (question.isPatient !== true || !(error instanceof ThrottledError)) throw error
        await wait(error.waitMs, question.signal).catch((left: unknown) => {
          question.signal.throwIfAborted()
          throw left
        })
      }
  }

  return {
    storefront: (question) =>
      askOn(question, () =>
        askOnce('/api', { 'shopify-storefront-private-token': shop.storefrontToken }, question),
      ),
    admin: (question) =>
      askOn(question, async () => {
        const bought = await token.get(question.signal)
        return askOnce('/admin/api', { 'x-shopify-access-token': bought }, question).catch(
          (error: unknown) => {
            if (error instanceof ShopError && error.code === 'denied') token.forget(bought)
            throw error
          },
        )
      }),
  }
}
