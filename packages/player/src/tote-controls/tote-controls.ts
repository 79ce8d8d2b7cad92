import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import { dress } from '../internal/dress.ts'
import type { Messages } from '../internal/messages/english.ts'
import { MessagesController } from '../internal/messages/messages-controller.ts'
import { PartsController } from '../internal/parts-controller.ts'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { tokens } from '../internal/theme/tokens.ts'
import {
  airPlayIcon,
  captionsIcon,
  fullscreenIcon,
  mutedIcon,
  pauseIcon,
  pipIcon,
  playIcon,
  settingsIcon,
  soundIcon,
} from './media-icons.ts'
import { MediaRequestEvent, type MediaRequest } from './media-request-event.ts'
import { toClock } from './to-clock.ts'
import { toteControlsStyles } from './tote-controls.styles.ts'

/**
 * The bar under the picture. It shows what it is told and asks for what is pressed; it plays nothing itself.
 *
 * @summary Play, sound, captions, full screen; the edge of a live show or the time of a recording.
 * @slot - Buttons of your own, before captions and full screen.
 * @csspart bar - The row of controls.
 * @csspart button - Each of the buttons.
 * @csspart play - 'Play', while paused.
 * @csspart pause - 'Pause', while playing.
 * @csspart mute - 'Sound off'.
 * @csspart unmute - 'Sound on'.
 * @csspart captions - Captions on or off.
 * @csspart airplay - AirPlay, where there is a device.
 * @csspart settings - The button that opens the settings.
 * @csspart pip - Picture in picture.
 * @csspart fullscreen - Full screen.
 * @csspart live - 'Go live', while the picture is behind.
 * @csspart seek - The slider of a recording, or of a live show that can be gone back in.
 * @csspart lag - How far behind live the picture is.
 * @fires {MediaRequestEvent} tote-media-request - For each control pressed; cancelable.
 */
export class ToteControls extends LitElement {
  static override styles = [tokens, base, buttons, toteControlsStyles]

  /** Texts of this element that differ from the page's. */
  @property({ attribute: false }) messages: Messages | undefined
  @property({ type: Boolean }) paused = true
  @property({ type: Boolean }) muted = false
  /** The stream has no end: no slider, and an edge to go to. */
  @property({ type: Boolean }) live = false
  /** The picture is behind the edge of a live stream. */
  @property({ type: Boolean }) behind = false
  /** There are captions to turn on. */
  @property({ type: Boolean, attribute: 'has-captions' }) hasCaptions = false
  /** They are on. */
  @property({ type: Boolean, attribute: 'captions-shown' }) captionsShown = false
  /** The browser can fill the screen. */
  @property({ type: Boolean, attribute: 'has-fullscreen' }) hasFullscreen = false
  /** It does. */
  @property({ type: Boolean }) fullscreen = false
  /** The browser can take the picture out of the page. */
  @property({ type: Boolean, attribute: 'has-pip' }) hasPip = false
  /** There is an AirPlay device to send the picture to. */
  @property({ type: Boolean, attribute: 'has-airplay' }) hasAirPlay = false
  /** It is there. */
  @property({ type: Boolean }) airplaying = false
  /** Seconds. */
  @property({ type: Number, attribute: 'current-time' }) currentTime = 0
  /** Seconds; NaN while unknown. */
  @property({ type: Number }) duration: number = Number.NaN

  /** Seconds that a live stream is behind its edge. */
  @property({ type: Number }) lag = 0
  /** Seconds that a live stream can be gone back; 0 where it cannot. */
  @property({ type: Number }) rewind = 0

  readonly #words = new MessagesController(this)
  readonly parts = new PartsController(this)

  adoptedCallback(): void {
    dress(this)
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    return dress(this) ?? super.createRenderRoot()
  }

