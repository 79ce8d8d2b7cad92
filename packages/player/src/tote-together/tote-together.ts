import type { Following } from '@tote/core'
import type { Lead } from '@tote/protocol'
import { html, nothing, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import type { MessageKey } from '../internal/messages/english.ts'
import { StoreController } from '../internal/store-controller.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { togetherEnglish } from './together-english.ts'
import { toteTogetherStyles } from './tote-together.styles.ts'

/**
 * A show that is open on two screens: moves it here, keeps both pictures together, or makes this screen the one with
 * products and basket. Shows nothing while it is open nowhere else.
 *
 * @summary One show on two screens.
 * @csspart together - The whole.
 * @csspart words - Where the show is open too.
 * @csspart move - The button that moves the show here.
 * @csspart both - The button that lets it play on both.
 * @csspart watch - The button that keeps both pictures together, or ends it.
 * @csspart second - The button that makes this the second screen, or ends it.
 */
export class ToteTogether extends ToteElement {
  static override styles = toteTogetherStyles

  /** Over the picture: only what is asked or told there. Without it all that can be wished. */
  @property({ type: Boolean, reflect: true }) compact = false

  readonly #lead = new StoreController(this, () => this.current?.playback.$lead)
  readonly #asksToMove = new StoreController(this, () => this.current?.playback.$asksToMove)
  readonly #following = new StoreController(this, () => this.current?.playback.$following)
  readonly #isStray = new StoreController(this, () => this.current?.playback.$isStray)

  protected override get ownEnglish() {
    return togetherEnglish
  }

  // The element comes when there is something to tell: ears are told what comes into a place that was there.
  override firstUpdated(): void {
    queueMicrotask(() => this.requestUpdate())
  }

  override render() {
    const lead = this.#lead.value ?? null
    const shown = lead === null || !this.hasUpdated ? null : this.#renderOf(lead)
    // A player has one of each form: of two landmarks of one name nobody knows which they go to.
    return html`<section
      class="together"
      part="together"
      role=${this.compact ? 'group' : nothing}
      aria-label=${this.words.text('together.label')}
      ?data-shown=${shown !== null}
    >
      <p class="words" part="words" role="status">${shown?.words ?? nothing}</p>
      ${shown === null ? nothing : html`<div class="acts">${shown.acts}</div>`}
    </section>`
  }

  #renderOf(lead: Lead): { words: string; acts: readonly TemplateResult[] } | null {
    if (this.#following.value === 'second-screen') return this.compact ? this.#renderSecondScreen(lead) : null
    return this.compact ? this.#renderNews(lead) : this.#renderWishes(lead)
  }

  #renderSecondScreen(lead: Lead) {
    const key = lead.isGone === true ? 'together.gone' : 'together.secondOn'
    return { words: this.#where(key, lead), acts: [this.#renderSecond('together.first', 'no')] }
  }

  /** What cannot wait until somebody looks for it. */
  #renderNews(lead: Lead) {
    const isMoved = lead.isAlone === true && lead.isGone !== true
    if (isMoved)
      return { words: this.#where('together.moved', lead), acts: [this.#renderMove('together.back')] }
    if (this.#asksToMove.value !== true) return null
    const both = html`<button class="button" part="both" @click=${() => this.current?.playback.keepBoth()}>
      ${this.words.text('together.both')}
    </button>`
    return { words: this.#where('together.asks', lead), acts: [this.#renderMove('together.move'), both] }
  }

  #renderWishes(lead: Lead) {
    if (lead.isGone === true) return null
    if (lead.showId !== this.current?.showId)
      return { words: this.#where('together.otherShow', lead), acts: [] }
    if (this.#following.value === 'together') {
      const key = this.#isStray.value === true ? 'together.stray' : 'together.watching'
      return { words: this.#where(key, lead), acts: [this.#renderWatch('together.stop', 'no')] }
    }
    return {
      words: this.#where(lead.isPlaying ? 'together.open' : 'together.paused', lead),
      acts: [
        this.#renderMove('together.move'),
        this.#renderWatch('together.watch', 'together'),
        this.#renderSecond('together.second', 'second-screen'),
      ],
    }
  }

  #renderMove(key: MessageKey) {
    return html`<button class="button" part="move" @click=${() => this.current?.playback.moveHere()}>
      ${this.words.text(key)}
    </button>`
  }

  #renderWatch(key: MessageKey, how: Following) {
    return html`<button class="button" part="watch" @click=${() => this.current?.playback.follow(how)}>
      ${this.words.text(key)}
    </button>`
  }

  #renderSecond(key: MessageKey, how: Following) {
    return html`<button
      class="button ${how === 'no' ? 'primary' : ''}"
      part="second"
      @click=${() => this.current?.playback.follow(how)}
    >
      ${this.words.text(key)}
    </button>`
  }

  #where(key: MessageKey, { where }: Lead): string {
    return this.words.text(key, { where })
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-together': ToteTogether
  }
}
