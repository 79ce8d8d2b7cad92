import type { ListedShow, ToteError } from '@tote/protocol'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { Messages } from '../internal/messages/english.ts'
import { MessagesController } from '../internal/messages/messages-controller.ts'
import { showsEnglish } from '../internal/messages/shows-english.ts'
import { OpenedShow, type ShowToOpen } from '../internal/shows/opened-show.ts'
import { RowScroller } from '../internal/shows/row-scroller.ts'
import { renderShowTile } from '../internal/shows/show-tile.ts'
import { ShowsController } from '../internal/shows/shows-controller.ts'
import { backIcon, forwardIcon } from '../internal/theme/icons.ts'
import { reportFault } from '../tote-player/report-fault.ts'
import { toteGalleryStyles } from './tote-gallery.styles.ts'

const LAYOUTS = ['carousel', 'stories', 'grid'] as const
type Layout = (typeof LAYOUTS)[number]

/** A page of a gallery, unless it says otherwise: a wide row, scrolled once or twice. */
const DEFAULT_LIMIT = 12
/** Held free while the shows are on their way: as many as a row shows. */
const GHOSTS = 6

/**
 * A tenant's shows: live ones, those to come and replays. Pressing one opens its player, in a dialog or in place.
 * Nothing is loaded before it is near, and nothing is counted.
 *
 * @summary The shows of a brand, to choose from.
 * @slot heading - In place of 'Shows'.
 * @slot empty - In place of the words for no shows.
 * @slot player - Where the player of the open show is put; not for the page.
 * @csspart gallery - The whole.
 * @csspart show - A show, a button that opens it; `data-status` is `live`, `scheduled` or `ended`.
 * @csspart picture - A poster's well.
 * @csspart badge - 'Live', 'Soon' or 'Replay'.
 * @csspart when - When a show begins or was.
 * @csspart title - A show's title.
 * @csspart meta - Its host and how many products it brought.
 * @csspart arrow - The buttons that move the row.
 * @csspart more - The button for more shows.
 * @csspart dialog - The dialog a show opens in.
 * @csspart place - Where a show opens in place.
 * @csspart close - The button that closes the show.
 * @csspart step - The buttons to the show before and after.
 * @cssproperty [--tote-show-ratio=3 / 4] - Shape of the posters.
 * @cssproperty [--tote-picture-ratio=4 / 5] - Shape of pictures that have none of their own.
 * @cssproperty [--tote-color-live=#c4261d] - Behind 'Live'.
 * @fires {ToteShowOpenEvent} tote-show-open - Before a show is opened; cancelable.
 * @fires {ToteShowCloseEvent} tote-show-close - The shopper closed it.
 * @fires {ToteErrorEvent} tote-error - The shows could not be loaded; read `error`.
 */
export class ToteGallery extends LitElement {
  static override styles = toteGalleryStyles

  readonly #words = new MessagesController(this, showsEnglish)
  readonly #list = new ShowsController(this)
  readonly #opened = new OpenedShow(this)
  readonly #row = new RowScroller(this)
  readonly #told = new Set<string>()

  /** Origin of the hub. */
  @property() hub: string | null = null
  /** The tenant's publishable key. */
  @property() key: string | null = null
  /** The same, for frameworks that keep `key` for themselves, as React does. */
  @property({ attribute: 'publishable-key' }) publishableKey: string | null = null
  /** `carousel`, `stories` or `grid`. */
  @property() layout: Layout = 'carousel'
  /** How many shows at once, 24 at most; more by a button. */
  @property({ type: Number }) limit: number = DEFAULT_LIMIT
  /** Ids of the shows to show, in this order, with spaces between them; without it all there are. */
  @property() shows: string | null = null
  /** `dialog`, or `place`: above the shows. */
  @property() open: 'dialog' | 'place' = 'dialog'
  /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
  @property({ reflect: true }) theme: 'light' | 'dark' | 'auto' | null = null
  /** Texts of this element that differ from the page's. */
  @property({ attribute: false }) messages: Messages | undefined

  /** Ids of the shows to show; null for all. */
  get only(): readonly string[] | null {
    const ids = this.shows?.split(/[\s,]+/).filter(Boolean) ?? []
    return ids.length === 0 ? null : ids
  }

  /** The key, by whichever of its attributes. */
  get effectiveKey(): string | null {
    return this.key ?? this.publishableKey
  }

