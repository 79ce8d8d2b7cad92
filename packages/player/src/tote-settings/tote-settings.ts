import { html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { live } from 'lit/directives/live.js'
import type { CaptionsController } from '../captions/captions-controller.ts'
import type { MessageKey } from '../internal/messages/english.ts'
import { StoreController } from '../internal/store-controller.ts'
import { backIcon, closeIcon, forwardIcon } from '../internal/theme/icons.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { MediaRequestEvent, type MediaRequest } from '../tote-controls/media-request-event.ts'
import { toClock } from '../tote-controls/to-clock.ts'
import type { SettingsPage } from '../tote-player/settings-controller.ts'
import type { TotePlayer } from '../tote-player/tote-player.ts'
import { collectChapters, type Chapter } from './collect-chapters.ts'
import { renderKeys } from './render-keys.ts'
import {
  audioOptions,
  captionOptions,
  captionSizeOptions,
  qualityOptions,
  speedOptions,
  type Option,
} from './setting-options.ts'
import { settingsEnglish } from './settings-english.ts'
import { ToteSettingsCloseEvent } from './tote-settings-close-event.ts'
import { toteSettingsStyles } from './tote-settings.styles.ts'

/**
 * Quality, speed, captions, audio and chapters of a picture, as far as it has them, and what keys do. It asks for what is
 * chosen and shows what the player then says. Stands in a `<tote-player>`, which opens it.
 *
 * @summary The settings of the player.
 * @csspart settings - The whole.
 * @csspart title - Its title.
 * @csspart button - The buttons beside it.
 * @csspart close - The button that closes it.
 * @csspart back - The button from the list of keys to the choices.
 * @csspart row - Each choice.
 * @csspart choice - The select or checkbox of one.
 * @csspart chapter - The button to a chapter.
 * @csspart key - One key.
 * @fires {MediaRequestEvent} tote-media-request - For each choice; cancelable.
 * @fires {ToteSettingsCloseEvent} tote-settings-close - The shopper is done.
 */
export class ToteSettings extends ToteElement {
  static override styles = toteSettingsStyles

  /** The player whose picture it is about. */
  @property({ attribute: false }) player: TotePlayer | null = null
  /** `choices`, or `keys`: what keys do. */
  @property({ attribute: false }) page: SettingsPage = 'choices'

  @state() private isGone = false

  readonly #log = new StoreController(this, () => this.current?.show.$log)
  readonly #reach = new StoreController(this, () => this.current?.playback.$reachFrom)
  #returnFocusTo: HTMLElement | null = null
  /** The one it was put into: by the time it is told that it left it may be another's. */
  #page: Document | null = null

  protected override get ownEnglish() {
    return settingsEnglish
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#returnFocusTo = focusedIn(this.ownerDocument)
    this.addEventListener('keydown', this.#onKey)
    this.addEventListener('focusout', this.#onLeave)
    this.#page = this.ownerDocument
    this.#page.addEventListener('pointerdown', this.#onPress, true)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.removeEventListener('keydown', this.#onKey)
    this.removeEventListener('focusout', this.#onLeave)
    this.#page?.removeEventListener('pointerdown', this.#onPress, true)
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    // Another page is another dialog to ears.
    if (changed.has('page')) this.renderRoot.querySelector<HTMLElement>('h2')?.focus()
  }

  /** Closes it, and gives the focus back to where it was before. */
  close(): void {
    const hadFocus = this.shadowRoot?.activeElement != null
    this.dispatchEvent(new ToteSettingsCloseEvent())
    if (!hadFocus) return
    const back = this.#returnFocusTo
    if (back?.isConnected === true && back !== this.ownerDocument.body) back.focus()
    else this.player?.focus()
  }

  override render() {
    const isKeys = this.page === 'keys'
    return html`<section class="settings" part="settings" role="dialog" aria-labelledby="title">
      <header>
        ${isKeys ? this.#button('back', { label: 'settings.back', icon: backIcon, act: () => (this.page = 'choices') }) : nothing}
        <h2 id="title" part="title" tabindex="-1">
          ${this.words.text(isKeys ? 'settings.keys' : 'player.settings')}
        </h2>
        ${this.#button('close', { label: 'player.closePanel', icon: closeIcon, act: () => this.close() })}
      </header>
      <div class="body">
        ${isKeys && this.player !== null ? renderKeys(this.player, this.words) : this.#renderChoices()}
      </div>
    </section>`
  }

  #button(
    name: 'back' | 'close',
    { label, icon, act }: { label: MessageKey; icon: TemplateResult; act: () => void },
  ) {
    return html`<button
      class="icon-button ${name}"
      part="button ${name}"
      type="button"
      aria-label=${this.words.text(label)}
      @click=${act}
    >
      ${icon}
    </button>`
  }

  #renderChoices() {
    const { player, words } = this
    if (player === null) return nothing
    const { playback } = player
    return html`${this.#renderChoice('settings.quality', qualityOptions(player, words))}
      ${this.#renderChoice('settings.speed', speedOptions(player, words))}
      ${playback.captions === null ? nothing : this.#renderCaptions(playback.captions)}
      ${this.#renderChoice('settings.audio', audioOptions(player))}
      <button class="row" part="row" type="button" @click=${() => (this.page = 'keys')}>
        <span>${words.text('settings.keys')}</span>${forwardIcon}
      </button>
      ${playback.canSeek ? this.#renderChapters(player) : nothing}`
  }

  #renderCaptions(captions: CaptionsController) {
    const { words } = this
    return html`${this.#renderChoice('player.captions', captionOptions(captions, words))}
      ${this.#renderChoice('settings.captionSize', captionSizeOptions(captions, words))}
      <label class="row" part="row">
        <span>${words.text('settings.readCaptions')}</span>
        <input
          type="checkbox"
          part="choice"
          .checked=${live(captions.choice.isRead)}
          @change=${(event: Event) =>
            this.#ask({
              ask: 'read-captions',
              isOn: event.target instanceof HTMLInputElement && event.target.checked,
            })}
        />
      </label>`
  }

  #renderChoice(label: MessageKey, options: readonly Option[]) {
    if (options.length === 0) return nothing
    return html`<label class="row" part="row">
      <span>${this.words.text(label)}</span>
      <select
        part="choice"
        @change=${({ target }: Event) => {
          const option = target instanceof HTMLSelectElement ? options[target.selectedIndex] : undefined
          if (option !== undefined) this.#ask(option.request)
        }}
      >
        ${options.map(({ text, isChosen }) => html`<option .selected=${live(isChosen)}>${text}</option>`)}
      </select>
    </label>`
  }

  #renderChapters({ playback }: TotePlayer) {
    const log = this.#log.value
    const position = this.current?.playback.$position.get()?.pdt
    if (log === undefined || position === undefined) return nothing
    const chapters = collectChapters(log, {
      until: playback.isLive ? position : Number.POSITIVE_INFINITY,
      from: this.#reach.value ?? 0,
    })
    if (chapters.length === 0) return nothing
    return html`<h3>${this.words.text('settings.chapters')}</h3>
      <ol>
        ${chapters.map((chapter) => this.#renderChapter(chapter, playback))}
      </ol>
      <p class="status" role="status">${this.isGone ? this.words.text('settings.gone') : nothing}</p>`
  }

  #renderChapter({ atMs, title }: Chapter, { isLive, engine }: TotePlayer['playback']) {
    const seconds = engine?.mediaTimeAt(atMs) ?? null
    // A live show has the clock's time, a recording its own.
    const time = isLive ? this.words.time(atMs) : seconds === null ? '' : toClock(seconds)
    return html`<li>
      <button class="row" part="chapter" type="button" @click=${() => void this.#goTo(atMs)}>
        <span>${title}</span><span class="soft numbers">${time}</span>
      </button>
    </li>`
  }

  async #goTo(atMs: number): Promise<void> {
    this.isGone = false
    const isThere = await this.current?.playback.goTo(atMs, { isPlaying: true })
    this.isGone = isThere === false
    if (!this.isGone) this.close()
  }

  #ask(request: MediaRequest): void {
    this.dispatchEvent(new MediaRequestEvent(request))
    // What the page took over is not chosen: the select goes back to what holds.
    queueMicrotask(() => this.requestUpdate())
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    // It closes this and not what is around.
    event.preventDefault()
    event.stopPropagation()
    this.close()
  }

  /** Who goes elsewhere by keys is done here: nothing with the focus may lie under it. */
  readonly #onLeave = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget !== null) this.dispatchEvent(new ToteSettingsCloseEvent())
  }

  readonly #onPress = (event: PointerEvent): void => {
    if (!event.composedPath().includes(this)) this.dispatchEvent(new ToteSettingsCloseEvent())
  }
}

function focusedIn(page: Document): HTMLElement | null {
  let focused: Element | null = page.activeElement
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  return focused instanceof HTMLElement ? focused : null
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-settings': ToteSettings
  }
}
