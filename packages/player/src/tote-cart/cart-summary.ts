import type { CartView, Tote } from '@tote/core'
import type { CheckoutId } from '@tote/protocol'
import { html, nothing, type TemplateResult } from 'lit'
import type { Messages } from '../internal/messages/english.ts'
import type { MessagesController } from '../internal/messages/messages-controller.ts'

export interface CartSummaryOptions {
  readonly words: MessagesController
  readonly cart: CartView
  /** How the goods are got, and the codes: above the sums. */
  readonly choices: TemplateResult | typeof nothing
  /** Why the wish to pay came to nothing; empty when it did not. */
  readonly checkoutProblem: string
  /** By this device's clock. */
  readonly payUntilMs: number
  readonly tote: Tote
  readonly messages: Messages | undefined
  /** To the one of several merchants' check-outs that was chosen; null before there are any. */
  checkOut(id: CheckoutId | null): void
  /** The shopper goes back from paying. */
  reopen(): void
}

/** What the basket comes to, and the way to check-out; or, while it is being paid, the way back. */
export function renderCartSummary(options: CartSummaryOptions): TemplateResult {
  const { words, cart, choices, tote, messages } = options
  const { subtotal, discount, total } = cart.cost
  const isReduced = discount.amount > 0
  return html`<footer class="summary" part="summary">
    ${cart.checkout === null ? choices : nothing}
    <p class="sum subtotal ${isReduced ? '' : 'last'}" part="subtotal">
      <span>${words.text('cart.subtotal')}</span>
      <span class="numbers">${words.money(subtotal)}</span>
    </p>
    ${
      isReduced
        ? html`<p class="sum discount" part="discount">
              <span>${words.text('cart.discount')}</span>
              <span class="numbers">${words.money({ ...discount, amount: -discount.amount })}</span>
            </p>
            <p class="sum total last" part="total">
              <span>${words.text('cart.total')}</span>
              <span class="numbers">${words.money(total)}</span>
            </p>`
        : nothing
    }
    <p class="taxes soft">${words.text('cart.taxes')}</p>
    ${cart.checkout === null ? renderCheckout(options) : renderPaying(options)}
    <tote-share .tote=${tote} .messages=${messages}></tote-share>
    <slot name="footer"></slot>
  </footer>`
}

function renderCheckout({ words, checkoutProblem, checkOut }: CartSummaryOptions): TemplateResult {
  return html`<button
      class="button primary checkout"
      part="checkout"
      type="button"
      @click=${() => checkOut(null)}
    >
      ${words.text('cart.checkout')}
    </button>
    ${renderProblem(checkoutProblem)}`
}

function renderProblem(problem: string): TemplateResult {
  return html`<p class="no-checkout" role="status" ?data-shown=${problem !== ''}>${problem}</p>`
}

/** Who left the shop's page without paying finds the way there again: it is the same check-out. */
function renderPaying(options: CartSummaryOptions): TemplateResult {
  const { words, cart, payUntilMs, checkOut, reopen, tote, messages, checkoutProblem } = options
  return html`<div class="paying" part="paying">
    ${
      cart.checkout?.parts === undefined
        ? html`<p role="status">${words.text('cart.paying', { time: words.time(payUntilMs) })}</p>
            ${renderCheckout(options)}`
        : html`<tote-checkouts .tote=${tote} .messages=${messages} .pay=${checkOut}></tote-checkouts>
            ${renderProblem(checkoutProblem)}`
    }
    <button class="button" part="reopen" type="button" @click=${reopen}>${words.text('cart.reopen')}</button>
  </div>`
}
