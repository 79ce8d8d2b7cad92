import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { ReadableAtom } from 'nanostores'

/**
 * Draws the host again when a store changes. `pick` is asked before each update, so that the store may come late
 * (no tote yet) or be exchanged (another tote).
 */
export class StoreController<Value> implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #pick: () => ReadableAtom<Value> | undefined
  #store: ReadableAtom<Value> | undefined
  #stop: (() => void) | undefined
  #isConnected = false

  constructor(host: ReactiveControllerHost, pick: () => ReadableAtom<Value> | undefined) {
    this.#host = host
    this.#pick = pick
    host.addController(this)
  }

  /** Undefined while there is no store. */
  get value(): Value | undefined {
    return this.#store?.get()
  }

  hostConnected() {
    this.#isConnected = true
    // The store may have changed while the host was out of the page.
    this.#host.requestUpdate()
  }

  hostUpdate() {
    const store = this.#pick()
    if (store === this.#store && this.#stop !== undefined) return
    this.#stop?.()
    this.#store = store
    // Drawn once more after it was taken out, a host would be held by the store for as long as the page lives.
    this.#stop = this.#isConnected ? store?.listen(() => this.#host.requestUpdate()) : undefined
  }

  hostDisconnected() {
    this.#isConnected = false
    this.#stop?.()
    this.#stop = undefined
  }
}
