import type * as z from 'zod'
import { askShop, type Fetch } from '../ask-shop.ts'
import { parseAnswer } from '../parse-answer.ts'
import type { MedusaShop } from './medusa-shop.ts'

export interface MedusaQuestion<Answer> {
  /** What is asked for, in a few words. */
  readonly what: string
  /** From the server's root; below `/admin` it is asked as the shop, below `/store` as a shopper. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>
  /** Posted; without it the question is a GET. */
  readonly body?: unknown
  readonly answer: z.ZodType<Answer>
  readonly signal: AbortSignal
}

export type MedusaApi = <Answer>(question: MedusaQuestion<Answer>) => Promise<Answer>

export const platform = 'medusa'
/** A shopper waits for most of these, and Medusa changes a cart of many lines one by one. */
const TIMEOUT_MS = 30_000
/** A page of a catalogue is the longest. */
const MAX_BYTES = 20_000_000

/** Medusa's HTTP API: every failure of it is a ShopError. */
export function openMedusaApi(
  { url, secretKey, publishableKey }: MedusaShop,
  { fetch, timeoutMs = TIMEOUT_MS }: { fetch: Fetch; timeoutMs: number | undefined },
): MedusaApi {
  const asShop = { authorization: `Basic ${Buffer.from(`${secretKey}:`).toString('base64')}` }
  const asShopper = { 'x-publishable-api-key': publishableKey }
  return async ({ what, path, query = {}, body, answer, signal }) => {
    const address = new URL(url.replace(/\/+$/, '') + path)
    for (const [name, value] of Object.entries(query))
      if (typeof value === 'string' || typeof value === 'number')
        address.searchParams.set(name, String(value))
      else for (const one of value) address.searchParams.append(`${name}[]`, one)
    const content = await askShop(fetch, {
      platform,
      what,
      url: address.href,
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'tote-hub',
        ...(path.startsWith('/admin/') ? asShop : asShopper),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal,
      timeoutMs,
      maxBytes: MAX_BYTES,
    })
    return parseAnswer(answer, content, { platform, what })
  }
}
