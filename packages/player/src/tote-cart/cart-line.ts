import type { CartLineView } from '@tote/core'
import { html, nothing, type TemplateResult } from 'lit'
import type { MessagesController } from '../internal/messages/messages-controller.ts'
import { renderStepper } from '../internal/shopping/stepper.ts'
import { renderPicture } from '../internal/theme/picture.ts'

export interface CartLineOptions {
  readonly words: MessagesController
  readonly line: CartLineView
  /** The basket is being paid: nothing in it changes. */
  readonly isFrozen: boolean
  /** By this device's clock; of no meaning where nothing is held. */
  readonly heldUntilMs: number
  setQuantity(quantity: number): void
  remove(): void
}

export function renderCartLine(options: CartLineOptions): TemplateResult {
  const { words, line } = options
  const { title, variantTitle, image, isAvailable } = line.merchandise
  return html`<li
    class="line"
    part="line"
    data-line=${line.id}
    ?data-pending=${line.isPending}
    ?data-unavailable=${!isAvailable}
  >
    ${renderPicture({ src: image, alt: '', title })}
    <div class="line-body">
      <h3 class="line-title" part="line-title">${title}</h3>
      ${variantTitle === '' ? nothing : html`<p class="line-variant" part="line-variant">${variantTitle}</p>`}
      ${line.attributes.map(([key, value]) => html`<p class="line-variant">${key}: ${value}</p>`)}
      ${options.isFrozen ? nothing : renderHold(options)}
      ${isAvailable ? nothing : html`<p class="line-note">${words.text('cart.unavailable')}</p>`}
    </div>
    ${renderCost(options)}
    <div class="line-acts">${options.isFrozen ? renderQuantity(options) : renderActs(options)}</div>
  </li>`
}

function renderCost({ words, line: { cost, quantity } }: CartLineOptions): TemplateResult {
  return html`<p class="line-cost numbers" part="line-cost">
    <span>${words.money(cost.total)}</span>
    ${
      quantity > 1
        ? html`<span class="each">${words.text('cart.each', { price: words.money(cost.unit) })}</span>`
        : nothing
    }
  </p>`
}

function renderHold({
  words,
  line: { hold },
  heldUntilMs,
}: CartLineOptions): TemplateResult | typeof nothing {
  if (hold === null) return nothing
  return html`<p class="line-hold" part="line-hold" ?data-over=${hold.status === 'over'}>
    ${
      hold.status === 'over'
        ? words.text('cart.holdOver')
        : words.text('cart.heldUntil', { time: words.time(heldUntilMs) })
    }
  </p>`
}

function renderQuantity({ line }: Pick<CartLineOptions, 'line'>): TemplateResult {
  return html`<span class="soft numbers">× ${line.quantity}</span>`
}

function renderActs({ words, line, setQuantity, remove }: CartLineOptions): TemplateResult {
  const { title, isAvailable } = line.merchandise
  const { quantity } = line
  return html`
    ${
      isAvailable
        ? renderStepper(words, { title, quantity, set: setQuantity, remove })
        : renderQuantity({ line })
    }
    <button
      class="link-button remove"
      part="remove"
      type="button"
      aria-label=${words.text('cart.remove', { title })}
      @click=${remove}
    >
      ${words.text('cart.removeShort')}
    </button>
  `
}
