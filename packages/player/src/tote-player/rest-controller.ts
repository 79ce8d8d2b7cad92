import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Long enough to read what a button does. */
const REST_AFTER_MS = 3000

export interface RestHost extends ReactiveControllerHost, HTMLElement {
  /** Whether controls may go: not while paused, nor while the keyboard is among them. */
  readonly mayRest: boolean
}

/** Lets the controls fade while a picture plays and nobody is at them. */
export class RestController implements ReactiveController {
  isResting = false
  readonly #host: RestHost
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(host: RestHost) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {
    for (const event of WAKING) this.#host.addEventListener(event, this.wake)
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer)
    for (const event of WAKING) this.#host.removeEventListener(event, this.wake)
  }

  readonly wake = (): void => {
    this.#set(false)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#set(this.#host.mayRest), REST_AFTER_MS)
  }

  toggle(): void {
    if (this.isResting) this.wake()
    else this.#set(true)
  }

  #set(isResting: boolean): void {
    if (this.isResting === isResting) return
    this.isResting = isResting
    this.#host.requestUpdate()
  }
}

const WAKING = ['pointermove', 'pointerdown', 'focusin', 'keydown'] as const
