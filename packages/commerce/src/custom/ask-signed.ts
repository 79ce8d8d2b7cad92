import type * as z from 'zod'
import { askShop, type Fetch } from '../ask-shop.ts'
import { ShopError } from '../shop-error.ts'
import { signedHeaders } from '../standard-webhook.ts'
import { whatIsAmiss } from '../what-is-amiss.ts'

/** What is asked by a POST to the address of who answers, and this path. */
export interface Endpoint {
  readonly path: string
  readonly type: string
  readonly summary: string
  readonly request: z.ZodType
  readonly answer: z.ZodType
}

export interface SignedBackend {
  readonly fetch: Fetch
  readonly now: () => number
  readonly newId: () => string
  /** As errors name it. */
  readonly platform: string
  /** What the paths of its contract are added to. */
  readonly url: string
  readonly secrets: readonly string[]
}

interface SignedQuestion<Asked extends Endpoint> {
  readonly endpoint: Asked
  readonly data: unknown
  /** Names what is asked: the same key asks for the same thing again. */
  readonly key: string
  readonly signal: AbortSignal
  readonly timeoutMs: number
  readonly maxBytes: number
}

/**
 * Asks a backend of a tenant by a published contract, signed by Standard Webhooks.
 * @throws ShopError; the signal's reason once it is aborted.
 */
export async function askSigned<Asked extends Endpoint>(
  { fetch, now, newId, platform, url, secrets }: SignedBackend,
  { endpoint, data, key, signal, timeoutMs, maxBytes }: SignedQuestion<Asked>,
): Promise<z.infer<Asked['answer']>> {
  const { path, type, request, answer } = endpoint
  const atMs = now()
  const asked = request.safeParse(data)
  if (!asked.success)
    throw new ShopError('invalid', `${platform}: ${path} may not be asked so: ${whatIsAmiss(asked.error)}`)
  const body = JSON.stringify({ type, timestamp: new Date(atMs).toISOString(), data: asked.data })
  const content = await askShop(fetch, {
    platform,
    what: path,
    url: url.replace(/\/+$/, '') + path,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'tote-hub',
      'idempotency-key': key,
      ...signedHeaders({ id: newId(), atMs, body }, secrets),
    },
    body,
    signal,
    timeoutMs,
    maxBytes,
  })
  const parsed = answer.safeParse(content)
  if (!parsed.success) throw notAsAgreed(platform, path, whatIsAmiss(parsed.error))
  // The schema is this endpoint's own, which the compiler does not follow through its type.
  return parsed.data as z.infer<Asked['answer']>
}

export function notAsAgreed(platform: string, path: string, why: string): ShopError {
  return new ShopError('invalid', `${platform} answered ${path} not as agreed: ${why}.`)
}
