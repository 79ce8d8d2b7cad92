import type { Tote } from '@tote/core'
import { ToteError, type Offer } from '@tote/protocol'
import { html, nothing, type TemplateResult } from 'lit'
import { state } from 'lit/decorators.js'
import { StoreController } from '../internal/store-controller.ts'
import { closeIcon } from '../internal/theme/icons.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { offerEnglish } from './offer-english.ts'
import { toteOfferStyles } from './tote-offer.styles.ts'

type Fault = 'offer.over' | 'offer.unreachable'

/**
 * Asks whether the basket and moment of another site shall be continued here. Nothing is joined before the shopper says
 * so, both answers weigh the same, and the page keeps its focus.
 *
 * @summary Asks to continue from another site.
 * @csspart offer - The whole.
 * @csspart question - The question.
 * @csspart total - What the offered basket costs.
 * @csspart accept - The button that continues (and brings the items of this place along).
 * @csspart decline - The button that starts fresh.
 * @csspart apart - The button that continues and leaves the items of this place where they are.
 * @csspart dismiss - The button for not now, where the others both continue.
 * @csspart fault - Why it could not be done.
 */
export class ToteOffer extends ToteElement {
  static override styles = toteOfferStyles

  readonly #offer = new StoreController(this, () => this.current?.journey.$offer)
  readonly #cart = new StoreController(this, () => this.current?.cart.$cart)
  #asked: Offer | null = null

  @state() private isBusy = false
  @state() private fault: Fault | null = null

  protected override get ownEnglish() {
    return offerEnglish
  }

  override willUpdate() {
    const offer = this.#offer.value ?? null
    if (offer === this.#asked) return
    this.#asked = offer
    this.fault = null
    this.isBusy = false
  }

  // The element may come only when there is an offer: ears are told what comes into a place that was there.
  override firstUpdated() {
    queueMicrotask(() => this.requestUpdate())
  }

  override render() {
    const tote = this.current
    const offer = this.#offer.value ?? null
    const own = this.#cart.value?.totalQuantity ?? 0
    const isShown = tote !== null && offer !== null
    // The place of the question is always there, so that ears are told when it comes; its look comes with it.
    return html`<section
      class="offer"
      part="offer"
      aria-label=${this.words.text('offer.label')}
      ?data-shown=${isShown}
    >
      <div class="words" role="status">
        ${offer === null || !this.hasUpdated ? nothing : this.#renderWords(offer, own)}
      </div>
      ${isShown ? this.#renderActs(tote, offer, own) : nothing}
      <p class="fault" part="fault" role="status" ?data-shown=${this.fault !== null}>
        ${this.fault === null ? nothing : this.words.text(this.fault)}
      </p>
    </section>`
  }

  #renderWords({ from, quantity, total }: Offer, own: number): TemplateResult {
    const { words } = this
    const isMerge = isMerging(quantity, own)
    const question = isMerge
      ? words.text('offer.merge', { own, count: quantity })
      : words.text('offer.continue', { count: quantity, from })
    return html`<p class="question" part="question">${question}</p>
      ${isMerge ? html`<p class="from">${words.text('offer.from', { from })}</p>` : nothing}
      ${
        total === undefined || quantity === 0
          ? nothing
          : html`<p class="total numbers" part="total">
              ${words.text('offer.total', { total: words.money(total) })}
            </p>`
      }`
  }

  #renderActs(tote: Tote, { quantity }: Offer, own: number): TemplateResult {
    const { words } = this
    const isMerge = isMerging(quantity, own)
    const decline = () => tote.journey.decline()
    return html`<div class="acts">
        <button
          class="button"
          part="accept"
          type="button"
          aria-disabled=${this.isBusy}
          @click=${() => this.#accept(tote, 'add')}
        >
          ${words.text(isMerge ? 'offer.add' : 'offer.accept')}
        </button>
        ${
          isMerge
            ? html`<button
                class="button"
                part="apart"
                type="button"
                aria-disabled=${this.isBusy}
                @click=${() => this.#accept(tote, 'apart')}
              >
                ${words.text('offer.apart')}
              </button>`
            : html`<button class="button" part="decline" type="button" @click=${decline}>
                ${words.text('offer.decline')}
              </button>`
        }
      </div>
      ${
        isMerge
          ? html`<button
              class="icon-button dismiss"
              part="dismiss"
              type="button"
              aria-label=${words.text('offer.dismiss')}
              @click=${decline}
            >
              ${closeIcon}
            </button>`
          : nothing
      }`
  }

  async #accept(tote: Tote, own: 'add' | 'apart') {
    if (this.isBusy) return
    this.isBusy = true
    this.fault = null
    try {
      await tote.journey.accept(own)
    } catch (error) {
      this.fault =
        error instanceof ToteError && error.code === 'ticket_dead' ? 'offer.over' : 'offer.unreachable'
    }
    this.isBusy = false
  }
}

// With nothing on one side there is nothing to bring together.
function isMerging(quantity: number, own: number): boolean {
  return quantity > 0 && own > 0
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-offer': ToteOffer
  }
}
