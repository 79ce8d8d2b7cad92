import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Draws its host anew each second while there is something to count down. */
export class SecondTick implements ReactiveController {
  readonly #host: ReactiveControllerHost
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  run(isWanted: boolean): void {
    if (!isWanted) this.hostDisconnected()
    else this.#timer ??= setInterval(() => this.#host.requestUpdate(), 1000)
  }

  hostDisconnected(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}
