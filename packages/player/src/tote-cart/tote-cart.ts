import type { CartLineView, CartView, Outcome, Tote, UndoOffer } from '@tote/core'
import { html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { Attention } from '../internal/shopping/attention.ts'
import { LateController } from '../internal/shopping/late-controller.ts'
import { SheetController } from '../internal/shopping/sheet-controller.ts'
import { StoreController } from '../internal/store-controller.ts'
import { bagIcon, undoIcon } from '../internal/theme/icons.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { renderBadge } from './cart-badge.ts'
import { renderCartLine } from './cart-line.ts'
import { ToteCartChangeEvent, type ToteCartChangeDetail } from './tote-cart-change-event.ts'
import { ToteCartOpenEvent } from './tote-cart-open-event.ts'
import { toteCartStyles } from './tote-cart.styles.ts'
import { ToteCheckoutRequestEvent } from './tote-checkout-request-event.ts'

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
 * @csspart summary - Subtotal and check-out.
 * @csspart subtotal - The subtotal.
 * @csspart checkout - The check-out button.
 * @csspart badge - The basket button of the form `badge`.
 * @csspart sheet - The dialog that the badge opens; its button is `sheet-close`.
 * @cssproperty [--tote-picture-ratio=4 / 5] - Shape of the pictures.
 * @fires {ToteCartChangeEvent} tote-cart-change - The shopper changed a quantity, removed a line or took that back.
 * @fires {ToteCheckoutRequestEvent} tote-checkout-request - The shopper wants to pay; cancelable.
 * @fires {ToteCartOpenEvent} tote-cart-open - The shopper pressed the basket button (form `badge`); cancelable: the page then shows the basket.
 */
export class ToteCart extends ToteElement {
  static override styles = toteCartStyles

  readonly #cart = new StoreController(this, () => this.current?.cart.$cart)
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
  @state() private isCheckoutMissing = false

  /** Only a button with the number of items. */
  @property({ type: Boolean, reflect: true }) badge = false

  override willUpdate() {
    if (this.#undo.value == null) this.#attention.end()
  }

  override updated() {
    // A badge in a page's header is seen before any player is near: the basket is to be there, at least as kept.
    if (this.badge) void this.current?.start()
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
      ${cart.status === 'loading' ? this.#renderLoading() : this.#renderLines(tote, cart)}
      ${this.#renderUndo(this.#undo.value ?? null)}
      ${cart.lines.length === 0 ? nothing : this.#renderSummary(cart)}
      <p class="ears-only" role="status">${this.said}</p>
    </section>`
  }

  #renderHeading(cart: CartView): TemplateResult {
    const { words } = this
    const isSaving = this.#saving.isLate
    const shown = isSaving ? words.text('cart.saving') : this.#checking.isLate ? words.text('cart.stale') : ''
    return html`<header class="head">
      <slot name="heading"><h2 id="title">${words.text('cart.title')}</h2></slot>
      <span class="count numbers" part="count" ?hidden=${cart.totalQuantity === 0}
        >${words.text('cart.items', { count: cart.totalQuantity })}</span
      >
      <p class="state" part="saving" role="status" ?data-shown=${shown !== ''}>${shown}</p>
    </header>`
  }

  #renderLoading(): TemplateResult {
    return html`<p class="ears-only">${this.words.text('cart.loading')}</p>
      <div class="ghosts" aria-hidden="true"><span></span><span></span></div>`
  }

  #renderLines(tote: Tote, { lines }: CartView): TemplateResult {
    if (lines.length === 0) return this.#renderEmpty()
    return html`<ul class="lines">
      ${repeat(
        lines,
        ({ id }) => id,
        (line) =>
          renderCartLine({
            words: this.words,
            line,
            setQuantity: (quantity) => this.#setQuantity(tote, line, quantity),
            remove: () => this.#remove(tote, line),
          }),
      )}
    </ul>`
  }

  #renderEmpty(): TemplateResult {
    return html`<div class="empty" part="empty">
      <slot name="empty">
        ${bagIcon}
        <p class="empty-title">${this.words.text('cart.empty')}</p>
        <p class="soft">${this.words.text('cart.emptyHint')}</p>
      </slot>
    </div>`
  }

  #renderUndo(undo: UndoOffer | null): TemplateResult {
    const { words } = this
    const { pointerIn, pointerOut, focusIn, focusOut } = this.#attention
    const title = undo === null ? '' : new Intl.ListFormat(words.lang).format(undo.titles)
    return html`<div
      class="undo"
      part="undo"
      ?data-shown=${undo !== null}
      @pointerenter=${pointerIn}
      @pointerleave=${pointerOut}
      @focusin=${focusIn}
      @focusout=${focusOut}
    >
      <p role="status">${undo === null ? nothing : words.text('cart.removed', { title })}</p>
      ${
        undo === null
          ? nothing
          : html`<button class="undo-button" part="undo-button" type="button" @click=${this.#takeBack}>
              ${undoIcon}${words.text('cart.undo')}
            </button>`
      }
    </div>`
  }

  #renderSummary(cart: CartView): TemplateResult {
    const { words } = this
    return html`<footer class="summary" part="summary">
      <p class="subtotal" part="subtotal">
        <span>${words.text('cart.subtotal')}</span>
        <span class="numbers">${words.money(cart.cost.subtotal)}</span>
      </p>
      <p class="taxes soft">${words.text('cart.taxes')}</p>
      <button
        class="button primary checkout"
        part="checkout"
        type="button"
        @click=${() => this.#checkOut(cart)}
      >
        ${words.text('cart.checkout')}
      </button>
      <p class="no-checkout" role="status" ?data-shown=${this.isCheckoutMissing}>
        ${this.isCheckoutMissing ? words.text('cart.noCheckout') : nothing}
      </p>
      <slot name="footer"></slot>
    </footer>`
  }

  #setQuantity(tote: Tote, line: CartLineView, quantity: number) {
    this.said = this.words.text('cart.quantityNow', { title: line.merchandise.title, count: quantity })
    const outcome = tote.cart.setQuantity(line.id, quantity)
    this.#tell({ action: 'quantity', variantId: line.merchandise.variantId, quantity, outcome })
  }

  #remove(tote: Tote, line: CartLineView) {
    // The button in focus goes with its line: those who steer by keys are led on to undo.
    this.#wasRemovedByKey = this.renderRoot.querySelector('.line :focus-visible') !== null
    this.said = ''
    const outcome = tote.cart.removeLine(line.id)
    this.#tell({ action: 'remove', variantId: line.merchandise.variantId, quantity: 0, outcome })
  }

  readonly #takeBack = () => {
    const outcome = this.current?.cart.undo()
    if (outcome !== undefined) this.#tell({ action: 'undo', outcome })
  }

  #tell(detail: Omit<ToteCartChangeDetail, 'outcome'> & { outcome: Promise<Outcome> }) {
    this.dispatchEvent(new ToteCartChangeEvent(detail))
  }

  #checkOut(cart: CartView) {
    this.isCheckoutMissing = this.dispatchEvent(new ToteCheckoutRequestEvent({ cart }))
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
