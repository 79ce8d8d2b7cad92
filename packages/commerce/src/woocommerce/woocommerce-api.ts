import * as z from 'zod'
import { askShop, type Fetch } from '../ask-shop.ts'
import { parseAnswer } from '../parse-answer.ts'
import type { WooCommerceShop } from './woocommerce-shop.ts'

export interface WooCommerceQuestion<Answer> {
  /** What is asked for, in a few words. */
  readonly what: string
  /** Below `/wp-json/wc`: `/store/v1/…` is asked as a shopper, `/v3/…` as the shop. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>
  /** Posted; without it the question is a GET. */
  readonly body?: unknown
  /** Of a shopper's cart. */
  readonly cartToken?: string | undefined
  readonly onHeaders?: (headers: Headers) => void
  /** Whether it would be done twice when it is asked twice. */
  readonly isOnce?: boolean
  readonly answer: z.ZodType<Answer>
  readonly signal: AbortSignal
}

export type AskWooCommerce = <Answer>(question: WooCommerceQuestion<Answer>) => Promise<Answer>

export const platform = 'woocommerce'
/** A shopper waits for most of these, and WordPress takes its time. */
const TIMEOUT_MS = 20_000
/** A page of a catalogue is the longest. */
const MAX_BYTES = 20_000_000

/** WooCommerce's Store API and REST API: every failure of them is a ShopError. */
export function openWooCommerceApi(
  { url, consumerKey, consumerSecret }: WooCommerceShop,
  { fetch, timeoutMs = TIMEOUT_MS }: { fetch: Fetch; timeoutMs: number | undefined },
): AskWooCommerce {
  const base = `${url.replace(/\/+$/, '')}/wp-json/wc`
  const asShop = {
    authorization: `Basic ${Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64')}`,
  }
  return async ({ what, path, query = {}, body, cartToken, onHeaders, isOnce = false, answer, signal }) => {
    const address = new URL(base + path)
    for (const [name, value] of Object.entries(query))
      address.searchParams.set(name, [value].flat().join(','))
    const content = await askShop(fetch, {
      platform,
      what,
      url: address.href,
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'tote-hub',
        ...(path.startsWith('/v3/') ? asShop : {}),
        ...(cartToken === undefined ? {} : { 'cart-token': cartToken }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(onHeaders === undefined ? {} : { onHeaders }),
      signal,
      timeoutMs,
      maxBytes: MAX_BYTES,
      isOnce,
    })
    return parseAnswer(answer, content, { platform, what })
  }
}

/** As many as WooCommerce gives at once. */
const PAGE = 100

/** All pages of a list. */
export async function readPages<Item>(
  ask: AskWooCommerce,
  question: Omit<WooCommerceQuestion<readonly Item[]>, 'answer'> & { readonly answer: z.ZodType<Item> },
): Promise<Item[]> {
  const items: Item[] = []
  for (let page = 1; ; page++) {
    const more = await ask({
      ...question,
      query: { ...question.query, per_page: PAGE, page },
      answer: z.array(question.answer),
    })
    items.push(...more)
    if (more.length < PAGE) return items
  }
}
