import type { ChatMessageView } from '@tote/core'
import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** A chat is read at will. Ears are told how much is new, not each word of it, and no more often than this. */
const TELL_EVERY_MS = 20_000

/** Counts what others said since ears were last told, while the shopper is at the chat. */
export class ChatNews implements ReactiveController {
  /** New messages to tell of; 0 says nothing. */
  told = 0
  readonly #host: ReactiveControllerHost & Element
  readonly #messages: () => readonly ChatMessageView[]
  #known = new Set<string>()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(host: ReactiveControllerHost & Element, messages: () => readonly ChatMessageView[]) {
    this.#host = host
    this.#messages = messages
    host.addController(this)
  }

  hostUpdate(): void {
    const isAtChat = this.#host.matches(':focus-within')
    if (!isAtChat) {
      this.hostDisconnected()
      return
    }
    if (this.#timer !== undefined) return
    this.#remember()
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.told = this.#messages().filter(({ id, isMine }) => !isMine && !this.#known.has(id)).length
      this.#host.requestUpdate()
    }, TELL_EVERY_MS)
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.told = 0
  }

  #remember(): void {
    this.#known = new Set(this.#messages().map(({ id }) => id))
  }
}
