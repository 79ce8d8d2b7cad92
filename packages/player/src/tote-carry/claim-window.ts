import type { CarryRoom, ClaimState, Tote } from '@tote/core'
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { StoreController } from '../internal/store-controller.ts'

export interface ClaimHost extends ReactiveControllerHost {
  /** The tote in use now. */
  readonly current: Tote | null
}

export type ClaimProblem =
  | 'carry.blocked'
  | 'carry.failed'
  | 'carry.noTicket'
  | 'carry.notACode'
  | 'carry.followDenied'
  | 'carry.followNone'

const NONE: ClaimState = { status: 'none' }

/**
 * A claim of the tote in use, and the window of the hub in which the shopper answers it. It is asked for ahead of the press
 * that opens the window, so that the press opens it at once.
 */
export class ClaimWindow implements ReactiveController {
  problem: ClaimProblem | null = null
  /** Whether the shopper has gone to answer. */
  isOpen = false
  readonly #host: ClaimHost
  readonly #claim: StoreController<ClaimState>
  #room: CarryRoom | null = null
  #loading: Promise<CarryRoom | null> | null = null
  #asking: Promise<void> | null = null
  #opened: Window | null = null
  /** Asked for here; another element of the page may have asked for the one there is. */
  #isOurs = false
  #tote: Tote | null = null

  constructor(host: ClaimHost) {
    this.#host = host
    host.addController(this)
    this.#claim = new StoreController(host, () => this.#room?.$claim)
  }

  get state(): ClaimState {
    return this.#claim.value ?? NONE
  }

  /** What was loaded. */
  get room(): CarryRoom | null {
    return this.#room
  }

  hostConnected(): void {
    window.addEventListener('message', this.#onMessage)
  }

  hostDisconnected(): void {
    window.removeEventListener('message', this.#onMessage)
    this.cancel()
  }

  hostUpdate(): void {
    const { current } = this.#host
    if (current === this.#tote) return
    this.cancel()
    this.#tote = current
    this.#room = null
    this.#loading = null
  }

  /** The ways that need more than a link; null, and said, where they cannot be had. */
  load(): Promise<CarryRoom | null> {
    const tote = this.#tote
    if (tote === null) return Promise.resolve(null)
    return (this.#loading ??= tote.journey.carry().then(
      (room) => {
        if (tote !== this.#tote) return null
        this.#room = room
        this.#host.requestUpdate()
        return room
      },
      () => {
        this.#loading = null
        this.say('carry.failed')
        return null
      },
    ))
  }

  /** Asks, unless it is asked already. What is asked anew has no window yet. */
  ask(): Promise<void> {
    if (this.#asking === null) {
      if (isUnderWay(this.state)) return Promise.resolve()
      this.#opened = null
      this.isOpen = false
    }
    this.#asking ??= this.#ask().finally(() => (this.#asking = null))
    return this.#asking
  }

  /** From the shopper's own press: browsers open no window otherwise. */
  open(): void {
    const asked = this.ask()
    // Pressed twice, it is the one that was opened: the yes counts from there alone.
    if (this.#opened?.closed === false) return this.#opened.focus()
    const { state } = this
    const isReady = state.status === 'waiting'
    // A name of its own, so that two widgets do not share a window.
    const opened = window.open(
      isReady ? state.window : '',
      `tote-${crypto.randomUUID()}`,
      'popup,width=440,height=680',
    )
    this.#opened = opened
    this.isOpen = opened !== null
    this.say(opened === null ? 'carry.blocked' : null)
    if (!isReady) void asked.then(() => this.#lead(opened))
  }

  cancel(): void {
    this.isOpen = false
    this.problem = null
    if (this.#isOurs) this.#room?.cancel()
    this.#isOurs = false
  }

  /** What was asked for here goes on there. */
  async handTo(other: ClaimWindow): Promise<void> {
    other.say(this.problem)
    await this.ask()
    this.#isOurs = false
    other.#isOurs = true
  }

  say(problem: typeof this.problem): void {
    this.problem = problem
    this.#host.requestUpdate()
  }

  async #ask(): Promise<void> {
    const room = await this.load()
    if (room === null || isUnderWay(room.$claim.get())) return
    this.#isOurs = true
    await room.ask()
  }

  /** Opened by the press before the hub had answered. */
  #lead(opened: Window | null): void {
    const { state } = this
    if (state.status !== 'waiting') opened?.close()
    else if (opened !== null) opened.location.href = state.window
  }

  /** The shopper's yes, from the hub's own window that was opened here, and from nobody else. */
  readonly #onMessage = ({ origin, source, data }: MessageEvent<unknown>): void => {
    const tote = this.#tote
    if (tote === null || source === null || source !== this.#opened) return
    if (origin !== new URL(tote.hub).origin || typeof data !== 'object' || data === null) return
    if (!('claim' in data) || !('toteRelease' in data)) return
    const { claim, toteRelease } = data
    if (typeof claim === 'string' && typeof toteRelease === 'string')
      void this.#room?.release(claim, toteRelease)
  }
}

function isUnderWay({ status }: ClaimState): boolean {
  return status === 'waiting' || status === 'asking'
}
