import type { Asked } from './judge-answer.ts'

/** Longer than a hub that is well takes on a slow network. */
const PATIENCE_MS = 10_000

/** Long after the task that tells it. */
const REFUSAL_WITHIN_MS = 100

export interface Surroundings {
  readonly fetch: typeof fetch
  /** Whether the page's policy has refused this address by now. */
  isRefused(url: string): boolean
}

/** Asks an address as a page may, and tells apart why it could not. Reads no more than an error's words. */
export async function ask(
  url: string,
  { fetch, isRefused }: Surroundings,
): Promise<Asked & { body?: unknown }> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  try {
    const response = await fetch(url, { credentials: 'omit', signal })
    const body: unknown = await response.json().catch(() => null)
    return { is: 'answered', status: response.status, body, ...errorIn(body) }
  } catch {
    // The same without reading it: what is answered now was kept from the page, not away.
    const isThere = await fetch(url, { mode: 'no-cors', credentials: 'omit', signal }).then(
      () => true,
      () => false,
    )
    // A policy's refusal is told in a task of its own, after the request has failed by it.
    await new Promise((done) => setTimeout(done, REFUSAL_WITHIN_MS))
    return { is: isRefused(url) ? 'forbidden' : isThere ? 'unreadable' : 'silent' }
  }
}

/** Whether the browser may open a WebSocket there. */
export function askSocket(url: string, Socket: typeof WebSocket): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new Socket(url)
    const end = (isOpen: boolean) => {
      clearTimeout(timer)
      socket.close()
      resolve(isOpen)
    }
    const timer = setTimeout(end, PATIENCE_MS, false)
    socket.addEventListener('open', () => end(true))
    socket.addEventListener('error', () => end(false))
  })
}

function errorIn(body: unknown): { code: string | null; message: string } {
  const error: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'error') : null
  const read = (name: string) => {
    const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : null
    return typeof value === 'string' ? value : null
  }
  return { code: read('code'), message: read('message') ?? '' }
}
