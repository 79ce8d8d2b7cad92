import type { ProductView, Tote } from '@tote/core'
import { openSuggestions } from '@tote/core/suggestions'
import type { Suggestion, SuggestionReason } from '@tote/protocol'
import { html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { renderAddButton, renderAddStatus } from '../internal/shopping/add-button.ts'
import { AddController, type AddState } from '../internal/shopping/add-controller.ts'
import { isSoldOut, renderProductPrice } from '../internal/shopping/product-facts.ts'
import { SheetController } from '../internal/shopping/sheet-controller.ts'
import { chooseVariant } from '../internal/shopping/variant-choice.ts'
import { StoreController } from '../internal/store-controller.ts'
import { renderPicture } from '../internal/theme/picture.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { ToteProductOpenEvent } from '../tote-product/tote-product-open-event.ts'
import { suggestionsEnglish } from './suggestions-english.ts'
import { toteSuggestionsStyles } from './tote-suggestions.styles.ts'

const IDLE: AddState = { status: 'idle' }

/**
 * What goes with a product, or with the basket: a few products that can be had now, each with why it is suggested and the button
 * that adds it. Shows nothing where there is nothing to suggest. Needs `<tote-product>` to be defined too.
 *
 * @summary A few products that go with one, or with the basket.
 * @csspart suggestions - The whole.
 * @csspart suggestion - One product.
 * @csspart picture - Its picture's well.
 * @csspart title - Its name, a button that opens it.
 * @csspart price - Its price; `data-drop` when it fell.
 * @csspart why - Why it is suggested.
 * @csspart add-button - `data-state` is `idle`, `pending`, `saving`, `added`, `rejected` or `sold-out`.
 * @csspart status - What came of the last add.
 * @csspart sheet - The dialog with the product in full, whose parts have `product-` in front.
 * @csspart sheet-close - Its button.
 * @cssproperty [--tote-picture-ratio=4 / 5] - Shape of the pictures.
 * @fires {ToteAddRequestEvent} tote-add-request - Before an add; cancelable.
 * @fires {ToteCartChangeEvent} tote-cart-change - After the shopper added.
 * @fires {ToteProductOpenEvent} tote-product-open - Before the product is opened; cancelable.
 */
export class ToteSuggestions extends ToteElement {
  static override styles = toteSuggestionsStyles

  readonly #products = new StoreController(this, () => this.current?.show.$products)
  readonly #cart = new StoreController(this, () => this.current?.cart.$cart)
  readonly #connection = new StoreController(this, () => this.current?.connection.$connection)
  readonly #adding = new AddController(this)
  readonly #sheet = new SheetController(this)
  /** Whose add the state of adding is about. */
  #pressed = ''
  #opened = ''
  /** What was added out of this list stays in it: a button that is pressed does not vanish. */
  readonly #addedHere = new Set<string>()
  #near: IntersectionObserver | undefined
  /** About what, and over which connection, the hub was asked. */
  #asked: { readonly tote: Tote; readonly about: string } | null = null

  @state() private told: readonly Suggestion[] = []
  @state() private isNear = false

  /** Id of the product that they are to go with; without it they go with the basket. */
  @property() product = ''

  protected override get ownEnglish() {
    return suggestionsEnglish
  }

  override connectedCallback() {
    super.connectedCallback()
    // Half a screen ahead: nobody is asked for what nobody scrolls to.
    this.#near = new IntersectionObserver(
      (entries) => (this.isNear = entries.at(-1)?.isIntersecting === true),
      { rootMargin: '50%' },
    )
    this.#near.observe(this)
    // Beside the basket stand its points, where the shop has some: one file brings the way to the other.
    if (this.product === '') import('../define/tote-points.ts').catch(() => undefined)
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#near?.disconnect()
  }

  override willUpdate(changed: Map<PropertyKey, unknown>) {
    if (!changed.has('product')) return
    this.told = []
    this.#addedHere.clear()
  }

  override updated() {
    const { current: tote } = this
    const cart = this.#cart.value
    if (tote === null || cart === undefined || !this.isNear) return
    // Offline it would only fail, and of what is on its way the hub does not know yet.
    if (this.#connection.value?.status !== 'online' || cart.pendingCount > 0) return
    const inCart = cart.lines.flatMap(({ merchandise: { variantId } }) =>
      this.#addedHere.has(variantId) ? [] : [variantId],
    )
    const about = JSON.stringify([this.product, inCart.toSorted(), cart.fulfilment])
    if (this.#asked?.tote === tote && this.#asked.about === about) return
    void this.#ask(tote, about)
  }

  override render() {
    const { words } = this
    const shown = this.told.flatMap(({ productId, reason }) => {
      const product = this.#find(productId)
      if (product === undefined || (product.isSoldOut && productId !== this.#pressed)) return []
      return [{ product, reason }]
    })
    if (shown.length === 0) return nothing
    const label = this.product === '' ? 'suggestions.withBasket' : 'suggestions.withProduct'
    return html`<section class="suggestions" part="suggestions" aria-labelledby="label">
        <h3 class="label" id="label">${words.text(label)}</h3>
        <ul>
          ${repeat(
            shown,
            ({ product }) => product.id,
            ({ product, reason }) => this.#renderSuggestion(product, reason),
          )}
        </ul>
      </section>
      ${this.#renderSheet()}`
  }

  #renderSuggestion(product: ProductView, reason: SuggestionReason): TemplateResult {
    const { words } = this
    const { id, title } = product
    const choice = chooseVariant(product, {})
    const adding = id === this.#pressed ? this.#adding.state : IDLE
    const open = () => this.#open(product)
    return html`<li class="suggestion" part="suggestion">
      <div class="picture-button" @click=${open}>${renderPicture({ src: choice.image, alt: '', title })}</div>
      <div>
        <h4 class="name">
          <button class="title" part="title" type="button" @click=${open}>${title}</button>
        </h4>
        <p class="facts">${renderProductPrice(words, product, choice)}</p>
        <p class="why" part="why">${this.#why(reason)}</p>
      </div>
      ${renderAddButton(words, {
        state: adding,
        isSoldOut: isSoldOut(product, choice),
        missing: choice.missing,
        title,
        isShort: true,
        press: () => this.#press(product),
      })}
      ${renderAddStatus(words, adding, title)}
    </li>`
  }

  #renderSheet(): TemplateResult | typeof nothing {
    const id = this.#opened
    return this.#sheet.render({
      words: this.words,
      label: this.#find(id)?.title ?? '',
      content: html`<tote-product
        .tote=${this.current}
        .messages=${this.messages}
        product=${id}
      ></tote-product>`,
    })
  }

  #why(reason: SuggestionReason): string {
    const { words } = this
    switch (reason.kind) {
      case 'bought-together': {
        const title = this.#find(reason.productId)?.title
        return title === undefined
          ? words.text('suggestions.bought')
          : words.text('suggestions.boughtWith', { title })
      }
      case 'in-show':
        return words.text('products.title')
      case 'in-stock':
        return words.text('suggestions.inStock', { store: reason.storeName })
      case 'own':
        return reason.text
      default:
        return reason satisfies never
    }
  }

  #find(id: string): ProductView | undefined {
    return this.#products.value?.find((product) => product.id === id)
  }

  /** What has a choice is chosen in full view. */
  #press(product: ProductView) {
    const { current: tote } = this
    const { variant } = chooseVariant(product, {})
    if (tote === null) return
    if (variant === null) {
      this.#open(product)
      return
    }
    if (product.id !== this.#pressed) this.#adding.reset()
    this.#pressed = product.id
    this.#addedHere.add(variant.id)
    void this.#adding.add(tote, product.id, { variantId: variant.id, quantity: 1 })
  }

  #open(product: ProductView) {
    if (!this.dispatchEvent(new ToteProductOpenEvent({ productId: product.id }))) return
    this.#opened = product.id
    this.#sheet.open()
  }

  async #ask(tote: Tote, about: string): Promise<void> {
    const asked = { tote, about }
    this.#asked = asked
    const { product } = this
    const told = await openSuggestions(tote)
      .ask(this.#find(product)?.id)
      // What only might please is not worth a word that it could not be had.
      .catch(() => [])
    // It is about something else by now.
    if (this.#asked === asked) this.told = told
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-suggestions': ToteSuggestions
  }
}
