import type { Tote } from '@tote/core'
import { openDrops, type Drops, type DropWait } from '@tote/core/drops'
import type { Drop } from '@tote/protocol/drops'
import { html, nothing, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { OneWish } from '../internal/shopping/one-wish.ts'
import { SecondTick } from '../internal/shopping/second-tick.ts'
import { variantTitle } from '../internal/shopping/variant-title.ts'
import { StoreController } from '../internal/store-controller.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { toClock } from '../tote-controls/to-clock.ts'
import { dropState, type DropState } from './drop-state.ts'
import { queueEnglish } from './queue-english.ts'
import { toteDropStyles } from './tote-drop.styles.ts'

interface Shown {
  /** Null once it is over: who has a place keeps it. */
  readonly drop: Drop | null
  readonly wait: DropWait | undefined
  readonly variantId: string
  readonly state: DropState
}

/**
 * What is given out by turns. With `variant` when it opens, the button that joins its queue, and then the place in it; without,
 * whatever it is the shopper's turn for, with the time they have and the button that takes it.
 *
 * @summary The queue of a drop.
 * @csspart drop - The whole.
 * @csspart words - Where the shopper stands.
 * @csspart clock - The time until it opens, is drawn, or the turn is over.
 * @csspart join - The button that joins the queue.
 * @csspart leave - The button that leaves it.
 * @csspart take - The button that takes what it is the shopper's turn for.
 * @csspart pass - The button that gives it to the next.
 * @csspart said - What came of the last press.
 * @csspart log - The receipt, and the way to the public log.
 */
export class ToteDrop extends ToteElement {
  static override styles = toteDropStyles

  /** Id of the variant that is given out. Left out, it shows turns alone. */
  @property() variant = ''

  /** For over the picture. */
  @property({ type: Boolean, reflect: true }) compact = false

  readonly #told = new StoreController(this, () => this.current?.line.$told)
  readonly #products = new StoreController(this, () => this.current?.show.$products)
  // Four times a second: it opens with the picture.
  readonly #position = new StoreController(this, () => this.current?.playback.$position)
  readonly #tick = new SecondTick(this)
  readonly #wish = new OneWish(this, () => this.words.text('queue.refused'))
  #opened: { readonly tote: Tote; readonly drops: Drops } | null = null
  #read: { readonly told: unknown; readonly waits: readonly DropWait[] } = { told: null, waits: [] }

  protected override get ownEnglish() {
    return queueEnglish
  }

  override willUpdate(changed: Map<PropertyKey, unknown>) {
    if (changed.has('variant')) this.#wish.forget()
  }

  // The element comes when there is something to tell: ears are told what comes into a place that was there.
  override firstUpdated(): void {
    queueMicrotask(() => this.requestUpdate())
  }

  override render() {
    const tote = this.current
    const shown = tote === null ? [] : this.#shown(tote)
    const told = shown.map((one) => this.#wordsOf(one)).filter((words) => words !== '')
    this.#tick.run(shown.some(({ state: { status } }) => ['before', 'entered', 'turn'].includes(status)))
    return html`<section
      class="line"
      part="drop"
      aria-label=${this.words.text('queue.label')}
      ?data-shown=${shown.length > 0}
    >
      <p class="words" part="words" role="status">${this.hasUpdated ? told.join(' ') : nothing}</p>
      ${repeat(
        shown,
        ({ variantId }) => variantId,
        (one) => this.#renderActs(one),
      )}
      <p class=${shown.length === 0 ? 'ears-only' : 'said'} part="said" role="status">${this.#wish.said}</p>
    </section>`
  }

  #shown(tote: Tote): Shown[] {
    const drops = this.#open(tote)
    const waits = this.#waits(drops)
    const hubMs = tote.connection.hubNow()
    const times = { atMs: this.#position.value?.pdt ?? hubMs, hubMs }
    if (this.variant !== '') {
      const drop = drops.of(this.variant)
      const wait = waits.find((one) =>
        drop === null ? one.variantId === this.variant : one.dropId === drop.id,
      )
      if (drop === null && wait === undefined) return []
      return [{ drop, wait, variantId: this.variant, state: dropState(drop, wait, times) }]
    }
    return waits
      .filter(({ status }) => status === 'turn')
      .map((wait) => {
        const { variantId } = wait
        return { drop: drops.of(variantId), wait, variantId, state: dropState(null, wait, times) }
      })
  }

  /** For ears it changes only when there is news: the seconds are counted beside it. */
  #wordsOf({ drop, state: now, variantId }: Shown): string {
    const { words } = this
    switch (now.status) {
      case 'before':
        return words.text('queue.before', { time: toClock((drop?.windowMs ?? 0) / 1000) })
      case 'open':
        return words.text(this.#isSoldOut(variantId) ? 'queue.noneLeft' : 'queue.open')
      case 'entered':
        return words.text('queue.entered')
      case 'queued':
        return words.text(now.isSoldOut ? 'queue.soldOut' : 'queue.place', { place: now.place })
      case 'turn':
        return words.text('queue.turn', {
          title: this.#titleOf(variantId),
          count: now.units,
          time: words.time(now.untilMs),
        })
      case 'done':
        return words.text(now.isTaken ? 'queue.taken' : 'queue.passed')
      default:
        return now satisfies never
    }
  }

  #renderActs(shown: Shown): TemplateResult {
    const { state: now, variantId, wait } = shown
    const { words } = this
    const title = html`<span class="ears-only">: ${this.#titleOf(variantId)}</span>`
    const log = this.variant === '' || wait === undefined ? nothing : this.#renderLog(wait)
    const leave = html`<button
      class="link-button"
      part="leave"
      type="button"
      @click=${() => this.#leave(shown)}
    >
      ${words.text('queue.leave')}${title}
    </button>`
    switch (now.status) {
      case 'before':
        return this.#renderClock('queue.opens', now.leftMs)
      case 'open':
        return html`<button
          class="button primary join"
          part="join"
          type="button"
          aria-disabled=${this.#wish.isBusy ? 'true' : 'false'}
          @click=${() => this.#join(shown)}
        >
          ${words.text(this.#wish.isBusy ? 'queue.joining' : 'queue.join')}${title}
        </button>`
      case 'entered':
        return html`${this.#renderClock('queue.draws', now.leftMs)}${leave}${log}`
      case 'queued':
        return html`${leave}${log}`
      case 'turn':
        return html`<div class="entry">
          ${this.#renderClock('queue.left', now.leftMs)}
          <div class="acts">
            <button class="button primary" part="take" type="button" @click=${() => this.#take(shown)}>
              ${words.text('add.idle')}${title}
            </button>
            <button class="button" part="pass" type="button" @click=${() => this.#leave(shown)}>
              ${words.text('queue.pass')}${title}
            </button>
          </div>
          ${log}
        </div>`
      case 'done':
        return html`${log}`
      default:
        return now satisfies never
    }
  }

  #renderClock(key: 'queue.opens' | 'queue.draws' | 'queue.left', leftMs: number): TemplateResult {
    const time = toClock(Math.ceil(leftMs / 1000))
    return html`<p class="clock numbers" part="clock" role="timer">${this.words.text(key, { time })}</p>`
  }

  #renderLog({ dropId, receipt }: DropWait): TemplateResult {
    const { words, current: tote } = this
    const path = `/v1/shows/${tote?.showId ?? ''}/drops/${dropId}/log`
    return html`<details class="log" part="log">
      <summary>${words.text('queue.log')}</summary>
      <p>${words.text('queue.logAbout')}</p>
      <code class="receipt">${receipt.n}:${receipt.hash}</code>
      <a href=${new URL(path, tote?.hub).href} target="_blank" rel="noopener"
        >${words.text('queue.logLink')}</a
      >
    </details>`
  }

  async #join({ drop }: Shown): Promise<void> {
    if (drop === null) return
    const isIn = await this.#do(async (drops) => {
      const outcome = await drops.enter(drop.id)
      if (outcome.status === 'accepted') return ''
      if (outcome.code === 'not_open') return this.words.text('queue.notOpen')
      return this.words.text(outcome.code === 'over' ? 'queue.over' : 'queue.refused')
    })
    if (!isIn) return
    // The button is gone with the wish: the focus goes to what stands in its place.
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('[part=leave],[part=take]')?.focus()
  }

  async #leave({ wait }: Shown): Promise<void> {
    await this.#do(async (drops) =>
      wait !== undefined && (await drops.leave(wait.dropId)) ? '' : this.words.text('queue.refused'),
    )
  }

  async #take({ wait, variantId }: Shown): Promise<void> {
    const title = this.#titleOf(variantId)
    await this.#do(async (drops) => {
      if (wait === undefined) return ''
      const { status } = await drops.take(wait.dropId)
      return this.words.text(status === 'accepted' ? 'add.done' : 'queue.refused', { title })
    })
  }

  #do(deed: (drops: Drops) => Promise<string>): Promise<boolean> {
    const { current: tote } = this
    return tote === null ? Promise.resolve(false) : this.#wish.make(() => deed(this.#open(tote)))
  }

  /** Parsed once for each word of the hub. */
  #waits(drops: Drops): readonly DropWait[] {
    const told = this.#told.value ?? null
    if (told !== this.#read.told) this.#read = { told, waits: drops.waits() }
    return this.#read.waits
  }

  #open(tote: Tote): Drops {
    if (this.#opened?.tote !== tote) this.#opened = { tote, drops: openDrops(tote) }
    return this.#opened.drops
  }

  #isSoldOut(variantId: string): boolean {
    const variants = this.#products.value?.flatMap((product) => product.variants)
    return variants?.find(({ id }) => id === variantId)?.isSoldOut === true
  }

  #titleOf(variantId: string): string {
    return variantTitle(this.#products.value, variantId)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-drop': ToteDrop
  }
}
