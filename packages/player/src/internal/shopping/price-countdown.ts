import type { ProductView, Tote } from '@tote/core'
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit'
import { toClock } from '../../tote-controls/to-clock.ts'
import { MessagesController, type MessagesHost } from '../messages/messages-controller.ts'
import { wear } from '../wear.ts'
import { dropEnglish } from './drop-english.ts'
import { priceCountdownStyles } from './price-countdown.styles.ts'
import type { EndsOptions } from './create-ends.ts'
import type { VariantChoice } from './variant-choice.ts'

/** Ears are told when a price begins, and once more with this much left. */
const LAST_CALL_SECONDS = 60
/** From here on it is marked as about to end. */
const SOON_SECONDS = 10

/** A product as it was last drawn, and when its price ends by itself, if it does. */
interface Drawn {
  readonly product: ProductView
  readonly price: string
  /** Programme time. */
  readonly endsAt: number | null
  /** Whole seconds; 0 when nothing ends. */
  readonly left: number
}

interface Told {
  readonly productId: string
  readonly endsAt: number
  readonly isLastCall: boolean
}

/**
 * How long a price still stands, by the programme time of the picture: paused it stands still, after a seek it is where
 * the picture is, and a viewer behind live has as long as one at the edge. It has no clock of its own.
 */
export class PriceCountdown implements ReactiveController {
  readonly #host: MessagesHost
  readonly #words: MessagesController
  readonly #options: EndsOptions
  #position: Tote['playback']['$position'] | undefined
  #stop: (() => void) | undefined
  #drawn: Drawn | null = null
  #told: Told | null = null
  #said = ''

  constructor(host: MessagesHost, options: EndsOptions) {
    this.#host = host
    this.#options = options
    this.#words = new MessagesController(host, dropEnglish)
    host.addController(this)
    wear(host, priceCountdownStyles)
  }

  render(product: ProductView, choice: VariantChoice): TemplateResult {
    const { isTold } = this.#options
    const words = this.#words
    const endsAt = endOf(product, choice)
    const left = this.#leftUntil(endsAt)
    const price = words.money(choice.variant?.price ?? product.priceRange.min)
    this.#drawn = { product, price, endsAt, left }
    const countdown = html`<span
      class="ends numbers"
      part="ends"
      role="timer"
      ?data-soon=${left <= SOON_SECONDS}
      >${words.text('drop.ends', { time: toClock(left) })}</span
    >`
    return html`${left > 0 ? countdown : nothing}${
      isTold ? html`<span class="ears-only" role="status">${this.#said}</span>` : nothing
    }`
  }

  hostUpdate(): void {
    const position = this.#options.tote()?.playback.$position
    if (position === this.#position && this.#stop !== undefined) return
    this.#stop?.()
    this.#position = position
    // Four times a second, of which one changes what is read.
    this.#stop = position?.listen(() => {
      if (this.#leftUntil(this.#drawn?.endsAt ?? null) !== this.#drawn?.left) this.#host.requestUpdate()
    })
  }

  hostUpdated(): void {
    const said = this.#drawn === null ? '' : this.#say(this.#drawn)
    if (said === this.#said) return
    this.#said = said
    // Once the place for it is there: what comes along with it is not heard.
    this.#host.requestUpdate()
  }

  hostDisconnected(): void {
    this.#stop?.()
    this.#stop = undefined
  }

  #leftUntil(endsAt: number | null): number {
    const pdt = this.#position?.get()?.pdt
    return endsAt === null || pdt === undefined ? 0 : Math.max(0, Math.ceil((endsAt - pdt) / 1000))
  }

  /** What ears hear now: a beginning, the last minute, an end, and nothing between. */
  #say({ product, price, endsAt, left }: Drawn): string {
    const words = this.#words
    const told = this.#told
    if (endsAt === null) {
      this.#told = null
      if (told === null) return this.#said
      // Gone back to before it began, nothing has ended.
      const isOver = told.productId === product.id && this.#leftUntil(told.endsAt) === 0
      return isOver ? words.text('drop.over', { title: product.title, price }) : ''
    }
    // Over, and about to be drawn at the price of before.
    if (left === 0) return this.#said
    const isSame = told?.productId === product.id && told.endsAt === endsAt
    const isLastCall = left <= LAST_CALL_SECONDS
    if (isSame && told.isLastCall === isLastCall) return this.#said
    this.#told = { productId: product.id, endsAt, isLastCall }
    return words.text('drop.told', { title: product.title, price, count: Math.ceil(left / 60) })
  }
}

/** When the price that is shown ends: that of the choice; before there is one, the first of all. */
function endOf(product: ProductView, { variant }: VariantChoice): number | null {
  if (variant !== null) return variant.priceEndsAt
  const ends = product.variants.flatMap(({ priceEndsAt }) => priceEndsAt ?? [])
  return ends.length === 0 ? null : Math.min(...ends)
}
