import type { CartView, Tote } from '@tote/core'
import { toCartLink, toCartPermalink, type LinkedLine } from '@tote/protocol'
import { html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { pageAddress } from '../internal/page-address.ts'
import { StoreController } from '../internal/store-controller.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { shareEnglish } from './share-english.ts'
import { sortShared, type SharedLine, type SharedLines } from './shared-lines.ts'
import { dropShared, readShared, toSharedLink } from './take-shared.ts'
import { toteShareStyles } from './tote-share.styles.ts'

/**
 * A basket's contents in a link, for where a shopper's own basket cannot go. With the attribute `compact` the question
 * about such a link that this page was opened by: nothing is added before the shopper says so.
 *
 * @summary Shares a basket's contents, and asks about shared ones.
 * @csspart share - The whole.
 * @csspart open - What opens the means to share.
 * @csspart copy - The button that copies the link.
 * @csspart link - The link, where it could not be copied.
 * @csspart shop - The link to the shop's own basket.
 * @csspart lines - What was shared.
 * @csspart add - The button that adds it.
 * @csspart dismiss - The button for not now.
 */
export class ToteShare extends ToteElement {
  static override styles = toteShareStyles

  /** The question about a shared basket, in place of the means to share this one. */
  @property({ type: Boolean, reflect: true }) compact = false

  @state() private shared: readonly LinkedLine[] | 'bad' | null = null
  @state() private news: string | TemplateResult = ''
  readonly #cart = new StoreController(this, () => this.current?.cart.$cart)
  readonly #show = new StoreController(this, () => this.current?.show.$show)
  readonly #products = new StoreController(this, () => this.current?.show.$products)

  protected override get ownEnglish() {
    return shareEnglish
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.compact) window.addEventListener('hashchange', this.#read)
    this.#read()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    window.removeEventListener('hashchange', this.#read)
  }

  override render() {
    const { current: tote } = this
    if (tote === null) return nothing
    if (this.compact) return this.#renderShared(tote)
    const cart = this.#cart.value
    return cart === undefined || cart.lines.length === 0 ? nothing : this.#renderMeans(cart)
  }

  #renderMeans(cart: CartView) {
    const { words } = this
    const shown = this.#show.value
    const pattern = shown?.status === 'ready' ? shown.cartPermalink : undefined
    const page = pageAddress(this.ownerDocument)
    if (page === null && pattern === undefined) return nothing
    return html`<details class="share" part="share">
      <summary part="open">${words.text('share.label')}</summary>
      ${
        page === null
          ? nothing
          : html`<p class="soft">${words.text('share.lead')}</p>
              <button class="button" part="copy" type="button" @click=${() => void this.#copy(page, cart)}>
                ${words.text('share.copy')}
              </button>`
      }
      <div role="status">${this.news}</div>
      ${
        pattern === undefined
          ? nothing
          : html`<a
              part="shop"
              href=${toCartPermalink(pattern, linesOf(cart))}
              target="_blank"
              rel="noopener"
              data-tote-no-carry
              >${words.text('share.shop')}</a
            >`
      }
    </details>`
  }

  #renderShared(tote: Tote) {
    const { shared, words } = this
    // What is sold here is known when the show is.
    if (shared === null || this.#show.value?.status !== 'ready') return nothing
    const sorted = shared === 'bad' ? null : sortShared(shared, this.#products.value ?? [])
    return html`<section class="share" part="share" aria-label=${words.text('share.label')}>
      <div class="words" role="status">
        ${sorted === null ? html`<p>${words.text('share.bad')}</p>` : this.#renderLines(sorted)}
      </div>
      <div class="acts">
        ${
          sorted === null || sorted.buyable.length === 0
            ? nothing
            : html`<button class="button" part="add" type="button" @click=${() => this.#add(tote, sorted)}>
                ${words.text('share.add')}
              </button>`
        }
        <button class="button" part="dismiss" type="button" @click=${this.#settle}>
          ${words.text('share.dismiss')}
        </button>
      </div>
    </section>`
  }

  #renderLines({ buyable, soldOut, unknown }: SharedLines) {
    const { words } = this
    const named = (lines: readonly SharedLine[]) => words.list(lines.map(({ title }) => title))
    return html`<p>${words.text(buyable.length === 0 ? 'share.nothing' : 'share.asks')}</p>
      ${
        buyable.length === 0
          ? nothing
          : html`<ul part="lines">
              ${buyable.map(
                ({ title, quantity }) =>
                  html`<li>${words.text('share.line', { title, count: quantity })}</li>`,
              )}
            </ul>`
      }
      ${soldOut.length === 0 ? nothing : html`<p>${words.text('share.soldOut', { what: named(soldOut) })}</p>`}
      ${unknown.length === 0 ? nothing : html`<p>${words.text('share.unknown', { what: named(unknown) })}</p>`}`
  }

  readonly #read = (): void => {
    // An address is the page's first player's; a second one asks nothing.
    const root = this.getRootNode()
    const isFirst = root instanceof ShadowRoot && root.host === document.querySelector('tote-player')
    if (this.compact && (isFirst || !(root instanceof ShadowRoot))) this.shared = readShared(location.hash)
  }

  readonly #settle = (): void => {
    this.shared = null
    dropShared(window)
  }

  #add(tote: Tote, { buyable }: SharedLines): void {
    this.#settle()
    // Each is answered, or refused with a notice of its own, as any add.
    for (const { variantId, quantity } of buyable) void tote.cart.addLine({ variantId, quantity })
  }

  async #copy(page: string, cart: CartView): Promise<void> {
    const link = toSharedLink(page, toCartLink(linesOf(cart)))
    try {
      await this.ownerDocument.defaultView?.navigator.clipboard.writeText(link)
      this.news = this.words.text('share.copied')
    } catch {
      // Not allowed here: then by the shopper's own hand.
      this.news = html`<label
        >${this.words.text('share.copyYourself')} <input class="link" part="link" readonly .value=${link}
      /></label>`
    }
  }
}

function linesOf({ lines }: CartView): LinkedLine[] {
  return lines.map(({ merchandise: { variantId }, quantity }) => ({ variantId, quantity }))
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-share': ToteShare
  }
}
