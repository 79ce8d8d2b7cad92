import { ShopError } from './shop-error.ts'

/** The connection broke under a question that bears no second time: whether it was done is not known. */
export class BrokenConnectionError extends ShopError {}

/** As the platform's own `fetch`; a hub gives one that goes to public addresses alone. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

export interface ShopQuestion {
  readonly platform: string
  /** What is asked for, in a few words, for a message: `its catalogue`. */
  readonly what: string
  readonly url: string
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal: AbortSignal
  /** A shop that has not answered by then is away. */
  readonly timeoutMs: number
  /** More than this is no answer. */
  readonly maxBytes: number
  /** Whether it would be done twice when it is asked twice: then a connection that breaks is told, and nothing asked again. */
  readonly isOnce?: boolean
  /** Where a shop says something in the headers of an answer too. */
  readonly onHeaders?: (headers: Headers) => void
}

/**
 * Asks a shop over HTTP for JSON. A connection that breaks before there is an answer is tried once more: one that was kept
 * open may have been closed by the other side in the meantime. So what is asked must bear being asked twice, or say `isOnce`.
 * @throws ShopError; the signal's reason once it is aborted.
 */
export async function askShop(fetch: Fetch, question: ShopQuestion): Promise<unknown> {
  const { signal, platform, what, timeoutMs } = question
  signal.throwIfAborted()
  const ended = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
  try {
    const response = await send(fetch, question, ended).catch((error: unknown) => {
      if (ended.aborted || question.isOnce === true) throw error
      return send(fetch, question, ended)
    })
    return await readAnswer(response, question)
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof ShopError) throw error
    if (question.isOnce === true && !ended.aborted)
      throw new BrokenConnectionError('away', `${platform} broke off: asked for ${what}.`, { cause: error })
    const why = ended.aborted ? `did not answer within ${timeoutMs / 1000} s` : 'cannot be reached'
    throw new ShopError('away', `${platform} ${why}: asked for ${what}.`, { cause: error })
  }
}

async function send(
  fetch: Fetch,
  { url, method = 'POST', headers, body }: ShopQuestion,
  signal: AbortSignal,
): Promise<Response> {
  // Whoever is led to must not get a signature or key that was meant for the shop.
  return fetch(url, { method, headers, signal, redirect: 'manual', ...(body === undefined ? {} : { body }) })
}

async function readAnswer(response: Response, question: ShopQuestion): Promise<unknown> {
  const { platform, what } = question
  if (!response.ok) {
    await response.body?.cancel()
    throw refusal(response, `${platform} answered ${response.status}: asked for ${what}.`)
  }
  question.onHeaders?.(response.headers)
  const text = await readText(response, question)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ShopError('invalid', `${platform} answered something else than JSON: asked for ${what}.`, {
      cause,
    })
  }
}

function refusal({ status, headers }: Response, message: string): ShopError {
  if (status === 401 || status === 403) return new ShopError('denied', message)
  // 430 is Shopify's own word for asked too often.
  const isAway = status >= 500 || [408, 425, 429, 430].includes(status)
  if (!isAway) return new ShopError('invalid', message)
  return new ShopError('away', message, { retryAfterMs: readRetryAfter(headers.get('retry-after')) })
}

/** Seconds, or a date. */
function readRetryAfter(value: string | null): number | undefined {
  if (value === null) return undefined
  const ms = /^\d{1,6}$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - Date.now()
  return Number.isFinite(ms) && ms >= 0 ? ms : undefined
}

async function readText(response: Response, { platform, what, maxBytes }: ShopQuestion): Promise<string> {
  const parts: Uint8Array[] = []
  const body: AsyncIterable<Uint8Array> | null = response.body
  let size = 0
  // Leaving the loop ends the connection too.
  for await (const part of body ?? []) {
    size += part.byteLength
    if (size > maxBytes)
      throw new ShopError('invalid', `${platform} answered more than ${maxBytes} bytes: asked for ${what}.`)
    parts.push(part)
  }
  return new TextDecoder().decode(Buffer.concat(parts))
}
