import type { CartView, Tote } from '@tote/core'
import { openPoints, spentPoints } from '@tote/core/points'
import { money, type PointsAnswer, type PointsEntry } from '@tote/protocol'
import { html, nothing, type TemplateResult } from 'lit'
import { state } from 'lit/decorators.js'
import type { MessageKey } from '../internal/messages/english.ts'
import { StoreController } from '../internal/store-controller.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { pointsEnglish } from './points-english.ts'
import { totePointsStyles } from './tote-points.styles.ts'

type Told = NonNullable<PointsAnswer['points']>
type Own = Extract<Told, { isSignedIn: true }>

const WHY: Readonly<Record<PointsEntry['kind'], MessageKey>> = {
  order: 'points.order',
  reversed: 'points.reversed',
  watch: 'points.watched',
  spent: 'points.used',
  returned: 'points.returned',
  adjusted: 'points.adjusted',
}

/**
 * The points of a shopper who is signed in: how many they have, a button that takes as many off the basket as it takes, what the basket
 * brings, and how they came about. Shows nothing where the shop has no points.
 *
 * @summary The shopper's points, and what they take off the basket.
 * @csspart points - The whole.
 * @csspart balance - How many there are.
 * @csspart spend - The button that uses them in the basket.
 * @csspart keep - The button that takes them out of it again.
 * @csspart problem - Why they could not be used.
 * @csspart earns - What the basket brings, and what watching does.
 * @csspart history - How they came about, which it opens.
 * @csspart entry - One reason.
 */
export class TotePoints extends ToteElement {
  static override styles = totePointsStyles

  readonly #cart = new StoreController(this, () => this.current?.cart.$cart)
  readonly #connection = new StoreController(this, () => this.current?.connection.$connection)
  @state() private told: Told | null = null
  @state() private isRefused = false
  /** Of which cart, and over which connection, the hub was asked. */
  #asked: { readonly tote: Tote; readonly cart: CartView } | null = null

  protected override get ownEnglish() {
    return pointsEnglish
  }

  override updated() {
    const { current: tote } = this
    const cart = this.#cart.value
    if (tote === null || cart === undefined) return
    // Offline it would only fail, and of what is on its way the hub does not know yet.
    if (this.#connection.value?.status !== 'online' || cart.pendingCount > 0) return
    if (this.#asked?.tote === tote && this.#asked.cart === cart) return
    void this.#ask(tote, cart)
  }

  override render() {
    const { words, told } = this
    const cart = this.#cart.value
    if (told === null || cart === undefined) return nothing
    return html`<section class="points" part="points" aria-label=${words.text('points.label')}>
      ${told.isSignedIn ? this.#renderOwn(told, cart) : html`<p>${words.text('points.signIn')}</p>`}
      ${this.#renderTerms(told, cart)} ${told.isSignedIn ? this.#renderHistory(told.entries) : nothing}
    </section>`
  }

  #renderOwn(told: Own, cart: CartView): TemplateResult {
    const { words } = this
    const spent = spentPoints(cart)
    const balance = html`<p part="balance">${words.text('points.balance', { count: told.balance })}</p>`
    const isFrozen = cart.checkout !== null
    if (spent > 0)
      return html`${balance}
        <p role="status">${words.text('points.spent', { count: spent })}</p>
        ${
          isFrozen
            ? nothing
            : html`<button class="button" part="keep" type="button" @click=${() => this.#spend(0)}>
                ${words.text('points.keep')}
              </button>`
        }`
    if (told.spendable === 0 || isFrozen) return balance
    return html`${balance}
      <button class="button" part="spend" type="button" @click=${() => this.#spend(told.spendable)}>
        ${words.text('points.spend', { count: told.spendable, amount: this.#worth(told, told.spendable) })}
      </button>
      <p class="small problem" part="problem" role="status">
        ${this.isRefused ? words.text('points.refused') : nothing}
      </p>`
  }

  /** About as many: codes and points that are still put in bring fewer. */
  #renderTerms({ perUnit, watch }: Told, { cost: { total } }: CartView): TemplateResult {
    const { words } = this
    const units = Math.floor(total.amount / 10 ** decimalsOf(total.currencyCode))
    const earned = units * perUnit
    return html`<p class="small soft" part="earns">
      ${earned > 0 ? words.text('points.earns', { count: earned }) : nothing}
      ${
        watch === undefined
          ? nothing
          : words.text('points.watch', {
              points: watch.points,
              minutes: watch.everyMinutes,
              most: watch.mostPerShow,
            })
      }
    </p>`
  }

  #renderHistory(entries: readonly PointsEntry[]): TemplateResult | typeof nothing {
    const { words } = this
    if (entries.length === 0) return nothing
    const day = new Intl.DateTimeFormat(words.lang, { dateStyle: 'medium' })
    const signed = new Intl.NumberFormat(words.lang, { signDisplay: 'exceptZero' })
    return html`<details class="small" part="history">
      <summary>${words.text('points.history')}</summary>
      <ul>
        ${entries.map(
          ({ kind, points, at }) =>
            html`<li class="entry" part="entry">
              <span>${words.text(WHY[kind])}</span>
              <span class="soft">${day.format(at)}</span>
              <span class="sum">${signed.format(points)}</span>
            </li>`,
        )}
      </ul>
    </details>`
  }

  #worth({ worth }: Own, points: number): string {
    if (worth === undefined) return ''
    const { amount, currencyCode } = worth.amount
    return this.words.money(money(Math.floor((points * amount) / worth.points), currencyCode))
  }

  #spend(points: number) {
    const { current: tote } = this
    if (tote === null) return
    this.isRefused = false
    void openPoints(tote)
      .spend(points)
      .then(
        ({ status }) => (this.isRefused = status === 'rejected'),
        () => (this.isRefused = true),
      )
  }

  async #ask(tote: Tote, cart: CartView): Promise<void> {
    const asked = { tote, cart }
    this.#asked = asked
    const told = await openPoints(tote)
      .ask()
      // What was told last stays; the next change of the basket asks again.
      .catch(() => this.told)
    // The basket is another by now, or the shopper.
    if (this.#asked === asked) this.told = told
  }
}

function decimalsOf(currencyCode: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: currencyCode })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-points': TotePoints
  }
}
