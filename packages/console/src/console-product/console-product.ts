import type { ProductView, VariantView } from '@tote/core'
import { formatMoney, type CueIntent, type Money, type WaitingReport } from '@tote/protocol'
import { html, LitElement, nothing } from 'lit'
import { property, state } from 'lit/decorators.js'
import { consoleStyles } from '../console.styles.ts'
import { parsePriceText, toPriceText } from '../price-text/price-text.ts'
import { consoleProductStyles } from './console-product.styles.ts'
import { minutesText } from './minutes-text.ts'
import { waitingText } from './waiting-text.ts'

/** How long a price can be given for; a host talks for minutes, not to the second. */
const MINUTES = [1, 2, 5, 10, 15, 30, 60]

/**
 * One product as the host handles it: on air or not, its prices, what is sold out.
 * @fires console-intent - A `CueIntent` the host asked for.
 * @fires console-drop - A `DropWish` of the host.
 */
export class ConsoleProduct extends LitElement {
  static override styles = [consoleStyles, consoleProductStyles]

  @property({ attribute: false }) product: ProductView | null = null
  /** Of all products. */
  @property({ attribute: false }) waiting: WaitingReport['lines'] = []
  @property({ type: Boolean }) pinned = false
  @property({ type: Boolean }) busy = false
  @state() private isOpen = false
  @state() private problem = ''

  override render() {
    const { product } = this
    if (product === null) return nothing
    return html`
      <article aria-labelledby="title">
        <div class="row">
          ${product.image === null ? nothing : html`<img src=${product.image} alt="" width="56" height="56" />`}
          <div class="what">
            <h3 id="title">${product.title}</h3>
            <p class="soft">
              ${priceText(product)}${endText(product)}${product.isSoldOut ? html` · <strong class="error">Sold out</strong>` : nothing}${this.#waitingOf(product.variants)}
            </p>
          </div>
          <button
            class="pin"
            aria-pressed=${this.pinned ? 'true' : 'false'}
            ?disabled=${this.busy}
            @click=${() => this.#ask({ kind: this.pinned ? 'unpinProduct' : 'pinProduct', productId: product.id })}
          >
            ${this.pinned ? 'Unpin' : 'Pin'}<span class="visually-hidden"> ${product.title}</span>
          </button>
          <button
            aria-expanded=${this.isOpen ? 'true' : 'false'}
            aria-controls="details"
            @click=${() => (this.isOpen = !this.isOpen)}
          >
            Price and stock<span class="visually-hidden"> of ${product.title}</span>
          </button>
        </div>
        <div id="details" ?hidden=${!this.isOpen}>${this.isOpen ? this.#details(product) : nothing}</div>
      </article>
    `
  }

  #details(product: ProductView) {
    const soldOut = product.variants.filter((variant) => variant.isSoldOut).length
    return html`
      <form class="price" @submit=${(event: SubmitEvent) => this.#changePrice(event, product)}>
        <label>
          New price for ${product.variants.length === 1 ? 'it' : `all ${product.variants.length} variants`}
          <span class="field">
            <input
              name="price"
              inputmode="decimal"
              autocomplete="off"
              .value=${toPriceText(product.priceRange.min)}
              aria-describedby="problem"
              aria-invalid=${this.problem === '' ? 'false' : 'true'}
            />
            ${product.priceRange.min.currencyCode}
          </span>
        </label>
        <label>
          It stands
          <select name="minutes">
            <option value="">until I change it</option>
            ${MINUTES.map((minutes) => html`<option value=${minutes}>for ${minutesText(minutes)}</option>`)}
          </select>
        </label>
        <button ?disabled=${this.busy}>Change price</button>
        <button
          type="button"
          ?disabled=${this.busy}
          @click=${() => this.#markSoldOut(product, soldOut === 0)}
        >
          ${soldOut === 0 ? 'Mark all sold out' : 'Back in stock'}
        </button>
      </form>
      <p id="problem" class="error" role="alert">${this.problem === '' ? nothing : this.problem}</p>
      <tote-console-drop .product=${product} ?busy=${this.busy}></tote-console-drop>
      <ul>
        ${product.variants.map((variant) => this.#variant(product, variant))}
      </ul>
    `
  }

  #variant(product: ProductView, variant: VariantView) {
    return html`
      <li>
        <span>${variant.title}${this.#waitingOf([variant])}</span>
        <span class="soft">${formatMoney(variant.price, navigator.language)}</span>
        <button
          ?disabled=${this.busy}
          aria-pressed=${variant.isSoldOut ? 'true' : 'false'}
          @click=${() =>
            this.#ask({
              kind: 'markSoldOut',
              productId: product.id,
              variantIds: [variant.id],
              isSoldOut: !variant.isSoldOut,
            })}
        >
          Sold out<span class="visually-hidden">: ${variant.title}</span>
        </button>
      </li>
    `
  }

  #waitingOf(variants: readonly VariantView[]) {
    const text = waitingText(
      this.waiting,
      variants.map(({ id }) => id),
    )
    return text === '' ? nothing : html` · <span class="waiting">${text}</span>`
  }

  #changePrice(event: SubmitEvent, product: ProductView): void {
    event.preventDefault()
    const text = this.renderRoot.querySelector<HTMLInputElement>('input[name=price]')?.value ?? ''
    const price: Money | null = parsePriceText(text, product.priceRange.min.currencyCode)
    this.problem =
      price === null ? `“${text}” is not a price. Type it like ${toPriceText(product.priceRange.min)}.` : ''
    if (price === null) return
    const minutes = Number(this.renderRoot.querySelector<HTMLSelectElement>('select[name=minutes]')?.value)
    this.#ask({
      kind: 'changePrice',
      productId: product.id,
      prices: product.variants.map((variant) => ({ variantId: variant.id, price: price.amount })),
      ...(minutes > 0 ? { lastsMs: minutes * 60_000 } : {}),
    })
  }

  #markSoldOut(product: ProductView, isSoldOut: boolean): void {
    const variantIds = product.variants.map((variant) => variant.id)
    this.#ask({ kind: 'markSoldOut', productId: product.id, variantIds, isSoldOut })
  }

  #ask(intent: CueIntent): void {
    this.dispatchEvent(new CustomEvent('console-intent', { detail: intent, bubbles: true, composed: true }))
  }
}

/** Programme time is the hub's clock, which is about this one. */
function endText({ variants }: ProductView): string {
  const ends = variants.flatMap(({ priceEndsAt }) => priceEndsAt ?? [])
  return ends.length === 0 ? '' : ` until ${new Date(Math.min(...ends)).toLocaleTimeString()}`
}

function priceText({ priceRange: { min, max } }: ProductView): string {
  const low = formatMoney(min, navigator.language)
  return min.amount === max.amount ? low : `${low} to ${formatMoney(max, navigator.language)}`
}
