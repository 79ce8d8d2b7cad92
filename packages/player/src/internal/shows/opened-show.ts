import type { LitElement, ReactiveController } from 'lit'
import { html, nothing, type TemplateResult } from 'lit'
import type { MessagesController } from '../messages/messages-controller.ts'
import { backIcon, closeIcon, forwardIcon } from '../theme/icons.ts'
import { ToteShowCloseEvent, ToteShowOpenEvent } from './tote-show-open-event.ts'

export interface OpenedShowHost extends LitElement {
  readonly hub: string | null
  readonly effectiveKey: string | null
  readonly theme: string | null
}

/** What an element knows of a show it opens. */
export interface ShowToOpen {
  readonly id: string
  readonly title: string
  /** False for a show that is still to come: there is nothing to play. */
  readonly isPlayable: boolean
}

export interface OpenedShowOptions {
  readonly words: MessagesController
  readonly isInPlace?: boolean
  /** The shows beside it; null where there is none. */
  readonly previous?: ShowToOpen | null
  readonly next?: ShowToOpen | null
}

/**
 * The show that an element has opened, in a dialog or in place. Its player is a child of the element, in the page's own
 * tree, where the page's handlers, a basket in its header and the script tag find it like any other.
 */
export class OpenedShow implements ReactiveController {
  readonly #host: OpenedShowHost
  #show: ShowToOpen | null = null
  #player: HTMLElement | null = null

  constructor(host: OpenedShowHost) {
    this.#host = host
    host.addController(this)
  }

  get show(): ShowToOpen | null {
    return this.#show
  }

  /** Asks the page first. */
  open(show: ShowToOpen): void {
    if (show.id === this.#show?.id) return
    if (!this.#host.dispatchEvent(new ToteShowOpenEvent({ showId: show.id }))) return
    this.#show = show
    this.#player?.remove()
    this.#player = this.#createPlayer(show)
    this.#host.append(this.#player)
    this.#host.requestUpdate()
    // With npm it is fetched now; the script tag's own loader has it meanwhile, or does the same.
    import('../../define/define.ts').catch(() => this.close())
  }

  close(): void {
    const show = this.#show
    if (show === null) return
    this.#show = null
    this.#player?.remove()
    this.#player = null
    this.#host.requestUpdate()
    this.#host.dispatchEvent(new ToteShowCloseEvent({ showId: show.id }))
  }

  render(options: OpenedShowOptions): TemplateResult | typeof nothing {
    if (this.#show === null) return nothing
    const content = html`${this.#renderBar(options)}<slot name="player"></slot>`
    if (options.isInPlace === true)
      return html`<section class="opened place" part="place" aria-label=${this.#show.title}>
        ${content}
      </section>`
    return html`<dialog
      class="opened"
      part="dialog"
      aria-label=${this.#show.title}
      @close=${() => this.close()}
      @click=${onClick}
    >
      ${content}
    </dialog>`
  }

  hostUpdated(): void {
    const dialog = this.#host.renderRoot.querySelector<HTMLDialogElement>('dialog.opened')
    if (dialog?.open === false) dialog.showModal()
  }

  hostDisconnected(): void {
    this.#player?.remove()
    this.#player = null
    this.#show = null
  }

  #renderBar({ words, previous = null, next = null }: OpenedShowOptions): TemplateResult {
    return html`<div class="opened-bar">
      ${this.#renderStep(words.text('shows.previous'), previous, backIcon)}
      ${this.#renderStep(words.text('shows.next'), next, forwardIcon)}
      <button
        class="icon-button opened-close"
        part="close"
        type="button"
        autofocus
        aria-label=${words.text('shows.close')}
        @click=${() => this.close()}
      >
        ${closeIcon}
      </button>
    </div>`
  }

  #renderStep(label: string, to: ShowToOpen | null, icon: TemplateResult): TemplateResult | typeof nothing {
    if (to === null) return nothing
    return html`<button
      class="icon-button"
      part="step"
      type="button"
      aria-label=${`${label}: ${to.title}`}
      @click=${() => this.open(to)}
    >
      ${icon}
    </button>`
  }

  #createPlayer(show: ShowToOpen): HTMLElement {
    const { ownerDocument, hub, effectiveKey, theme } = this.#host
    const player = ownerDocument.createElement('tote-player')
    player.slot = 'player'
    player.setAttribute('show', show.id)
    if (hub !== null) player.setAttribute('hub', hub)
    if (effectiveKey !== null) player.setAttribute('key', effectiveKey)
    if (theme !== null) player.setAttribute('theme', theme)
    player.toggleAttribute('autoplay', show.isPlayable)
    return player
  }
}

// The backdrop belongs to the dialog: a press beside its content is one on the dialog itself.
function onClick({ target, currentTarget }: Event): void {
  if (target === currentTarget && currentTarget instanceof HTMLDialogElement) currentTarget.close()
}
