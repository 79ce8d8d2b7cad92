import type { ReactiveControllerHost } from 'lit'

/**
 * What a shopper asks of the hub by a press, one thing at a time: a second press asks for nothing more. What came of it is
 * `said`, and whatever went wrong is told by the text of a refusal, so that they may press again.
 */
export class OneWish {
  readonly #host: ReactiveControllerHost
  readonly #refusal: () => string
  #said = ''
  #isBusy = false

  constructor(host: ReactiveControllerHost, refusal: () => string) {
    this.#host = host
    this.#refusal = refusal
  }

  /** What came of the last press; empty when there is nothing to say of it. */
  get said(): string {
    return this.#said
  }

  /** While it is asked. */
  get isBusy(): boolean {
    return this.#isBusy
  }

  /** What was said was about something else. */
  forget(): void {
    this.#said = ''
  }

  /** `deed` tells what to say. False when it was one press too many. */
  async make(deed: () => Promise<string>): Promise<boolean> {
    if (this.#isBusy) return false
    this.#isBusy = true
    this.#said = ''
    this.#host.requestUpdate()
    this.#said = await deed().catch(() => this.#refusal())
    this.#isBusy = false
    this.#host.requestUpdate()
    return true
  }
}
