import type { Said, Tote } from '@tote/core'
import type { ReactiveController, ReactiveControllerHost } from 'lit'

export type ChatFault = 'chat.offline' | 'chat.refused' | 'chat.wait'

/** What the shopper is writing, and what became of the last they sent. A refused message goes back to be sent again. */
export class ChatForm implements ReactiveController {
  text = ''
  fault: ChatFault | null = null
  /** Seconds until the next may be sent, as the hub said. */
  waitSeconds = 0
  readonly #host: ReactiveControllerHost
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  get maySend(): boolean {
    return this.text.trim() !== '' && !this.isWaiting
  }

  get isWaiting(): boolean {
    return this.#timer !== undefined
  }

  write(text: string): void {
    this.text = text
    this.#host.requestUpdate()
  }

  async send(tote: Tote): Promise<void> {
    if (!this.maySend) return
    const { text } = this
    this.text = ''
    this.fault = null
    this.#host.requestUpdate()
    // Signs that cannot be seen are all it was: core finds that out, and it is no fault of the page.
    const said = await tote.chat.send(text).catch((): Said => ({ status: 'rejected', code: 'invalid' }))
    if (said.status === 'rejected') this.#takeBack(text, said)
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #takeBack(text: string, { code, retryAfterMs }: Extract<Said, { status: 'rejected' }>): void {
    // Unless they have begun another: that is not to be written over.
    if (this.text === '') this.text = text
    this.fault = code === 'hub_unreachable' ? 'chat.offline' : code === 'rate' ? 'chat.wait' : 'chat.refused'
    if (code === 'rate') this.#wait(retryAfterMs ?? 1000)
    this.#host.requestUpdate()
  }

  #wait(ms: number): void {
    this.waitSeconds = Math.ceil(ms / 1000)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.fault = null
      this.#host.requestUpdate()
    }, ms)
  }
}
