import type { ProductView } from '@tote/core'
import { html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { renderAddButton, renderAddStatus } from '../internal/shopping/add-button.ts'
import { BuyController } from '../internal/shopping/buy-controller.ts'
import { createEnds } from '../internal/shopping/create-ends.ts'
import { renderOptions } from '../internal/shopping/option-groups.ts'
import { isSoldOut, renderLowStock, renderProductPrice } from '../internal/shopping/product-facts.ts'
import { renderLine } from '../internal/shopping/render-line.ts'
import { renderSuggestions } from '../internal/shopping/render-suggestions.ts'
import { renderStepper } from '../internal/shopping/stepper.ts'
import type { VariantChoice } from '../internal/shopping/variant-choice.ts'
import { backIcon } from '../internal/theme/icons.ts'
import { renderPicture } from '../internal/theme/picture.ts'
import { StoreController } from '../internal/store-controller.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { ToteProductCloseEvent } from './tote-product-close-event.ts'
import { toteProductStyles } from './tote-product.styles.ts'

/**
 * One product of the show in full: picture, price, description, options, quantity, and the button that adds it.
 *
 * @summary A product of the show, in full.
 * @slot - Your own words below the description, such as delivery or care.
 * @csspart product - The whole.
 * @csspart back - Button that goes back; with the attribute `back` only.
 * @csspart picture - The picture's well.
 * @csspart title - The product's name.
 * @csspart price - The price; `data-drop` when it fell.
 * @csspart ends - How long the price still stands, where it ends by itself; `data-soon` in its last seconds.
 * @csspart low-stock - 'Only 3 left'.
 * @csspart description - The product's text.
 * @csspart options - All option axes.
 * @csspart option - One axis.
 * @csspart option-value - One value of an axis.
 * @csspart option-select - The list of an axis with many values.
 * @csspart stepper - Quantity with its two buttons.
 * @csspart add-button - `data-state` is `idle`, `pending`, `saving`, `added`, `rejected` or `sold-out`.
 * @csspart status - What came of the last add.
 * @cssproperty [--tote-picture-ratio=4 / 5] - Shape of the picture.
 * @fires {ToteAddRequestEvent} tote-add-request - Before an add; cancelable.
 * @fires {ToteCartChangeEvent} tote-cart-change - After the shopper added.
 * @fires {ToteProductCloseEvent} tote-product-close - The shopper went back.
 */
export class ToteProduct extends ToteElement {
  static override styles = toteProductStyles

  readonly #products = new StoreController(this, () => this.current?.show.$products)
  readonly #buy = new BuyController(this)
  readonly #ends = createEnds(this, { isTold: false, tote: () => this.current })

  @state() private quantity = 1

  /** Id of the product to show. */
  @property() product = ''

  /** Shows a button that goes back; it fires `tote-product-close`. */
  @property({ type: Boolean }) back = false

  override willUpdate(changed: Map<PropertyKey, unknown>) {
    if (changed.has('product')) this.quantity = 1
  }

  /** Puts the focus on the product's name: for a page that swaps a list for this. */
  override focus(options?: FocusOptions) {
    const title = this.renderRoot.querySelector<HTMLElement>('.title')
    if (title === null) super.focus(options)
    else title.focus(options)
  }

  override render() {
    const product = this.#products.value?.find(({ id }) => id === this.product)
    return html`<div class="product" part="product">
      ${this.back ? this.#renderBack() : nothing}
      ${product === undefined ? this.#renderMissing() : this.#renderProduct(product)}
    </div>`
  }

  #renderBack(): TemplateResult {
    return html`<button class="link-button back" part="back" type="button" @click=${this.#close}>
      ${backIcon}<span>${this.words.text('product.back')}</span>
    </button>`
  }

  // Not before the products are known: they may be on their way.
  #renderMissing(): TemplateResult | typeof nothing {
    if ((this.#products.value?.length ?? 0) === 0 || this.product === '') return nothing
    return html`<p class="soft">${this.words.text('product.missing')}</p>`
  }

  #renderProduct(product: ProductView): TemplateResult {
    const choice = this.#buy.choice(product)
    const { title, brand, description } = product
    return html`<div class="layout">
      ${renderPicture({ src: choice.image, alt: title, title })}
      <div class="body">
        <header class="heading">
          ${brand === null ? nothing : html`<p class="brand">${brand}</p>`}
          <h2 class="title" part="title" tabindex="-1">${title}</h2>
          <p class="facts">
            ${renderProductPrice(this.words, product, choice)} ${this.#ends(product, choice)}
            ${renderLowStock(this.words, choice)}
          </p>
        </header>
        ${renderOptions(this.words, choice, (axis, value) => this.#buy.pick(axis, value))}
        ${this.#renderBuying(product, choice)}
        ${description === '' ? nothing : html`<p class="description" part="description">${description}</p>`}
        <slot></slot>
        ${renderSuggestions(this, product.id)}
      </div>
    </div>`
  }

  #renderBuying(product: ProductView, choice: VariantChoice): TemplateResult {
    const soldOut = isSoldOut(product, choice)
    const { variant } = choice
    if (variant?.drop) return renderLine(this, variant)
    return html`<div class="buying">
      ${
        soldOut
          ? nothing
          : renderStepper(this.words, {
              title: product.title,
              quantity: this.quantity,
              set: (quantity) => {
                this.quantity = quantity
              },
            })
      }
      ${renderAddButton(this.words, {
        state: this.#buy.state,
        isSoldOut: soldOut,
        missing: choice.missing,
        title: product.title,
        press: () => this.#press(product),
      })}
      ${renderAddStatus(this.words, this.#buy.state, product.title)}
      ${soldOut && variant ? renderLine(this, variant) : nothing}
    </div>`
  }

  #press(product: ProductView) {
    if (this.current !== null) this.#buy.press(this.current, product, this.quantity)
  }

  #close() {
    this.dispatchEvent(new ToteProductCloseEvent())
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-product': ToteProduct
  }
}
