import { html, type TemplateResult } from 'lit'
import type { MessagesController } from '../internal/messages/messages-controller.ts'
import { bagIcon } from '../internal/theme/icons.ts'

/** More digits than this do not fit the round. */
const MOST = 99

export function renderBadge(words: MessagesController, count: number, open: () => void): TemplateResult {
  const shown = new Intl.NumberFormat(words.lang).format(Math.min(count, MOST))
  return html`<button
    class="icon-button badge"
    part="badge"
    type="button"
    aria-label=${words.text('cart.open', { count })}
    @click=${open}
  >
    ${bagIcon}
    <span class="badge-count numbers" part="count" aria-hidden="true" ?data-shown=${count > 0}
      >${count > MOST ? `${shown}+` : shown}</span
    >
  </button>`
}
