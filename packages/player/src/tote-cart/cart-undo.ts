import type { UndoOffer } from '@tote/core'
import { html, nothing, type TemplateResult } from 'lit'
import type { MessagesController } from '../internal/messages/messages-controller.ts'
import type { Attention } from '../internal/shopping/attention.ts'
import { undoIcon } from '../internal/theme/icons.ts'

export interface CartUndoOptions {
  readonly words: MessagesController
  readonly undo: UndoOffer | null
  readonly attention: Attention
  takeBack(): void
}

/** The bar that brings back what was removed; always there, so that ears are told when it says something. */
export function renderCartUndo({ words, undo, attention, takeBack }: CartUndoOptions): TemplateResult {
  const { pointerIn, pointerOut, focusIn, focusOut } = attention
  const title = undo === null ? '' : words.list(undo.titles)
  return html`<div
    class="undo"
    part="undo"
    ?data-shown=${undo !== null}
    @pointerenter=${pointerIn}
    @pointerleave=${pointerOut}
    @focusin=${focusIn}
    @focusout=${focusOut}
  >
    <p role="status">
      ${undo === null ? nothing : words.text(undo.kind === 'brought' ? 'notice.brought' : 'cart.removed', { title, what: title })}
    </p>
    ${
      undo === null
        ? nothing
        : html`<button class="undo-button" part="undo-button" type="button" @click=${takeBack}>
            ${undoIcon}${words.text('cart.undo')}
          </button>`
    }
  </div>`
}
