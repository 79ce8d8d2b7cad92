import type { Tote } from '@tote/core'
import { html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { lateEnglish } from '../internal/messages/late-english.ts'
import { pageAddress } from '../internal/page-address.ts'
import { StoreController } from '../internal/store-controller.ts'
import { closeIcon } from '../internal/theme/icons.ts'
import { pictureStyles, renderPicture } from '../internal/theme/picture.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { collectMoments, missedMoments, type ShowMoment } from './collect-moments.ts'
import { toMomentLink } from './moment-link.ts'
import { MomentLinkController } from './moment-link-controller.ts'
import { linkIcon, replayIcon } from './moment-icons.ts'
import { toteMomentsStyles } from './tote-moments.styles.ts'
import { ToteMomentsOpenEvent } from './tote-moments-open-event.ts'

/** A product comes up a moment after the host has begun to speak of it. */
const AHEAD_MS = 2000

/**
 * What was shown before: each product with its moment, to go back to as far as the stream holds it, and a link to it that
 * can be passed on. `compact` is the word over the picture to who came late: 'You missed 3 products'.
 *
 * @summary Moments of the show.
 * @csspart missed - The word to who came late.
 * @csspart see - Its button.
 * @csspart dismiss - The button that takes it away.
 * @csspart moment - One moment.
 * @csspart watch - The button that goes there.
 * @csspart copy - The button that copies a link to it.
 * @csspart status - What became of it.
 * @cssproperty [--tote-picture-ratio=4 / 5] - Shape of the pictures.
 * @fires {ToteMomentsOpenEvent} tote-moments-open - 'See what you missed' was pressed; cancelable.
 */
export class ToteMoments extends ToteElement {
  static override styles = [...toteMomentsStyles, pictureStyles]

  /** Only the word to who came late: for over the picture. */
  @property({ type: Boolean, reflect: true }) compact = false
  /** Whether the list is unfolded. */
  @property({ type: Boolean, reflect: true }) open = false

  @state() private isDismissed = false
  @state() private news: TemplateResult | string = ''

  readonly #log = new StoreController(this, () => this.current?.show.$log)
  readonly #products = new StoreController(this, () => this.current?.show.$products)
  readonly #moment = new StoreController(this, () => this.current?.show.$moment)
  readonly #show = new StoreController(this, () => this.current?.show.$show)
  readonly #reach = new StoreController(this, () => this.current?.playback.$reachFrom)
  protected readonly link = new MomentLinkController(this, () => (this.compact ? null : this.current))
  /** Where the picture was when it first came. */
  #joinedAtMs: number | null = null
  #joinedIn: Tote | null = null

  protected override get ownEnglish() {
    return lateEnglish
  }

  override render() {
    const moments = this.#collect()
    return this.compact ? this.#renderMissed(moments) : this.#renderList(moments)
  }

  #collect(): readonly ShowMoment[] {
    const tote = this.current
    const log = this.#log.value
    const atMs = tote?.playback.$position.get()?.pdt ?? null
    if (tote === null || log === undefined || atMs === null) return []
    if (this.#joinedIn !== tote) {
      this.#joinedIn = tote
      this.#joinedAtMs = atMs
      this.isDismissed = false
    }
    return collectMoments(log, { products: this.#products.value ?? [], atMs })
  }

  #renderMissed(moments: readonly ShowMoment[]): TemplateResult {
    const isLive = this.#isLive
    const missed = isLive
      ? missedMoments(moments, {
          joinedAtMs: this.#joinedAtMs ?? 0,
          pinned: this.#moment.value?.pinned ?? [],
        })
      : []
    const isShown = missed.length > 0 && !this.isDismissed
    // The place is always there, so that ears are told what comes into it.
    return html`<div class="missed" part="missed" ?data-shown=${isShown}>
      <p role="status">${isShown ? this.words.text('moments.missed', { count: missed.length }) : nothing}</p>
      ${
        isShown
          ? html`<button class="link-button" part="see" type="button" @click=${this.#onSee}>
                ${this.words.text('moments.see')}
              </button>
              <button
                class="icon-button dismiss"
                part="dismiss"
                type="button"
                aria-label=${this.words.text('moments.dismiss')}
                @click=${() => (this.isDismissed = true)}
              >
                ${closeIcon}
              </button>`
          : nothing
      }
    </div>`
  }

  #renderList(moments: readonly ShowMoment[]): TemplateResult | typeof nothing {
    if (moments.length === 0) return nothing
    return html`<details ?open=${this.open} @toggle=${this.#onToggle}>
      <summary>
        ${this.words.text('moments.title')}<span class="count numbers">${moments.length}</span>
      </summary>
      <ol>
        ${repeat(
          moments,
          ({ atMs, title }) => `${atMs} ${title}`,
          (moment) => this.#renderMoment(moment),
        )}
      </ol>
      <p class="status" part="status" role="status">${this.news}</p>
    </details>`
  }

  #renderMoment(moment: ShowMoment): TemplateResult {
    const { atMs, title, product } = moment
    const reachFrom = this.#reach.value ?? null
    const page = pageAddress(this.ownerDocument)
    const isInReach = reachFrom === null || atMs - AHEAD_MS >= reachFrom
    return html`<li class="moment" part="moment">
      ${renderPicture({ src: product?.image ?? null, alt: '', title })}
      <span class="names">
        <span class="title">${title}</span>
        <span class="soft numbers">${this.words.text('moments.at', { time: this.words.time(atMs) })}</span>
      </span>
      ${
        isInReach
          ? html`<button
              class="button watch"
              part="watch"
              type="button"
              aria-label=${this.words.text('moments.watchOf', { title })}
              @click=${() => void this.#watch(moment)}
            >
              ${replayIcon}${this.words.text('moments.watch')}
            </button>`
          : nothing
      }
      ${
        page === null
          ? nothing
          : html`<button
              class="icon-button"
              part="copy"
              type="button"
              aria-label=${this.words.text('moments.copy', { title })}
              @click=${() => void this.#copy(page, moment)}
            >
              ${linkIcon}
            </button>`
      }
    </li>`
  }

  get #isLive(): boolean {
    const shown = this.#show.value
    return shown?.status === 'ready' && shown.show.status === 'live'
  }

  readonly #onSee = (): void => {
    this.isDismissed = true
    this.dispatchEvent(new ToteMomentsOpenEvent())
  }

  readonly #onToggle = (event: Event): void => {
    if (event.target instanceof HTMLDetailsElement) this.open = event.target.open
  }

  async #watch({ atMs }: ShowMoment): Promise<void> {
    this.news = ''
    const isThere = await this.current?.playback.goTo(atMs - AHEAD_MS, { isPlaying: true })
    if (isThere === false) this.news = this.words.text('moments.gone')
  }

  async #copy(page: string, { atMs }: ShowMoment): Promise<void> {
    const shown = this.#show.value
    if (shown?.status !== 'ready') return
    const { id, startsAt } = shown.show
    const link = toMomentLink(page, {
      show: id,
      seconds: (atMs - AHEAD_MS - startsAt) / 1000,
    })
    try {
      await this.ownerDocument.defaultView?.navigator.clipboard.writeText(link)
      this.news = this.words.text('moments.copied')
    } catch {
      // Not allowed here: then by the shopper's own hand.
      this.news = html`${this.words.text('moments.copyYourself')}
        <input class="link" readonly .value=${link} aria-label=${this.words.text('moments.copyYourself')} />`
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-moments': ToteMoments
  }
}
