export type Way = 'socket' | 'https'

/** One failure is a bad moment, two in a row are a network that lets none through. */
const FAILURES = 2
/** A shopper who leaves the office's network finds a better one; until then each try costs a wait. */
const RETRY_SOCKET_MS = 60_000

/** Which way to the hub to try: sockets, and HTTPS where they fail. */
export class Ways {
  #failures = 0
  #isHttps = false
  #triedAtMs = Number.NEGATIVE_INFINITY

  /** In this order, until one opens. */
  next(nowMs: number): readonly Way[] {
    if (this.#isHttps && nowMs - this.#triedAtMs < RETRY_SOCKET_MS) return ['https']
    return this.#isHttps || this.#failures + 1 >= FAILURES ? ['socket', 'https'] : ['socket']
  }

  opened(way: Way): void {
    this.#isHttps = way === 'https'
    if (way === 'socket') this.#failures = 0
  }

  failed(way: Way, nowMs: number): void {
    if (way === 'https') return
    this.#failures += 1
    this.#triedAtMs = nowMs
  }

  /** How long HTTPS goes on before a socket is tried again. */
  readonly retryMs = RETRY_SOCKET_MS
}
