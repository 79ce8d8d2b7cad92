import type { CartLineView, CartView, Outcome, Tote } from '@tote/core'
import type { CheckoutId } from '@tote/protocol'
import { html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { Attention } from '../internal/shopping/attention.ts'
import { LateController } from '../internal/shopping/late-controller.ts'
import { SheetController } from '../internal/shopping/sheet-controller.ts'
import { renderSuggestions } from '../internal/shopping/render-suggestions.ts'
import { StoreController } from '../internal/store-controller.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { renderBadge } from './cart-badge.ts'
import { codeProblem, renderCartCodes } from './cart-codes.ts'
import { renderEmpty, renderLoading } from './cart-empty.ts'
import { renderCartLine } from './cart-line.ts'
import { renderCartSummary } from './cart-summary.ts'
import { renderCartUndo } from './cart-undo.ts'
import { renderSellers } from './cart-sellers.ts'
import { loadParts } from './load-parts.ts'
import { askPage } from './page-say.ts'
import { toDeviceTime } from './to-device-time.ts'
import { ToteCartChangeEvent, type ToteCartChangeDetail } from './tote-cart-change-event.ts'
import { ToteCartOpenEvent } from './tote-cart-open-event.ts'
import { toteCartStyles } from './tote-cart.styles.ts'
import { ToteCheckoutRequestEvent } from './tote-checkout-request-event.ts'
import { ToteUpdateRequestEvent } from './tote-update-request-event.ts'

/** [U49] Sooner than this, waiting is not worth a word. */
const SAVING_AFTER_MS = 1000

/**
 * The shopper's basket: its lines with quantity and price, undo, subtotal, and the way to check-out. With the attribute
 * `badge` only a button with the number of items, for the page's header; it opens the basket in a sheet.
 *
 * @summary The shopper's basket.
 * @slot - Shown while there is no tote to show the basket of.
 * @slot heading - In place of 'Your basket'.
 * @slot empty - In place of the words for an empty basket.
 * @slot footer - Below the check-out button.
 * @csspart cart - The whole.
 * @csspart count - The number of items, in the heading or on the badge.
 * @csspart saving - 'Saving…'.
 * @csspart seller - Who sells the lines below it, where more than one merchant does.
 * @csspart line - A line; `data-pending` while not settled, `data-unavailable` when not sold here.
 * @csspart line-title - The product's name.
 * @csspart line-variant - The variant or an attribute.
 * @csspart line-cost - The line's price.
 * @csspart picture - The picture's well.
 * @csspart stepper - Quantity with its two buttons.
 * @csspart less - The stepper's minus.
 * @csspart more - The stepper's plus.
 * @csspart quantity - The stepper's number.
 * @csspart remove - The button that removes a line.
 * @csspart undo - The bar that brings back what was removed.
 * @csspart undo-button - Its button.
 * @csspart empty - What is shown for an empty basket.
 * @csspart line-hold - Until when a line's goods are held, or that they no longer are.
 * @csspart summary - Delivery or pick-up, codes, sums and check-out.
 * @csspart codes - The discount codes.
 * @csspart code - One of them, a button that takes it off.
 * @csspart code-field - Where a code is written.
 * @csspart code-apply - The button beside it.
 * @csspart subtotal - The subtotal.
 * @csspart discount - What the codes take off.
 * @csspart total - What is left to pay.
 * @csspart paying - In place of the check-out button while the basket is being paid.
 * @csspart reopen - The button that ends that.
 * @csspart checkout - The check-out button.
 * @csspart badge - The basket button of the form `badge`.
 * @csspart sheet - The dialog that the badge opens.
 * @csspart sheet-close - Its button.
 * @cssproperty [--tote-picture-ratio=4 / 5] - Shape of the pictures.
 * @fires {ToteCartChangeEvent} tote-cart-change - The shopper changed a quantity, removed a line or took that back.
 * @fires {ToteUpdateRequestEvent} tote-update-request - Before a quantity is changed or a line removed; cancelable.
 * @fires {ToteCheckoutRequestEvent} tote-checkout-request - The shopper wants to pay; cancelable.
 * @fires {ToteCartOpenEvent} tote-cart-open - The shopper pressed the basket button (form `badge`); cancelable: the page then shows the basket.
 */
export class ToteCart extends ToteElement {
  static override styles = toteCartStyles

  readonly #cart = new StoreController(this, () => this.current?.cart.$cart)
  readonly #stores = new StoreController(this, () => this.current?.show.$stores)
  readonly #undo = new StoreController(this, () => this.current?.cart.$undo)
  readonly #saving = new LateController(
    this,
    () => (this.#cart.value?.pendingCount ?? 0) > 0,
    SAVING_AFTER_MS,
  )
  readonly #checking = new LateController(this, () => this.#cart.value?.isStale === true, SAVING_AFTER_MS)
  readonly #attention = new Attention(() => this.current?.cart.holdUndo() ?? (() => undefined))
  readonly #sheet = new SheetController(this)
  #wasRemovedByKey = false

  /** For ears: what the shopper's last act did. */
  @state() private said = ''
  @state() private checkoutProblem = ''
  /** Why the page did not let the last change be. */
  @state() private refusal = ''
  @state() private codeProblem = ''

  /** Only a button with the number of items. */
  @property({ type: Boolean, reflect: true }) badge = false

  override willUpdate() {
    if (this.#undo.value == null) this.#attention.end()
  }

  override updated() {
    // A badge in a page's header is seen before any player is near: the basket is to be there, at least as kept.
    if (this.badge) void this.current?.start()
    loadParts(this.#cart.value, this.#stores.value)
    if (this.#wasRemovedByKey) this.#focusUndo()
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#attention.end()
  }

  override render() {
    const cart = this.#cart.value
    const tote = this.current
    const content = cart === undefined || tote === null ? html`<slot></slot>` : this.#renderCart(tote, cart)
    if (!this.badge) return content
    return html`${renderBadge(this.words, cart?.totalQuantity ?? 0, this.#open)}
    ${this.#sheet.render({ words: this.words, label: this.words.text('cart.title'), content })}`
  }

  #renderCart(tote: Tote, cart: CartView): TemplateResult {
    return html`<section class="cart" part="cart" aria-labelledby="title" ?data-stale=${cart.isStale}>
      ${this.#renderHeading(cart)}
      <tote-orders .tote=${tote} .messages=${this.messages}></tote-orders>
      ${cart.status === 'loading' ? renderLoading(this.words) : this.#renderLines(tote, cart)}
      ${renderCartUndo({
        words: this.words,
        undo: this.#undo.value ?? null,
        attention: this.#attention,
        takeBack: this.#takeBack,
      })}
      ${cart.lines.length === 0 ? nothing : [this.#renderSummary(tote, cart), renderSuggestions(this)]}
      <p class="ears-only" role="status">${this.said}</p>
    </section>`
  }

  #renderHeading(cart: CartView): TemplateResult {
    const { words } = this
    const isSaving = this.#saving.isLate
    const shown =
      this.refusal !== ''
        ? this.refusal
        : isSaving
          ? words.text('cart.saving')
          : this.#checking.isLate
            ? words.text('cart.stale')
            : ''
    return html`<header class="head">
      <slot name="heading"><h2 id="title">${words.text('cart.title')}</h2></slot>
      <span class="count numbers" part="count" ?hidden=${cart.totalQuantity === 0}
        >${words.text('cart.items', { count: cart.totalQuantity })}</span
      >
      <p class="state" part="saving" role="status" ?data-shown=${shown !== ''}>${shown}</p>
    </header>`
  }

  #renderLines(tote: Tote, cart: CartView): TemplateResult | readonly TemplateResult[] {
    if (cart.lines.length === 0) return renderEmpty(this.words)
    return renderSellers(tote, cart.lines, (lines, name) => this.#renderList(tote, { ...cart, lines }, name))
  }

  #renderList(tote: Tote, { lines, checkout }: CartView, label: string | typeof nothing): TemplateResult {
    return html`<ul class="lines" aria-label=${label}>
      ${repeat(
        lines,
        ({ id }) => id,
        (line) =>
          renderCartLine({
            words: this.words,
            line,
            isFrozen: checkout !== null,
            heldUntilMs: line.hold === null ? 0 : toDeviceTime(tote, line.hold.untilMs),
            setQuantity: (quantity) => this.#setQuantity(tote, line, quantity),
            remove: () => this.#remove(tote, line),
          }),
      )}
    </ul>`
  }

  #renderSummary(tote: Tote, cart: CartView): TemplateResult {
    const { words } = this
    const choices = html`<tote-stores .tote=${tote} .messages=${this.messages}></tote-stores>
      <tote-points .tote=${tote} .messages=${this.messages}></tote-points>
      ${renderCartCodes({
        words,
        cart,
        problem: this.codeProblem,
        apply: (code, form) => void this.#applyCode(tote, code, form),
        remove: (code) => void tote.cart.removeDiscountCode(code),
      })}`
    return renderCartSummary({
      words,
      cart,
      choices,
      checkoutProblem: this.checkoutProblem,
      payUntilMs: cart.checkout === null ? 0 : toDeviceTime(tote, cart.checkout.untilMs),
      checkOut: (id) => this.#checkOut(tote, cart, id),
      reopen: () => void tote.cart.cancelCheckout(),
      tote,
      messages: this.messages,
    })
  }

  async #applyCode(tote: Tote, code: string, form: HTMLFormElement) {
    this.codeProblem = ''
    try {
      this.codeProblem = codeProblem(this.words, await tote.cart.applyDiscountCode(code))
      if (this.codeProblem === '') form.reset()
    } catch {
      // Letters that no code has: the hub need not be asked.
      this.codeProblem = this.words.text('notice.badCode')
    }
  }

  #setQuantity(tote: Tote, line: CartLineView, quantity: number) {
    this.#update(line, quantity, () => {
      this.said = this.words.text('cart.quantityNow', { title: line.merchandise.title, count: quantity })
      const outcome = tote.cart.setQuantity(line.id, quantity)
      this.#tell({ action: 'quantity', variantId: line.merchandise.variantId, quantity, outcome })
    })
  }

  #remove(tote: Tote, line: CartLineView) {
    this.#update(line, 0, () => {
      // The button in focus goes with its line: those who steer by keys are led on to undo.
      this.#wasRemovedByKey = this.renderRoot.querySelector('.line :focus-visible') !== null
      this.said = ''
      const outcome = tote.cart.removeLine(line.id)
      this.#tell({ action: 'remove', variantId: line.merchandise.variantId, quantity: 0, outcome })
    })
  }

  readonly #takeBack = () => {
    const outcome = this.current?.cart.undo()
    if (outcome !== undefined) this.#tell({ action: 'undo', outcome })
  }

  #tell(detail: Omit<ToteCartChangeDetail, 'outcome'> & { outcome: Promise<Outcome> }) {
    this.dispatchEvent(new ToteCartChangeEvent(detail))
  }

  #checkOut(tote: Tote, cart: CartView, checkoutId: CheckoutId | null) {
    const say = askPage(this, new ToteCheckoutRequestEvent({ cart, checkoutId }), this.words)
    this.checkoutProblem = ''
    if (say.status === 'taken') return
    const problem = say.status === 'asked' ? say.refusal : this.#pay(tote, checkoutId)
    void problem.then((text) => (this.checkoutProblem = text))
  }

  #pay(tote: Tote, checkoutId: CheckoutId | null): Promise<string> {
    return import('./pay-at-shop.ts').then(
      ({ payAtShop }) => payAtShop(tote, this.words, checkoutId),
      () => this.words.text('add.unreachable'),
    )
  }

  /** Asks the page; at once where nobody on it has a say. */
  #update(line: CartLineView, quantity: number, act: () => void) {
    const { id: lineId, merchandise, quantity: previousQuantity } = line
    const { variantId } = merchandise
    const request = new ToteUpdateRequestEvent({ lineId, variantId, previousQuantity, quantity })
    this.refusal = ''
    const say = askPage(this, request, this.words)
    if (say.status === 'unheard') act()
    if (say.status !== 'asked') return
    void say.refusal.then((text) => {
      this.refusal = text
      if (text === '') act()
    })
  }

  readonly #open = () => {
    if (this.dispatchEvent(new ToteCartOpenEvent())) this.#sheet.open()
  }

  #focusUndo() {
    const button = this.renderRoot.querySelector<HTMLElement>('.undo-button')
    if (button === null) return
    this.#wasRemovedByKey = false
    button.focus()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-cart': ToteCart
  }
}
