import type { Store } from '@tote/core'
import { html, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { MessagesController } from '../internal/messages/messages-controller.ts'

export interface OwnStoreOptions {
  readonly words: MessagesController
  readonly store: Store
  readonly isChosen: boolean
  choose(): void
}

/** The shopper's own store, one press away. */
export function renderOwnStore({ words, store, isChosen, choose }: OwnStoreOptions): TemplateResult {
  return html`<label class="choice" part="own-store">
    <input type="radio" name="fulfilment" .value=${store.id} .checked=${live(isChosen)} @change=${choose} />
    <span class="name">${words.text('stores.pickupOwn', { store: store.name })}</span>
  </label>`
}

export interface RememberOptions {
  readonly words: MessagesController
  readonly store: Store
  readonly isOwn: boolean
  remember(isOwn: boolean): void
}

/** Whether the chosen store is the shopper's own, on every site of the shop. */
export function renderRemember({ words, store, isOwn, remember }: RememberOptions): TemplateResult {
  return html`<label class="choice small" part="remember">
    <input
      type="checkbox"
      .checked=${live(isOwn)}
      @change=${(event: Event) => {
        if (event.currentTarget instanceof HTMLInputElement) remember(event.currentTarget.checked)
      }}
    />
    <span class="name">${words.text('stores.remember', { store: store.name })}</span>
  </label>`
}
