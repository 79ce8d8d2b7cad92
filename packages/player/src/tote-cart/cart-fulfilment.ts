import type { CartView, Store } from '@tote/core'
import type { Fulfilment } from '@tote/protocol'
import { html, nothing, type TemplateResult } from 'lit'
import type { MessagesController } from '../internal/messages/messages-controller.ts'

export interface CartFulfilmentOptions {
  readonly words: MessagesController
  readonly cart: CartView
  readonly stores: readonly Store[]
  choose(fulfilment: Fulfilment): void
}

/** Sent home, or picked up at one of the shop's stores; nothing where there is no choice. */
export function renderCartFulfilment({
  words,
  cart,
  stores,
  choose,
}: CartFulfilmentOptions): TemplateResult | typeof nothing {
  if (stores.length === 0) return nothing
  const { fulfilment } = cart
  const chosen = fulfilment.kind === 'pickup' ? fulfilment.locationId : ''
  const onChange = (event: Event) => {
    if (!(event.target instanceof HTMLSelectElement)) return
    const store = stores.find(({ id }) => id === (event.target as HTMLSelectElement).value)
    choose(store === undefined ? { kind: 'delivery' } : { kind: 'pickup', locationId: store.id })
  }
  return html`<p class="fulfilment" part="fulfilment">
    <label for="fulfilment">${words.text('cart.fulfilment')}</label>
    <select id="fulfilment" part="fulfilment-choice" @change=${onChange} .value=${chosen}>
      <option value="" ?selected=${chosen === ''}>${words.text('cart.delivery')}</option>
      ${stores.map(
        ({ id, name }) =>
          html`<option value=${id} ?selected=${chosen === id}>
            ${words.text('cart.pickup', { store: name })}
          </option>`,
      )}
    </select>
  </p>`
}
