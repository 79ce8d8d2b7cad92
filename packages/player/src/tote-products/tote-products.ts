import type { ProductView } from '@tote/core'
import { html, nothing, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { createLoader } from '../internal/create-loader.ts'
import { renderProductPrice } from '../internal/shopping/product-facts.ts'
import { chooseVariant } from '../internal/shopping/variant-choice.ts'
import { StoreController } from '../internal/store-controller.ts'
import { renderPicture } from '../internal/theme/picture.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { ToteProductCloseEvent } from '../tote-product/tote-product-close-event.ts'
import { ToteProductOpenEvent } from '../tote-product/tote-product-open-event.ts'
import { OwnTemplate } from '../templates/own-template.ts'
import type { ProductSearch } from './product-search.ts'
import { toteProductsStyles } from './tote-products.styles.ts'

/** As many are taken in at a glance; with more there is a field to search them. */
const AT_A_GLANCE = 8

/**
 * The products of the show. Those the picture is showing are marked; pressing one opens it in place. Where there are more
 * than eight they can be searched. Needs `<tote-product>` to be defined too.
 *
 * @summary The products of the show.
 * @slot - Shown while there is no tote to show the products of.
 * @slot product - Filled from a `<template data-tote="product">` of the page's own, in place of the product that is open.
 * @slot heading - In place of 'In this show'.
 * @csspart products - The whole.
 * @csspart count - The number of products.
 * @csspart search - The search: field, and button that empties it.
 * @csspart search-field - What is looked for.
 * @csspart search-clear - The button that empties it.
 * @csspart search-none - Said when nothing is found.
 * @csspart item - A product, a button that opens it; `data-showing` while the picture shows it, `data-sold-out`.
 * @csspart picture - The picture's well.
 * @csspart title - The product's name.
 * @csspart price - The price; `data-drop` when it fell.
 * @csspart mark - 'Showing now' or 'Sold out'.
 * @csspart product - The product that is open; its own parts have `product-` in front, such as `product-title`.
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
  readonly #own = new OwnTemplate(this, 'product', {
    words: this.words,
    tote: () => this.current,
    open: (product) => this.#open(product),
    close: () => {
      this.dispatchEvent(new ToteProductCloseEvent())
      this.#close()
    },
  })
  #search: ProductSearch | null = null
  readonly #loadSearch = createLoader(
    () => import('./product-search.ts'),
    ({ ProductSearch: Search }) => {
      this.#search = new Search(this)
      this.requestUpdate()
    },
  )

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
    const isLong = products.length > AT_A_GLANCE
    if (isLong) this.#loadSearch()
    const search = isLong ? this.#search : null
    const found = search?.find(products) ?? products
    this.#own.takes([])
    return html`<header class="head">
        <slot name="heading"><h2 id="title">${words.text('products.title')}</h2></slot>
        <span class="count numbers" part="count" ?hidden=${found.length === 0}
          >${words.text('products.count', { count: found.length })}</span
        >
        ${isLong ? html`<div class="search-place">${search?.render()}</div>` : nothing}
      </header>
      ${products.length === 0 ? this.#renderEmpty() : found.length === 0 ? search?.renderNone() : this.#renderItems(found)}`
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
    const product = this.#products.value?.filter((each) => each.id === id) ?? []
    return html`<span class="ears-only" id="title">${this.words.text('products.title')}</span> ${
        product.length > 0 && this.#own.takes(product)
          ? html`<slot name="product"></slot>`
          : html`<tote-product
              part="product"
              back
              product=${id}
              .tote=${this.current}
              .messages=${this.messages}
              @tote-product-close=${this.#close}
            ></tote-product>`
      }`
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