  override render() {
    const words = this.#words
    return html`<div class="bar" part="bar" role="group" aria-label=${words.text('player.controls')}>
      ${this.live ? (this.rewind > 0 ? this.#renderRewind() : nothing) : this.#renderTime()}
      ${this.#button(this.paused ? 'play' : 'pause', this.paused ? playIcon : pauseIcon)}
      ${this.#button(this.muted ? 'unmute' : 'mute', this.muted ? mutedIcon : soundIcon)}
      ${this.#renderLive()}
      <slot></slot>
      ${this.hasCaptions ? this.#button('captions', captionsIcon, this.captionsShown) : nothing}
      ${this.hasAirPlay ? this.#button('airplay', airPlayIcon, this.airplaying) : nothing}
      ${this.#button('settings', settingsIcon)} ${this.hasPip ? this.#button('pip', pipIcon) : nothing}
      ${this.hasFullscreen ? this.#button('fullscreen', fullscreenIcon, this.fullscreen) : nothing}
    </div>`
  }

  #button(
    ask: 'play' | 'pause' | 'mute' | 'unmute' | 'captions' | 'airplay' | 'pip' | 'settings' | 'fullscreen',
    icon: TemplateResult,
    pressed?: boolean,
  ) {
    return html`<button
      class="icon-button"
      part="button ${ask}"
      aria-label=${this.#words.text(`player.${ask}`)}
      aria-haspopup=${ask === 'settings' ? 'dialog' : nothing}
      aria-pressed=${pressed === undefined ? nothing : pressed ? 'true' : 'false'}
      @click=${() => this.#ask({ ask })}
    >
      ${icon}
    </button>`
  }

  /** The way to the edge, where no slider has it; and the gap between the first buttons and the last. */
  #renderLive() {
    const isHere = this.live && this.rewind === 0 && this.behind && !this.paused
    return html`${isHere ? this.#renderGoLive() : nothing}<span class="gap"></span>`
  }

  #renderGoLive() {
    return html`<button class="live" part="live" @click=${() => this.#ask({ ask: 'go-live' })}>
      <span class="dot"></span>${this.#words.text('player.goLive')}
    </button>`
  }

  /** A row of its own, above: beside the buttons a slider is too short to hit a moment. */
  #renderRewind() {
    const time = toClock(this.lag)
    const edge = this.currentTime + this.lag
    return html`<div class="rewind">
      <input
        class="seek"
        part="seek"
        type="range"
        min=${-Math.floor(this.rewind)}
        max="0"
        step="1"
        .value=${String(this.behind ? -Math.round(this.lag) : 0)}
        aria-label=${this.#words.text('player.seek')}
        aria-valuetext=${this.behind ? this.#words.text('player.behind', { time }) : this.#words.text('player.live')}
        @input=${(event: Event) => {
          if (event.target instanceof HTMLInputElement)
            this.#ask({ ask: 'seek', seconds: edge + event.target.valueAsNumber })
        }}
      />
      ${this.behind ? html`<span class="times" part="lag" aria-hidden="true">−${time}</span>${this.#renderGoLive()}` : nothing}
    </div>`
  }

  #renderTime() {
    if (!Number.isFinite(this.duration)) return nothing
    const [now, all] = [toClock(this.currentTime), toClock(this.duration)]
    return html`<div class="time">
      <input
        class="seek"
        part="seek"
        type="range"
        min="0"
        max=${Math.floor(this.duration)}
        step="1"
        .value=${String(Math.floor(this.currentTime))}
        aria-label=${this.#words.text('player.seek')}
        aria-valuetext=${this.#words.text('player.timeOf', { now, all })}
        @input=${(event: Event) => {
          if (event.target instanceof HTMLInputElement)
            this.#ask({ ask: 'seek', seconds: event.target.valueAsNumber })
        }}
      /><span class="times" aria-hidden="true">${now} / ${all}</span>
    </div>`
  }

  #ask(request: MediaRequest): void {
    this.dispatchEvent(new MediaRequestEvent(request))
  }
}
