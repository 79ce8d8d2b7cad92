import type { Tote } from '@tote/core'
import { openWaitlist, type LineWait, type Waitlist } from '@tote/core/waitlist'
import type { VariantId } from '@tote/protocol'
import { html, nothing, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { OneWish } from '../internal/shopping/one-wish.ts'
import { variantTitle } from '../internal/shopping/variant-title.ts'
import { StoreController } from '../internal/store-controller.ts'
import { closeIcon } from '../internal/theme/icons.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { toClock } from '../tote-controls/to-clock.ts'
import { toteWaitlistStyles } from './tote-waitlist.styles.ts'
import { TurnWatch, type ShownTurn } from './turn-watch.ts'
import { waitlistEnglish } from './waitlist-english.ts'

const importDrop = () => import('../define/tote-drop.ts')

/**
 * The line for what is sold out. With `variant` the button that joins the line for it, and then the place in it; without,
 * whatever it is the shopper's turn for, with the time they have and the button that takes it.
 * Of what is given out by turns it shows `<tote-drop>` in its place.
 *
 * @summary Waiting for what is sold out.
 * @csspart waitlist - The whole.
 * @csspart words - The place in the line, or whose turn it is.
 * @csspart left - How long the turn still lasts.
 * @csspart join - The button that joins the line.
 * @csspart leave - The button that leaves it.
 * @csspart take - The button that takes what it is the shopper's turn for.
 * @csspart pass - The button that gives it to the next.
 * @csspart said - What came of the last press.
 * @csspart dismiss - The button that takes the word of a turn that is over away.
 */
export class ToteWaitlist extends ToteElement {
  static override styles = toteWaitlistStyles

  /** Id of the variant to wait for. Left out, it shows turns alone. */
  @property() variant = ''

  /** For over the picture. */
  @property({ type: Boolean, reflect: true }) compact = false

  readonly #told = new StoreController(this, () => this.current?.line.$told)
  readonly #products = new StoreController(this, () => this.current?.show.$products)
  readonly #watch = new TurnWatch(this)
  readonly #wish = new OneWish(this, () => this.words.text('waitlist.refused'))
  #read: { readonly told: unknown; readonly waits: readonly LineWait[] } = { told: null, waits: [] }
  #opened: { readonly tote: Tote; readonly waitlist: Waitlist } | null = null

  protected override get ownEnglish() {
    return waitlistEnglish
  }

  override willUpdate(changed: Map<PropertyKey, unknown>) {
    if (changed.has('variant')) this.#wish.forget()
  }

  // The element comes when there is something to tell: ears are told what comes into a place that was there.
  override firstUpdated(): void {
    queueMicrotask(() => this.requestUpdate())
  }

  override render() {
    if (this.#isDropped()) return this.#renderDrop()
    const tote = this.current
    const waits = this.#waits()
    const turns = tote === null ? [] : this.#watch.follow(tote, waits)
    const shown = turns.filter(({ variantId }) => this.variant === '' || this.variant === variantId)
    const entries =
      tote === null
        ? []
        : this.variant === ''
          ? this.#renderTurns(tote, shown)
          : this.#renderVariant(tote, shown)
    return html`<section
        class="line"
        part="waitlist"
        aria-label=${this.words.text('waitlist.label')}
        ?data-shown=${entries.length > 0}
      >
        <p class="words" part="words" role="status">${this.hasUpdated ? this.#wordsOf(shown) : nothing}</p>
        ${entries}
        <p class=${entries.length === 0 ? 'ears-only' : 'said'} part="said" role="status">
          ${this.#wish.said}
        </p>
      </section>
      ${this.variant === '' && this.#open()?.isInDrops() === true ? this.#renderDrop() : nothing}`
  }

  /** What is given out by turns: loaded when there is such a thing, and drawn in this one's place. */
  #renderDrop(): TemplateResult {
    importDrop().catch(() => undefined)
    return html`<tote-drop
      variant=${this.variant}
      ?compact=${this.compact}
      .tote=${this.current}
      .messages=${this.messages}
    ></tote-drop>`
  }

  /** For ears it changes only when there is news: the seconds are counted beside it. */
  #wordsOf(turns: readonly ShownTurn[]): string {
    const { words } = this
    const told = turns.map(({ variantId, deviceUntilMs }) =>
      words.text('waitlist.turn', { title: this.#titleOf(variantId), time: words.time(deviceUntilMs) }),
    )
    const { missed } = this.#watch
    if (this.variant === '' && missed !== null)
      told.push(words.text('waitlist.over', { title: this.#titleOf(missed) }))
    const place = this.#place()
    if (place !== null) told.push(words.text('waitlist.place', { place }))
    return told.join(' ')
  }

  #place(): number | null {
    const wait = this.#waits().find(({ variantId }) => variantId === this.variant)
    return wait?.status === 'waiting' ? wait.place : null
  }

  #renderTurns(tote: Tote, turns: readonly ShownTurn[]): TemplateResult[] {
    const entries = [
      html`${repeat(
        turns,
        ({ variantId }) => variantId,
        (turn) => this.#renderTurn(tote, turn),
      )}`,
    ]
    if (this.#watch.missed !== null) return [...entries, this.#renderDismiss()]
    return turns.length === 0 ? [] : entries
  }

  #renderVariant(tote: Tote, [turn]: readonly ShownTurn[]): TemplateResult[] {
    if (turn !== undefined) return [this.#renderTurn(tote, turn)]
    const title = html`<span class="ears-only">: ${this.#titleOf(this.variant)}</span>`
    if (this.#place() !== null)
      return [
        html`<button class="link-button" part="leave" type="button" @click=${() => this.#leave(this.variant)}>
          ${this.words.text('waitlist.leave')}${title}
        </button>`,
      ]
    return [
      html`<button class="button join" part="join" type="button" @click=${() => this.#join()}>
        ${this.words.text('waitlist.join')}${title}
      </button>`,
    ]
  }

  #renderTurn(tote: Tote, { variantId, untilMs }: ShownTurn): TemplateResult {
    const { words } = this
    const title = html`<span class="ears-only">: ${this.#titleOf(variantId)}</span>`
    const seconds = (untilMs - tote.connection.hubNow()) / 1000
    return html`<div class="entry">
      <p class="left numbers" part="left" role="timer">
        ${words.text('waitlist.left', { time: toClock(seconds) })}
      </p>
      <div class="acts">
        <button class="button primary" part="take" type="button" @click=${() => this.#take(variantId)}>
          ${words.text('add.idle')}${title}
        </button>
        <button class="button" part="pass" type="button" @click=${() => this.#leave(variantId)}>
          ${words.text('waitlist.pass')}${title}
        </button>
      </div>
    </div>`
  }

  #renderDismiss(): TemplateResult {
    return html`<button
      class="icon-button"
      part="dismiss"
      type="button"
      aria-label=${this.words.text('notice.dismiss')}
      @click=${() => this.#watch.forget()}
    >
      ${closeIcon}
    </button>`
  }

  async #join(): Promise<void> {
    await this.#do(async (waitlist) => {
      const outcome = await waitlist.join(this.variant)
      if (outcome.status !== 'rejected') return ''
      if (outcome.code === 'in_stock') return this.words.text('waitlist.inStock')
      return this.words.text(outcome.code === 'limit' ? 'waitlist.full' : 'waitlist.refused')
    })
    // The button is gone with the wish: the focus goes to what stands in its place.
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('[part=leave],[part=take]')?.focus()
  }

  #leave(variantId: VariantId | string): Promise<void> {
    return this.#do(async (waitlist) =>
      (await waitlist.leave(variantId)) ? '' : this.words.text('waitlist.refused'),
    )
  }

  #take(variantId: VariantId): Promise<void> {
    const title = this.#titleOf(variantId)
    return this.#do(async (waitlist) => {
      const { status } = await waitlist.take(variantId)
      return status === 'accepted'
        ? this.words.text('add.done', { title })
        : this.words.text('waitlist.refused')
    })
  }

  async #do(deed: (waitlist: Waitlist) => Promise<string>): Promise<void> {
    const waitlist = this.#open()
    if (waitlist !== null) await this.#wish.make(() => deed(waitlist))
  }

  /** Parsed once for each word of the hub. */
  #waits(): readonly LineWait[] {
    const told = this.#told.value ?? null
    if (told !== this.#read.told) this.#read = { told, waits: this.#open()?.waits() ?? [] }
    return this.#read.waits
  }

  /** That of the tote in use; null while there is none. */
  #open(): Waitlist | null {
    const { current: tote } = this
    if (tote === null) return null
    if (this.#opened?.tote !== tote) this.#opened = { tote, waitlist: openWaitlist(tote) }
    return this.#opened.waitlist
  }

  #isDropped(): boolean {
    const variants = this.#products.value?.flatMap((product) => product.variants) ?? []
    return variants.some(({ id, drop }) => id === this.variant && drop != null)
  }

  #titleOf(variantId: string): string {
    return variantTitle(this.#products.value, variantId)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-waitlist': ToteWaitlist
  }
}
