import type { Nearby } from '@tote/core/stores'
import type { PickupStore } from '@tote/protocol'
import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { MessagesController } from '../internal/messages/messages-controller.ts'
import { addressText } from './address-text.ts'
import { distanceText } from './distance-text.ts'
import { hoursTexts, readyText } from './store-times.ts'

export interface StoreOptions {
  readonly words: MessagesController
  readonly nearby: Nearby
  /** Tells the descriptions of a list apart. */
  readonly index: number
  readonly isChosen: boolean
  /** The one that the shopper set as theirs. */
  readonly isOwn: boolean
  /** Whether the hub told what is there: else the store has its name alone. */
  readonly isTold: boolean
  titleOf(variantId: string): string
  choose(): void
}

/** A store to choose: its name, how far it is, what of the basket it has, when that is ready, and its hours. */
export function renderStore({
  words,
  nearby: { store, metres },
  index,
  isChosen,
  isOwn,
  isTold,
  titleOf,
  choose,
}: StoreOptions): TemplateResult {
  const { name, address, hours, basket } = store
  const ready = hours === undefined || basket !== 'all' ? '' : readyText(words, hours)
  return html`<li class="store" part="store" data-basket=${basket}>
    <label class="choice">
      <input
        type="radio"
        name="fulfilment"
        .value=${store.id}
        .checked=${live(isChosen)}
        aria-describedby="about-${index}"
        @change=${choose}
      />
      <span class="name" part="store-name">${name}</span>
      ${isOwn ? html`<span class="soft small" part="own">${words.text('stores.yours')}</span>` : nothing}
      ${
        metres === null
          ? nothing
          : html`<span class="soft small numbers" part="distance">${distanceText(words.lang, metres)}</span>`
      }
    </label>
    <div class="about small" id="about-${index}">
      ${isTold ? html`<p part="basket">${basketText(words, store, titleOf)}</p>` : nothing}
      ${ready === '' ? nothing : html`<p class="ready" part="ready">${ready}</p>`}
      ${
        hours === undefined
          ? nothing
          : html`<p class="soft" part="hours">${hoursTexts(words, hours).join(' · ')}</p>`
      }
      ${
        address === undefined
          ? nothing
          : html`<p class="soft" part="address" translate="no">${addressText(address)}</p>`
      }
    </div>
  </li>`
}

function basketText(
  words: MessagesController,
  { basket, missing }: PickupStore,
  titleOf: (variantId: string) => string,
): string {
  if (basket !== 'some') return words.text(basket === 'all' ? 'stores.all' : 'stores.none')
  const what = missing.map(({ variantId, free }) =>
    free === 0 ? titleOf(variantId) : words.text('stores.short', { title: titleOf(variantId), free }),
  )
  return words.text('stores.some', { what: words.list(what) })
}
