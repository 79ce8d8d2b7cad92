import type { ProductView } from '@tote/core'
import { html, nothing, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { BuyController } from '../internal/shopping/buy-controller.ts'
import { createEnds } from '../internal/shopping/create-ends.ts'
import { LeavingController, type ShownProduct } from '../internal/shopping/leaving-controller.ts'
import { SheetController } from '../internal/shopping/sheet-controller.ts'
import { StoreController } from '../internal/store-controller.ts'
import { OwnTemplate } from '../templates/own-template.ts'
import { renderPicture } from '../internal/theme/picture.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { ToteProductOpenEvent } from '../tote-product/tote-product-open-event.ts'
import { renderCard } from './card.ts'
import { toteProductCardStyles } from './tote-product-card.styles.ts'

/**
 * The product the host is showing, when the picture reaches it: picture, price, choice and the button that adds. The
 * latest is large, earlier ones that are still shown are small. Needs `<tote-product>` to be defined too.
 *
 * @summary The product that is shown now, or a fixed one.
 * @slot card - Filled from a `<template data-tote="card">` of the page's own, in place of what is drawn here.
 * @csspart card - The large card.
 * @csspart picture - A picture's well.
 * @csspart title - The product's name, a button that opens it.
 * @csspart price - The price; `data-drop` when it fell.
 * @csspart ends - How long the price still stands, where it ends by itself; `data-soon` in its last seconds.
 * @csspart low-stock - 'Only 3 left'.
 * @csspart options - All option axes.
 * @csspart option - One axis.
 * @csspart option-value - One value of an axis.
 * @csspart option-select - The list of an axis with many values.
 * @csspart add-button - `data-state` is `idle`, `pending`, `saving`, `added`, `rejected` or `sold-out`.
 * @csspart status - What came of the last add.
 * @csspart also - The row of earlier products.
 * @csspart also-product - One of them.
 * @csspart sheet - The dialog with the product in full, whose parts have `product-` in front.
 * @csspart sheet-close - Its button.
 * @cssproperty [--tote-picture-ratio=4 / 5] - Shape of the picture.
 * @cssproperty [--tote-color-on-scrim-sale=#ffb4a3] - A price that fell, over the picture.
 * @cssproperty [--tote-color-on-scrim-notice=#f3cd97] - What wants attention, over the picture.
 * @fires {ToteAddRequestEvent} tote-add-request - Before an add; cancelable.
 * @fires {ToteCartChangeEvent} tote-cart-change - After the shopper added.
 * @fires {ToteProductOpenEvent} tote-product-open - Before the product is opened; cancelable.
 */
export class ToteProductCard extends ToteElement {
  static override styles = toteProductCardStyles

  readonly #products = new StoreController(this, () => this.current?.show.$products)
  readonly #moment = new StoreController(this, () => this.current?.show.$moment)
  readonly #leaving = new LeavingController(this)
  readonly #buy = new BuyController(this)
  readonly #ends = createEnds(this, { isTold: true, tote: () => this.current })

  readonly #sheet = new SheetController(this)
  readonly #own = new OwnTemplate(this, 'card', {
    words: this.words,
    tote: () => this.current,
    open: (product) => this.#open(product),
    close: () => undefined,
  })
  #opened = ''

  /** Id of a product to show whatever the picture shows. */
  @property() product: string | null = null

  /** The small form for over the picture. */
  @property({ type: Boolean, reflect: true }) compact = false

  override render() {
    const shown = this.#shown()
    const [latest, ...earlier] = shown
    const isOwn = this.#own.takes(shown)
    const cards = this.#leaving.track(latest === undefined ? [] : [latest])
    return html`
      <p class="ears-only" role="status">${this.#announcement(latest)}</p>
      ${isOwn ? html`<slot name="card"></slot>` : this.#renderFrame(cards, earlier)} ${this.#renderSheet()}
    `
  }

  #renderFrame(cards: readonly ShownProduct[], earlier: readonly ProductView[]): TemplateResult {
    return html`<div class="frame">
      <div class="stack">
        ${repeat(
          cards,
          ({ product }) => product.id,
          ({ product, isLeaving }) => this.#renderCard(product, isLeaving),
        )}
      </div>
      ${earlier.length === 0 ? nothing : this.#renderAlso(earlier)}
    </div>`
  }

  #shown(): readonly ProductView[] {
    if (this.product === null) return this.#moment.value?.pinned ?? []
    return this.#products.value?.filter(({ id }) => id === this.product) ?? []
  }

  // A fixed product is part of the page like any other text; one that comes with the picture is news.
  #announcement(latest: ProductView | undefined): string {
    if (latest === undefined || this.product !== null) return ''
    return this.words.text('product.announce', { title: latest.title })
  }

  #renderCard(product: ProductView, isLeaving: boolean): TemplateResult {
    const { words } = this
    return renderCard({
      host: this,
      words,
      product,
      isLeaving,
      isCompact: this.compact,
      // A card on its way out shows no choice: the picks are those of the one that came.
      buy: isLeaving ? null : this.#buy,
      ends: isLeaving ? null : this.#ends,
      open: () => this.#open(product),
      press: () => this.#press(product),
    })
  }

  #renderAlso(products: readonly ProductView[]): TemplateResult {
    const { words } = this
    return html`<section class="also" part="also" aria-labelledby="also">
      <h3 id="also" class=${this.compact ? 'ears-only' : 'also-heading'}>${words.text('product.also')}</h3>
      <ul>
        ${products.map((product) => {
          const { title, image } = product
          return html`<li>
            <button
              class="also-product"
              part="also-product"
              type="button"
              @click=${() => this.#open(product)}
            >
              ${renderPicture({ src: image, alt: '', title })}
              <span class=${this.compact ? 'ears-only' : 'also-title'}>${title}</span>
            </button>
          </li>`
        })}
      </ul>
    </section>`
  }

  #renderSheet(): TemplateResult | typeof nothing {
    const id = this.#opened
    return this.#sheet.render({
      words: this.words,
      label: this.#products.value?.find((product) => product.id === id)?.title ?? '',
      content: html`<tote-product
        .tote=${this.current}
        .messages=${this.messages}
        product=${id}
      ></tote-product>`,
    })
  }

  #press(product: ProductView) {
    const tote = this.current
    if (tote === null) return
    // Over the picture there is no room to choose: that is done in full view.
    if (this.compact && this.#buy.choice(product).missing !== null) this.#open(product)
    else this.#buy.press(tote, product, 1)
  }

  #open(product: ProductView) {
    if (!this.dispatchEvent(new ToteProductOpenEvent({ productId: product.id }))) return
    this.#opened = product.id
    this.#sheet.open()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-product-card': ToteProductCard
  }
}
