import type { CartLineView } from '@tote/core'
import type { LineId } from '@tote/protocol'
import { html, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { repeat } from 'lit/directives/repeat.js'
import type { MessagesController } from '../internal/messages/messages-controller.ts'

export interface SentOptions {
  readonly words: MessagesController
  readonly lines: readonly CartLineView[]
  titleOf(variantId: string): string
  send(lineId: LineId, isSent: boolean): void
}

/** Of a basket that is picked up, what is sent home all the same. */
export function renderSent({ words, lines, titleOf, send }: SentOptions): TemplateResult {
  return html`<fieldset class="sent" part="sent">
    <legend class="small soft">${words.text('stores.send')}</legend>
    ${repeat(
      lines,
      ({ id }) => id,
      ({ id, isSent, merchandise }) =>
        html`<label class="choice small" part="sent-line">
          <input
            type="checkbox"
            .checked=${live(isSent)}
            @change=${(event: Event) => {
              if (event.currentTarget instanceof HTMLInputElement) send(id, event.currentTarget.checked)
            }}
          />
          <span class="name">${titleOf(merchandise.variantId)}</span>
        </label>`,
    )}
  </fieldset>`
}
