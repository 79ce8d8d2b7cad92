import type { CartView, Tote } from '@tote/core'
import { addMoney, money, type CheckoutId, type CheckoutPart } from '@tote/protocol'
import { html, nothing, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import { sellerName } from '../internal/shopping/seller-name.ts'
import { StoreController } from '../internal/store-controller.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { problemText } from '../tote-cart/problem-text.ts'
import { toDeviceTime } from '../tote-cart/to-device-time.ts'
import { checkoutsEnglish } from './checkouts-english.ts'
import { toteCheckoutsStyles } from './tote-checkouts.styles.ts'

/**
 * While a basket is paid that several merchants sell: who is paid already, who is to be paid still, each with a button, and who
 * could not take the order and why. Comes with `<tote-cart>`, and shows nothing where one merchant sells all.
 *
 * @summary What of a basket is paid to whom.
 * @csspart checkouts - The whole.
 * @csspart part - One merchant's part; `data-status` is `open`, `ordered` or `failed`.
 * @csspart seller - The merchant's name.
 * @csspart pay - The button that leads to where it is paid.
 * @csspart state - That it was ordered, or why not.
 */
export class ToteCheckouts extends ToteElement {
  static override styles = toteCheckoutsStyles

  readonly #cart = new StoreController(this, () => this.current?.cart.$cart)

  /** Leads to where this one is paid. */
  @property({ attribute: false }) pay: ((id: CheckoutId) => void) | undefined

  protected override get ownEnglish() {
    return checkoutsEnglish
  }

  override render() {
    const { current: tote, words } = this
    const cart = this.#cart.value
    const parts = cart?.checkout?.parts
    if (tote === null || cart?.checkout == null || parts === undefined) return nothing
    const time = words.time(toDeviceTime(tote, cart.checkout.untilMs))
    return html`<section class="checkouts" part="checkouts" aria-label=${words.text('checkouts.label')}>
      <p>${words.text('checkouts.intro', { time })}</p>
      <ul class="parts">
        ${parts.map((part) => this.#renderPart(tote, cart, part))}
      </ul>
    </section>`
  }

  #renderPart(tote: Tote, cart: CartView, part: CheckoutPart): TemplateResult {
    const seller = sellerName(tote, part.merchantId)
    return html`<li class="part" part="part" data-status=${part.status}>
      ${
        part.status === 'open'
          ? this.#renderOpen(seller, { cart, part })
          : html`<span class="seller" part="seller">${seller}</span> ${this.#renderState(tote, part)}`
      }
    </li>`
  }

  #renderOpen(
    seller: string,
    { cart, part }: { cart: CartView; part: Extract<CheckoutPart, { status: 'open' }> },
  ): TemplateResult {
    const total = this.words.money(totalOf(cart, part))
    return html`<button class="button primary" part="pay" type="button" @click=${() => this.pay?.(part.id)}>
      ${this.words.text('checkouts.pay', { seller, total })}
    </button>`
  }

  #renderState(tote: Tote, part: Exclude<CheckoutPart, { status: 'open' }>): TemplateResult {
    const { words } = this
    if (part.status === 'ordered')
      return html`<span class="small" part="state">${words.text('checkouts.ordered')}</span>`
    const { problem } = part
    const why = problem.code === 'away' ? words.text('checkouts.away') : problemText(tote, words, problem)
    return html`<span class="small failed" part="state">${words.text('checkouts.kept')} ${why}</span>`
  }
}

/** What codes take off is taken off what the tenant sells itself. */
function totalOf({ lines, cost }: CartView, { merchantId }: CheckoutPart) {
  const own = lines.filter((line) => line.merchantId === merchantId)
  const sum = own.reduce((all, line) => addMoney(all, line.cost.total), money(0, cost.total.currencyCode))
  return merchantId === undefined ? { ...sum, amount: sum.amount - cost.discount.amount } : sum
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-checkouts': ToteCheckouts
  }
}
