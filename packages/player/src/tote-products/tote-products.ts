import type { ProductView } from '@tote/core'
import { html, nothing, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { renderProductPrice } from '../internal/shopping/product-facts.ts'
import { chooseVariant } from '../internal/shopping/variant-choice.ts'
import { StoreController } from '../internal/store-controller.ts'
import { renderPicture } from '../internal/theme/picture.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { ToteProductOpenEvent } from '../tote-product/tote-product-open-event.ts'
import { toteProductsStyles } from './tote-products.styles.ts'

/**
 * The products of the show. Those the picture is showing are marked; pressing one opens it in place. Needs
 * `<tote-product>` to be defined too.
 *
 * @summary The products of the show.
 * @slot - Shown while there is no tote to show the products of.
 * @slot heading - In place of 'In this show'.
 * @csspart products - The whole.
 * @csspart count - The number of products.
 * @csspart item - A product, a button that opens it; `data-showing` while the picture shows it, `data-sold-out`.
 * @csspart picture - The picture's well.
 * @csspart title - The product's name.
 * @csspart price - The price; `data-drop` when it fell.
 * @csspart mark - 'Showing now' or 'Sold out'.
 * @csspart product - The product that is open; its own parts are `product-title`, `product-add-button` and `product-back`.
 * @cssproperty [--tote-picture-ratio=4 / 5] - Shape of the pictures.
 * @fires {ToteProductOpenEvent} tote-product-open - Before the shopper opens a product; cancelable.
 * @fires {ToteProductCloseEvent} tote-product-close - The shopper went back to the list.
 * @fires {ToteAddRequestEvent} tote-add-request - Before an add from the open product; cancelable.
 * @fires {ToteCartChangeEvent} tote-cart-change - After the shopper added.
 */
export class ToteProducts extends ToteElement {
  static override styles = toteProductsStyles

  readonly #products = new StoreController(this, () => this.current?.show.$products)
  readonly #moment = new StoreController(this, () => this.current?.show.$moment)
  readonly #show = new StoreController(this, () => this.current?.show.$show)
  /** Where the focus goes once drawn: into the product, or back to its place in the list. */
  #focusNext: { readonly into: 'product' | 'list'; readonly id: string } | null = null

  /** Id of the product that is open; empty shows the list. */
  @property() product: string | null = null

  override updated() {
    const next = this.#focusNext
    this.#focusNext = null
    if (next === null) return
    if (next.into === 'list') this.#findItem(next.id)?.focus()
    else void this.#focusProduct()
  }

  override render() {
    if (this.current === null) return html`<slot></slot>`
    return html`<section class="products" part="products" aria-labelledby="title">
      ${this.product === null || this.product === '' ? this.#renderList() : this.#renderProduct(this.product)}
    </section>`
  }

  #renderList(): TemplateResult {
    const { words } = this
    const products = this.#products.value ?? []
    return html`<header class="head">
        <slot name="heading"><h2 id="title">${words.text('products.title')}</h2></slot>
        <span class="count numbers" part="count" ?hidden=${products.length === 0}
          >${words.text('products.count', { count: products.length })}</span
        >
      </header>
      ${products.length === 0 ? this.#renderEmpty() : this.#renderItems(products)}`
  }

  #renderEmpty(): TemplateResult {
    const isLoading = this.#show.value?.status === 'loading'
    if (!isLoading) return html`<p class="soft empty">${this.words.text('products.empty')}</p>`
    return html`<p class="ears-only">${this.words.text('products.loading')}</p>
      <div class="list" aria-hidden="true">${[1, 2, 3, 4].map(() => html`<span class="ghost"></span>`)}</div>`
  }

  #renderItems(products: readonly ProductView[]): TemplateResult {
    const showing = new Set(this.#moment.value?.pinned.map(({ id }) => id))
    return html`<ul class="list">
      ${repeat(
        products,
        ({ id }) => id,
        (product) => this.#renderItem(product, showing.has(product.id)),
      )}
    </ul>`
  }

  #renderItem(product: ProductView, isShowing: boolean): TemplateResult {
    const { words } = this
    const { id, title, image, brand } = product
    return html`<li>
      <button
        class="item"
        part="item"
        type="button"
        data-product=${id}
        ?data-showing=${isShowing}
        ?data-sold-out=${product.isSoldOut}
        @click=${() => this.#open(product)}
      >
        ${renderPicture({ src: image, alt: '', title })}
        <span class="text">
          ${this.#renderMark(product, isShowing)}
          ${brand === null ? nothing : html`<span class="brand">${brand}</span>`}
          <span class="title" part="title">${title}</span>
          ${renderProductPrice(words, product, chooseVariant(product, {}))}
        </span>
      </button>
    </li>`
  }

  #renderMark({ isSoldOut }: ProductView, isShowing: boolean): TemplateResult | typeof nothing {
    if (!isShowing && !isSoldOut) return nothing
    return html`<span class="marks">
      ${isShowing ? html`<span class="mark now" part="mark">${this.words.text('product.showingNow')}</span>` : nothing}
      ${isSoldOut ? html`<span class="mark" part="mark">${this.words.text('product.soldOut')}</span>` : nothing}
    </span>`
  }

  #renderProduct(id: string): TemplateResult {
    return html`<span class="ears-only" id="title">${this.words.text('products.title')}</span>
      <tote-product
        part="product"
        exportparts="title: product-title, add-button: product-add-button, back: product-back"
        back
        product=${id}
        .tote=${this.current}
        .messages=${this.messages}
        @tote-product-close=${this.#close}
      ></tote-product>`
  }

  #open({ id }: ProductView) {
    if (!this.dispatchEvent(new ToteProductOpenEvent({ productId: id }))) return
    this.product = id
    this.#focusNext = { into: 'product', id }
  }

  readonly #close = () => {
    if (this.product !== null) this.#focusNext = { into: 'list', id: this.product }
    this.product = null
  }

  async #focusProduct() {
    const product = this.renderRoot.querySelector('tote-product')
    // Its name is there to be focused only once it has drawn itself.
    await product?.updateComplete
    product?.focus()
  }

  #findItem(id: string): HTMLElement | undefined {
    const items = [...this.renderRoot.querySelectorAll<HTMLElement>('.item')]
    return items.find(({ dataset }) => dataset['product'] === id)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-products': ToteProducts
  }
}
