import { html, nothing } from 'lit'
import { property } from 'lit/decorators.js'
import type { MessageKey } from '../internal/messages/english.ts'
import { StoreController } from '../internal/store-controller.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { MediaRequestEvent } from '../tote-controls/media-request-event.ts'
import type { ThinReason } from '../thin/thin-controller.ts'
import { thinEnglish } from './thin-english.ts'
import { toteThinStyles } from './tote-thin.styles.ts'

/** Where nothing is heard, a second more or less is no matter. */
const TELL_EVERY_MS = 1000

/**
 * A show without its picture, for a thin network or a device that saves data: a still of the product that is shown, else
 * the poster, why that is so, and a button back to the picture. Of a live show without sound it keeps the products coming.
 * Stands in a `<tote-player>`, which puts it there.
 *
 * @summary The show without its picture.
 * @csspart still - The still.
 * @csspart notice - What is told.
 * @csspart picture - The button back to the picture.
 * @fires {MediaRequestEvent} tote-media-request - When that is pressed; cancelable.
 */
export class ToteThin extends ToteElement {
  static override styles = toteThinStyles

  /** Why there is no picture: `asked` for, `saving` data, or a `slow` network. */
  @property() reason: ThinReason = 'asked'
  /** Nothing is heard either. */
  @property({ type: Boolean, reflect: true }) silent = false
  /** Address of the still while no product is shown. */
  @property() poster: string | null = null

  readonly #moment = new StoreController(this, () => this.current?.show.$moment)
  #timer: ReturnType<typeof setInterval> | undefined

  protected override get ownEnglish() {
    return thinEnglish
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#timer = setInterval(() => this.#tell(), TELL_EVERY_MS)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearInterval(this.#timer)
  }

  override render() {
    const { words, reason } = this
    const still = this.#moment.value?.pinned.at(-1)?.image ?? this.poster
    return html`<div class="still" part="still">
        ${still === null ? nothing : html`<img src=${still} alt="" decoding="async" />`}
      </div>
      <div class="notice" part="notice">
        <p role="status">
          ${reason === 'asked' ? nothing : words.text(`thin.${reason}`)} ${words.text(this.#what)}
        </p>
        <button class="button" part="picture" type="button" @click=${this.#onPicture}>
          ${words.text('thin.back')}
        </button>
      </div>`
  }

  get #what(): MessageKey {
    if (!this.silent) return 'thin.sound'
    return this.#isLive ? 'thin.stills' : 'thin.paused'
  }

  get #isLive(): boolean {
    const shown = this.current?.show.$show.get()
    return shown?.status === 'ready' && shown.show.status === 'live'
  }

  /** With nothing played there is no picture to wait for: what happens is shown as it happens. */
  #tell(): void {
    const tote = this.current
    if (tote === null || !this.silent || !this.#isLive) return
    tote.playback.setPosition({ pdt: tote.connection.hubNow(), mode: 'live', isPlaying: false })
  }

  readonly #onPicture = (): void => {
    this.dispatchEvent(new MediaRequestEvent({ ask: 'picture', isOn: true }))
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-thin': ToteThin
  }
}
