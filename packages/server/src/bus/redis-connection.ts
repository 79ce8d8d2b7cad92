import { createClient } from 'redis'

/** A connection may take this long to come, an answer to arrive; then another one is made. */
const PATIENCE_MS = 3000
const FIRST_RETRY_MS = 100
/** A Redis that is back is used again within this long. */
const MAX_RETRY_MS = 2000

export type RedisClient = ReturnType<typeof newClient>

export interface Kept {
  readonly url: string
  /** Works with a connection until it fails or `signal` says stop. */
  readonly work: (client: RedisClient, signal: AbortSignal) => Promise<void>
  readonly signal: AbortSignal
  readonly onLost: (error: unknown) => void
}

/**
 * Keeps one connection to Redis at work, with a new one whenever it fails. The client's own reconnecting and
 * queueing are off: it would keep what waits without bound, and hand a command that was never answered to a
 * stalled connection for good. Resolves when `signal` has stopped it; never rejects.
 */
export async function keepConnected({ url, work, signal, onLost }: Kept): Promise<void> {
  let retryMs = FIRST_RETRY_MS
  while (!signal.aborted) {
    const client = newClient(url)
    // Each failure also rejects what waits for it; without a listener it would end the process.
    client.on('error', () => undefined)
    const stop = () => end(client)
    signal.addEventListener('abort', stop)
    try {
      await inTime(client.connect())
      retryMs = FIRST_RETRY_MS
      await work(client, signal)
    } catch (error) {
      if (!signal.aborted) onLost(error)
    } finally {
      signal.removeEventListener('abort', stop)
      end(client)
    }
    await pause(retryMs * (0.5 + Math.random() / 2), signal)
    retryMs = Math.min(MAX_RETRY_MS, retryMs * 2)
  }
}

/** What Redis answers, unless it does not. */
export async function inTime<T>(answer: Promise<T>, withinMs = PATIENCE_MS): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`Redis did not answer within ${withinMs} ms`)), withinMs)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Resolves after a while, or at once when stopped. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((done) => {
    const finish = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      done()
    }
    const timer = setTimeout(finish, ms)
    signal.addEventListener('abort', finish)
  })
}

export function newClient(url: string) {
  return createClient({
    url,
    RESP: 2,
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    socket: { reconnectStrategy: false, connectTimeout: PATIENCE_MS },
  })
}

function end(client: RedisClient): void {
  try {
    client.destroy()
  } catch {
    // It had ended by itself, which is what was wanted.
  }
}
