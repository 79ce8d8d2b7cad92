import { html, type TemplateResult } from 'lit'
import type { MessagesController } from '../internal/messages/messages-controller.ts'
import { bagIcon } from '../internal/theme/icons.ts'

/** A basket that is not known yet. */
export function renderLoading(words: MessagesController): TemplateResult {
  return html`<p class="ears-only">${words.text('cart.loading')}</p>
    <div class="ghosts" aria-hidden="true"><span></span><span></span></div>`
}

/** A basket with nothing in it. */
export function renderEmpty(words: MessagesController): TemplateResult {
  return html`<div class="empty" part="empty">
    <slot name="empty">
      ${bagIcon}
      <p class="empty-title">${words.text('cart.empty')}</p>
      <p class="soft">${words.text('cart.emptyHint')}</p>
    </slot>
  </div>`
}
