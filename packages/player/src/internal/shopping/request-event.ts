export type RequestReason = 'out-of-stock' | 'price-changed' | 'limit' | 'network'

/** What a page says to a request. With `message` in its own words, as text; else in ours. */
export type RequestAnswer =
  | { readonly status: 'accepted' }
  | { readonly status: 'rejected'; readonly reason: RequestReason; readonly message?: string }

/**
 * A shopper wants something of the basket. Left alone, Tote does it. `respondWith` asks the page first: on a yes Tote does
 * it, on a no it says why. `preventDefault()` alone leaves it to the page, and Tote does nothing.
 */
export abstract class ToteRequestEvent<Detail> extends CustomEvent<Detail> {
  /** Names the shopper's wish: the same when it is tried again, so that a page's backend does it once. */
  readonly key: string
  #answer: unknown

  constructor(
    type: string,
    detail: Detail,
    key: string = crypto.getRandomValues(new Uint32Array(4)).join('-'),
  ) {
    super(type, { bubbles: true, composed: true, cancelable: true, detail })
    this.key = key
  }

  /** What the page answers with; undefined where it took the request over without a word. */
  get answer(): unknown {
    return this.#answer
  }

  /** Call while the event is handled. A promise that rejects is a `network`; one that is silent for 30 s has timed out. */
  respondWith(answer: RequestAnswer | Promise<RequestAnswer>): void {
    this.preventDefault()
    this.#answer ??= answer
  }
}
