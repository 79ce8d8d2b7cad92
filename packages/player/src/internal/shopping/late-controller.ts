import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Tells when something has been so for a while: what passes sooner would only flicker. */
export class LateController implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #isSo: () => boolean
  readonly #afterMs: number | (() => number)
  #timer: ReturnType<typeof setTimeout> | undefined
  #isLate = false

  constructor(host: ReactiveControllerHost, isSo: () => boolean, afterMs: number | (() => number)) {
    this.#host = host
    this.#isSo = isSo
    this.#afterMs = afterMs
    host.addController(this)
  }

  get isLate(): boolean {
    return this.#isLate
  }

  hostUpdate() {
    if (!this.#isSo()) this.#forget()
    else if (this.#timer === undefined) {
      const afterMs = typeof this.#afterMs === 'number' ? this.#afterMs : this.#afterMs()
      this.#timer = setTimeout(() => {
        this.#isLate = true
        this.#host.requestUpdate()
      }, afterMs)
    }
  }

  hostDisconnected() {
    this.#forget()
  }

  #forget() {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#isLate = false
  }
}