  /** Tells a fault: by event, and once to the console. */
  onFault(error: ToteError): void {
    reportFault(this, error, this.#told)
  }

  /** Opens one of its shows, as a press on it does. */
  openShow(showId: string): void {
    const show = this.#listed.find(({ id }) => id === showId)
    if (show !== undefined) this.#opened.open(toOpen(show))
  }

  override render() {
    const { state } = this.#list
    return html`<section class="gallery" part="gallery" aria-labelledby="title" data-layout=${this.#layout}>
      ${this.open === 'place' ? this.#renderOpened() : nothing}
      <header class="head">
        <slot name="heading"><h2 id="title">${this.#words.text('shows.title')}</h2></slot>
        ${this.#layout === 'grid' ? nothing : this.#renderArrows()}
      </header>
      ${state.status === 'failed' ? this.#renderFailed() : this.#renderShows()}
      ${this.open === 'place' ? nothing : this.#renderOpened()}
    </section>`
  }

  get #layout(): Layout {
    return LAYOUTS.find((layout) => layout === this.layout) ?? 'carousel'
  }

  get #listed(): readonly ListedShow[] {
    const { state } = this.#list
    return state.status === 'ready' ? state.shows : []
  }

  #renderShows(): TemplateResult {
    const { state } = this.#list
    if (state.status !== 'ready') return this.#renderGhosts()
    if (state.shows.length === 0)
      return html`<p class="soft empty"><slot name="empty">${this.#words.text('shows.empty')}</slot></p>`
    const nowMs = Date.now()
    const more = state.next === null ? nothing : this.#renderMore()
    return html`<ul
        class=${this.#layout === 'grid' ? 'grid' : 'row'}
        aria-labelledby="title"
        @keydown=${this.#row.onKey}
      >
        ${repeat(
          state.shows,
          ({ id }) => id,
          (show) =>
            html`<li>
              ${renderShowTile({
                words: this.#words,
                show,
                nowMs,
                isCurrent: this.open === 'place' && this.#opened.show?.id === show.id,
                isStory: this.#layout === 'stories',
                open: () => this.#opened.open(toOpen(show)),
              })}
            </li>`,
        )}
        ${this.#layout === 'grid' || more === nothing ? nothing : html`<li class="more-item">${more}</li>`}
      </ul>
      ${this.#layout === 'grid' ? more : nothing}`
  }

  #renderGhosts(): TemplateResult {
    const ghosts = Array.from({ length: Math.min(GHOSTS, this.limit) })
    return html`<p class="ears-only" role="status">
        ${this.#list.state.status === 'loading' ? this.#words.text('shows.loading') : nothing}
      </p>
      <ul class=${this.#layout === 'grid' ? 'grid' : 'row'} aria-hidden="true">
        ${ghosts.map(
          () =>
            html`<li class="show">
              <span class="frame"><span class="picture ghost"></span></span><span class="title"></span>
              ${this.#layout === 'stories' ? nothing : html`<span class="meta"></span>`}
            </li>`,
        )}
      </ul>`
  }

  #renderFailed(): TemplateResult {
    return html`<div class="failed" role="status">
      <p>${this.#words.text('shows.failed')}</p>
      <button class="button" type="button" @click=${() => this.#list.load()}>
        ${this.#words.text('shows.retry')}
      </button>
    </div>`
  }

  #renderArrows(): TemplateResult {
    const { isAtStart, isAtEnd } = this.#row
    const arrow = (by: 1 | -1, isOff: boolean) =>
      html`<button
        class="icon-button"
        part="arrow"
        type="button"
        aria-label=${this.#words.text(by < 0 ? 'shows.back' : 'shows.forward')}
        aria-disabled=${isOff}
        @click=${() => this.#row.page(by)}
      >
        ${by < 0 ? backIcon : forwardIcon}
      </button>`
    return html`<div class="arrows" ?data-idle=${(isAtStart && isAtEnd) || this.#listed.length === 0}>
      ${arrow(-1, isAtStart)}${arrow(1, isAtEnd)}
    </div>`
  }

  #renderMore(): TemplateResult {
    return html`<button
      class="button more"
      part="more"
      type="button"
      aria-busy=${this.#list.isLoadingMore}
      @click=${() => this.#list.loadMore()}
    >
      ${this.#words.text('shows.more')}
    </button>`
  }

  #renderOpened(): TemplateResult | typeof nothing {
    const shows = this.#listed
    const at = shows.findIndex(({ id }) => id === this.#opened.show?.id)
    const beside = (index: number) => {
      const show = at < 0 ? undefined : shows[index]
      return show === undefined ? null : toOpen(show)
    }
    return this.#opened.render({
      words: this.#words,
      isInPlace: this.open === 'place',
      previous: beside(at - 1),
      next: beside(at + 1),
    })
  }
}

function toOpen({ id, title, status, stream }: ListedShow): ShowToOpen {
  return { id, title, isPlayable: status !== 'scheduled' && stream !== undefined }
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-gallery': ToteGallery
  }
}
