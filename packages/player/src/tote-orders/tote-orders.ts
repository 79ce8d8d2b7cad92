import type { Tote } from '@tote/core'
import type { Order } from '@tote/protocol'
import { html, nothing, type TemplateResult } from 'lit'
import { state } from 'lit/decorators.js'
import { StoreController } from '../internal/store-controller.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { dateText } from './date-text.ts'
import { isNewOrder, waitsAtStore } from './is-current.ts'
import { ordersEnglish } from './orders-english.ts'
import { renderOrder } from './render-order.ts'
import { toteOrdersStyles } from './tote-orders.styles.ts'

/**
 * What the shopper has ordered, in every place of theirs: a word of thanks, how the goods are got with the code to show at the
 * store, what was given back, and earlier orders. Shows nothing before the first one.
 *
 * @summary The shopper's orders.
 * @csspart orders - The whole.
 * @csspart order - One order; `data-new` for half an hour.
 * @csspart order-title - Its heading.
 * @csspart order-sum - How many items, and what they came to.
 * @csspart ships-from - Which stores send it, those left out that have.
 * @csspart rest - Of an order that is picked up, what is sent all the same.
 * @csspart sent - That a store has sent its part, and when.
 * @csspart tracking - The number of that parcel.
 * @csspart ready - From when on it can be picked up; once the store says so, since when it waits.
 * @csspart address - Where the store is.
 * @csspart hours - When it is open, which it opens.
 * @csspart pickup - Where it is picked up.
 * @csspart pickup-code - The code to show there.
 * @csspart scan - The same code for a scanner.
 * @csspart handed-over - That it was picked up.
 * @csspart refunded - What was given back.
 * @csspart close - The button that puts a new order among the earlier ones.
 * @csspart earlier - Earlier orders, which it opens.
 * @csspart retry - The button that asks again.
 */
export class ToteOrders extends ToteElement {
  static override styles = toteOrdersStyles

  readonly #cart = new StoreController(this, () => this.current?.cart.$cart)
  readonly #connection = new StoreController(this, () => this.current?.connection.$connection)
  @state() private orders: readonly Order[] = []
  @state() private isFailed = false
  @state() private closed: ReadonlySet<string> = new Set()
  /** Which tote was asked, and up to which news. */
  #asked: { readonly tote: Tote; readonly atMs: number } | null = null

  protected override get ownEnglish() {
    return ordersEnglish
  }

  override updated(): void {
    const { current: tote } = this
    const atMs = this.#cart.value?.order?.atMs
    if (tote === null || atMs === undefined) return
    // Offline it would only fail: asked when there is somebody to ask.
    if (this.#connection.value?.status !== 'online') return
    if (this.#asked?.tote === tote && this.#asked.atMs === atMs) return
    void this.#ask(tote, atMs)
  }

  override render() {
    const { current: tote, words } = this
    const news = this.#cart.value?.order ?? null
    if (tote === null || news === null) return nothing
    // Those of another cart, until this one's are known: what one shopper ordered is not for the next.
    const orders = this.orders.some(({ id }) => id === news.id) ? this.orders : []
    const hubNow = tote.connection.hubNow()
    const isCurrent = (order: Order) =>
      waitsAtStore(order) || (isNewOrder(order, hubNow) && !this.closed.has(order.id))
    const current = orders.filter(isCurrent)
    const earlier = orders.filter((order) => !isCurrent(order))
    return html`<section class="orders" part="orders" data-shown aria-label=${words.text('orders.label')}>
      ${this.#renderState(orders.length > 0)}
      ${current.map((order) => this.#renderCurrent(tote, order, isNewOrder(order, hubNow)))}
      ${earlier.length === 0 ? nothing : this.#renderEarlier(tote, earlier)}
    </section>`
  }

  #renderState(isKnown: boolean): TemplateResult | typeof nothing {
    const { words } = this
    if (this.isFailed)
      return html`<p class="problem" role="status">
        ${words.text('orders.unreachable')}
        <button class="link-button" part="retry" type="button" @click=${this.#retry}>
          ${words.text('orders.retry')}
        </button>
      </p>`
    return isKnown ? nothing : html`<p class="soft" role="status">${words.text('orders.loading')}</p>`
  }

  #renderCurrent(tote: Tote, order: Order, isNew: boolean): TemplateResult {
    const { words } = this
    return html`<article class="order current" part="order" ?data-new=${isNew}>
      <div class="head">
        <h3 part="order-title">${isNew ? words.text('orders.thanks') : this.#nameOf(order)}</h3>
        ${
          waitsAtStore(order)
            ? nothing
            : html`<button
                class="link-button"
                part="close"
                type="button"
                @click=${() => (this.closed = new Set(this.closed).add(order.id))}
              >
                ${words.text('orders.close')}
              </button>`
        }
      </div>
      ${isNew ? html`<p>${this.#nameOf(order)}</p>` : this.#renderDate(order)}
      ${renderOrder({ words, order, hub: tote.hub })}
    </article>`
  }

  #renderEarlier(tote: Tote, earlier: readonly Order[]): TemplateResult {
    const { words } = this
    return html`<details part="earlier">
      <summary>${words.text('orders.earlier', { count: earlier.length })}</summary>
      <div class="earlier">
        ${earlier.map(
          (order) =>
            html`<article class="order" part="order">
              <h3 part="order-title">${this.#nameOf(order)}</h3>
              ${this.#renderDate(order)} ${renderOrder({ words, order, hub: tote.hub })}
            </article>`,
        )}
      </div>
    </details>`
  }

  #nameOf({ ref, soldBy: seller }: Order): string {
    return seller === undefined
      ? this.words.text('orders.number', { ref })
      : this.words.text('orders.soldBy', { ref, seller })
  }

  #renderDate({ placedAt }: Order): TemplateResult {
    return html`<p class="soft small">
      ${this.words.text('orders.placed', { date: dateText(this.words, placedAt) })}
    </p>`
  }

  readonly #retry = (): void => {
    const { current: tote } = this
    if (tote !== null) void this.#ask(tote, this.#cart.value?.order?.atMs ?? 0)
  }

  async #ask(tote: Tote, atMs: number): Promise<void> {
    this.#asked = { tote, atMs }
    this.isFailed = false
    const orders = await tote.cart.orders().catch(() => null)
    // Other news came meanwhile, or another shopper.
    if (this.#asked?.tote !== tote || this.#asked.atMs !== atMs) return
    if (orders === null) this.isFailed = true
    else this.orders = orders
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-orders': ToteOrders
  }
}
