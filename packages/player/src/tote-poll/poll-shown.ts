import type { PollView } from '@tote/core'
import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Long enough to read how it ended; then the picture is free again. */
const RESULT_SHOWN_MS = 20_000

/**
 * Whether a poll is to be seen: while it is open, and its result for a while to who saw it open. A late joiner is not
 * shown what was decided before; nobody is shown what they put away.
 */
export class PollShown implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #over = new Set<string>()
  readonly #seenOpen = new Set<string>()
  #timer: { readonly id: string; readonly handle: ReturnType<typeof setTimeout> } | undefined

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  /** Call in each update, with the poll of the picture's moment. */
  pick(poll: PollView | null): PollView | null {
    if (poll === null) return null
    if (poll.isOpen) {
      this.#seenOpen.add(poll.id)
      this.#stop()
    } else if (this.#seenOpen.has(poll.id)) this.#startLeaving(poll.id)
    return this.#seenOpen.has(poll.id) && !this.#over.has(poll.id) ? poll : null
  }

  putAway(id: string): void {
    this.#over.add(id)
    this.#host.requestUpdate()
  }

  hostDisconnected(): void {
    this.#stop()
  }

  #startLeaving(id: string): void {
    if (this.#timer?.id === id) return
    this.#stop()
    this.#timer = { id, handle: setTimeout(() => this.putAway(id), RESULT_SHOWN_MS) }
  }

  #stop(): void {
    clearTimeout(this.#timer?.handle)
    this.#timer = undefined
  }
}
