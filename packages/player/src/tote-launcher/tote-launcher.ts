import { ToteError, type ListedShow } from '@tote/protocol'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import type { Messages } from '../internal/messages/english.ts'
import { MessagesController } from '../internal/messages/messages-controller.ts'
import { showsEnglish } from '../internal/messages/shows-english.ts'
import { checkShowId } from '../internal/shows/check-source.ts'
import { CornerController } from '../internal/shows/corner-controller.ts'
import { dismiss, isDismissed } from '../internal/shows/dismissed.ts'
import { CORNERS, type Corner } from '../internal/shows/free-corner.ts'
import { OpenedShow } from '../internal/shows/opened-show.ts'
import { badgeOf } from '../internal/shows/show-tile.ts'
import { ShowsController } from '../internal/shows/shows-controller.ts'
import { closeIcon } from '../internal/theme/icons.ts'
import { renderPicture } from '../internal/theme/picture.ts'
import { reportFault } from '../tote-player/report-fault.ts'
import { toteLauncherStyles } from './tote-launcher.styles.ts'

/**
 * A show in a corner of the page, to be opened in a dialog from wherever the shopper is. Sent away it stays away, until
 * the show is another: to come, live, or a replay. It makes way for what has the focus.
 *
 * @summary A floating way into a show.
 * @slot player - Where the player of the open show is put; not for the page.
 * @csspart launcher - What floats.
 * @csspart open - The button that opens the show.
 * @csspart picture - The poster's well.
 * @csspart badge - 'Live', 'Soon' or 'Replay'.
 * @csspart title - The show's title.
 * @csspart dismiss - The button that sends it away.
 * @csspart dialog - The dialog the show opens in.
 * @csspart close - The button that closes the show.
 * @cssproperty [--tote-launcher-margin=1rem] - Distance from the edges of the window.
 * @cssproperty [--tote-launcher-layer=900] - Its `z-index`.
 * @cssproperty [--tote-picture-ratio=4 / 5] - Shape of pictures that have none of their own.
 * @cssproperty [--tote-color-live=#c4261d] - Behind 'Live'.
 * @fires {ToteShowOpenEvent} tote-show-open - Before the show is opened; cancelable.
 * @fires {ToteShowCloseEvent} tote-show-close - The shopper closed it.
 * @fires {ToteErrorEvent} tote-error - There is no such show, or it could not be asked for; read `error`.
 */
export class ToteLauncher extends LitElement {
  static override styles = toteLauncherStyles

  readonly #words = new MessagesController(this, showsEnglish)
  readonly #list = new ShowsController(this)
  readonly #opened = new OpenedShow(this)
  readonly #corner = new CornerController(this)
  readonly #told = new Set<string>()
  #dismissedId = ''
  #missing = ''

  /** One show. */
  readonly limit: number = 1

  /** Origin of the hub. */
  @property() hub: string | null = null
  /** The tenant's publishable key. */
  @property() key: string | null = null
  /** The same, for frameworks that keep `key` for themselves, as React does. */
  @property({ attribute: 'publishable-key' }) publishableKey: string | null = null
  /** Id of the show. */
  @property() show: string | null = null
  /** `bottom-end`, `bottom-start`, `top-end` or `top-start`. */
  @property() corner: Corner = 'bottom-end'
  /** A button with a name, in place of a small picture of the show. */
  @property({ type: Boolean, reflect: true }) compact = false
  /** Nothing floats: the page has a button of its own, and calls `openShow()`. */
  @property({ type: Boolean, reflect: true, attribute: 'no-button' }) noButton = false
  /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
  @property({ reflect: true }) theme: 'light' | 'dark' | 'auto' | null = null
  /** Texts of this element that differ from the page's. */
  @property({ attribute: false }) messages: Messages | undefined

  /** The key, by whichever of its attributes. */
  get effectiveKey(): string | null {
    return this.key ?? this.publishableKey
  }

  /** The corner it is in, unless the focus is there. */
  get wantedCorner(): Corner {
    return CORNERS.find((corner) => corner === this.corner) ?? 'bottom-end'
  }

  /** True while nothing is asked of the hub by itself. */
  get isQuiet(): boolean {
    return this.noButton
  }

  /** Ids of the shows to show; null for all. */
  get only(): readonly string[] | null {
    return this.show === null ? null : [this.show]
  }

  /** Tells a fault: by event, and once to the console. */
  onFault(error: ToteError): void {
    reportFault(this, error, this.#told)
  }

  /** Opens the show, as a press on the button does. Without a show to open it says so, once. */
  openShow(): void {
    try {
      const id = checkShowId(this.localName, this.show)
      const known = this.#listed
      const title = known?.title ?? this.#words.text('launcher.label')
      this.#opened.open({ id, title, isPlayable: known?.status !== 'scheduled' })
    } catch (error) {
      if (!(error instanceof ToteError)) throw error
      this.onFault(error)
    }
  }

  /** [U31] What would be a dead button says so, and is not shown. @throws ToteError `bad_attribute` */
  checkBeforeLoad(): void {
    checkShowId(this.localName, this.show)
  }

  override updated(): void {
    const { state } = this.#list
    const isMissing = state.status === 'ready' && state.shows.length === 0
    if (!isMissing || this.show === null || this.show === this.#missing) return
    this.#missing = this.show
    this.onFault(
      new ToteError(
        'unknown_show',
        `There is no show “${this.show}”. Check the show attribute of <tote-launcher>.`,
        {
          details: { field: 'show' },
        },
      ),
    )
  }

  override render() {
    const show = this.#listed
    return html`${show === null || !this.#isFloating(show) ? nothing : this.#renderFloat(show)}
    ${this.#opened.render({ words: this.#words })}`
  }

  get #listed(): ListedShow | null {
    const { state } = this.#list
    return state.status === 'ready' ? (state.shows[0] ?? null) : null
  }

  #isFloating(show: ListedShow): boolean {
    return !this.noButton && this.#opened.show === null && show.id !== this.#dismissedId && !isDismissed(show)
  }

  #renderFloat(show: ListedShow): TemplateResult {
    const { title, status, poster = null } = show
    const words = this.#words
    return html`<aside
      class="float"
      part="launcher"
      aria-label=${words.text('launcher.label')}
      data-corner=${this.#corner.corner ?? this.wantedCorner}
      ?data-away=${this.#corner.corner === null}
    >
      <button class="open" part="open" type="button" aria-haspopup="dialog" @click=${() => this.openShow()}>
        ${renderPicture({ src: poster, alt: '', title })}
        <span class="badge" part="badge" data-status=${status}>${badgeOf(words, status)}</span>
        <span class="title" part="title">${title}</span>
      </button>
      <button
        class="icon-button dismiss"
        part="dismiss"
        type="button"
        aria-label=${words.text('launcher.dismiss', { title })}
        @click=${() => this.#dismiss(show)}
      >
        ${closeIcon}
      </button>
    </aside>`
  }

  #dismiss(show: ListedShow): void {
    this.#dismissedId = show.id
    dismiss(show)
    this.requestUpdate()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-launcher': ToteLauncher
  }
}
