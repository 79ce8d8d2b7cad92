import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit'
import type { MessagesController } from '../messages/messages-controller.ts'
import { closeIcon } from '../theme/icons.ts'

export interface SheetOptions {
  readonly words: MessagesController
  readonly label: string
  readonly content: TemplateResult
}

/** A modal sheet in an element's shadow: the browser holds the focus in it and gives it back, and Escape closes it. */
export class SheetController implements ReactiveController {
  readonly #host: LitElement
  #isOpen = false

  constructor(host: LitElement) {
    this.#host = host
    host.addController(this)
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  open() {
    this.#isOpen = true
    this.#host.requestUpdate()
  }

  render({ words, label, content }: SheetOptions): TemplateResult | typeof nothing {
    if (!this.#isOpen) return nothing
    return html`<dialog
      class="sheet"
      part="sheet"
      aria-label=${label}
      @close=${this.#closed}
      @click=${onClick}
    >
      <form method="dialog" class="sheet-close">
        <button class="icon-button" part="sheet-close" aria-label=${words.text('product.close')}>
          ${closeIcon}
        </button>
      </form>
      <div class="sheet-body">${content}</div>
    </dialog>`
  }

  hostUpdated() {
    const dialog = this.#host.renderRoot.querySelector<HTMLDialogElement>('dialog.sheet')
    if (dialog?.open === false) dialog.showModal()
  }

  hostDisconnected() {
    this.#isOpen = false
  }

  readonly #closed = () => {
    this.#isOpen = false
    this.#host.requestUpdate()
  }
}

// The backdrop belongs to the dialog: a press beside its content is one on the dialog itself.
function onClick({ target, currentTarget }: Event) {
  if (target === currentTarget && currentTarget instanceof HTMLDialogElement) currentTarget.close()
}
