import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import type { Messages } from '../internal/messages/english.ts'
import { MessagesController } from '../internal/messages/messages-controller.ts'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { tokens } from '../internal/theme/tokens.ts'
import {
  captionsIcon,
  fullscreenIcon,
  mutedIcon,
  pauseIcon,
  pipIcon,
  playIcon,
  soundIcon,
} from './media-icons.ts'
import { MediaRequestEvent, type MediaRequest } from './media-request-event.ts'
import { toteControlsStyles } from './tote-controls.styles.ts'

/**
 * The bar under the picture. It shows what it is told and asks for what is pressed; it plays nothing itself.
 *
 * @summary Play, sound, captions, full screen; the edge of a live show or the time of a recording.
 * @csspart bar - The row of controls.
 * @csspart live - 'Go live', while the picture is behind.
 * @csspart seek - The slider of a recording.
 * @fires {MediaRequestEvent} tote-media-request - For each control pressed; cancelable.
 */
export class ToteControls extends LitElement {
  static override styles = [tokens, base, buttons, toteControlsStyles]

  @property({ attribute: false }) messages: Messages | undefined
  @property({ type: Boolean }) paused = true
  @property({ type: Boolean }) muted = false
  /** The stream has no end: no slider, and an edge to go to. */
  @property({ type: Boolean }) live = false
  @property({ type: Boolean }) behind = false
  @property({ type: Boolean, attribute: 'has-captions' }) hasCaptions = false
  @property({ type: Boolean, attribute: 'captions-shown' }) captionsShown = false
  @property({ type: Boolean, attribute: 'has-fullscreen' }) hasFullscreen = false
  @property({ type: Boolean }) fullscreen = false
  @property({ type: Boolean, attribute: 'has-pip' }) hasPip = false
  /** Seconds. */
  @property({ type: Number, attribute: 'current-time' }) currentTime = 0
  /** Seconds; NaN while unknown. */
  @property({ type: Number }) duration = Number.NaN

  readonly #words = new MessagesController(this)

  override render() {
    const words = this.#words
    return html`<div class="bar" part="bar" role="group" aria-label=${words.text('player.controls')}>
      ${this.#button(this.paused ? 'play' : 'pause', this.paused ? playIcon : pauseIcon)}
      ${this.#button(this.muted ? 'unmute' : 'mute', this.muted ? mutedIcon : soundIcon)}
      ${this.live ? this.#renderLive() : this.#renderTime()}
      <slot></slot>
      ${this.hasCaptions ? this.#button('captions', captionsIcon, this.captionsShown) : nothing}
      ${this.hasPip ? this.#button('pip', pipIcon) : nothing}
      ${this.hasFullscreen ? this.#button('fullscreen', fullscreenIcon, this.fullscreen) : nothing}
    </div>`
  }

  #button(
    ask: Exclude<MediaRequest['ask'], 'seek' | 'volume' | 'go-live'>,
    icon: TemplateResult,
    pressed?: boolean,
  ) {
    return html`<button
      class="icon-button"
      part="button ${ask}"
      aria-label=${this.#words.text(`player.${ask}`)}
      aria-pressed=${pressed === undefined ? nothing : pressed ? 'true' : 'false'}
      @click=${() => this.#ask({ ask })}
    >
      ${icon}
    </button>`
  }

  #renderLive() {
    if (!this.behind || this.paused) return html`<span class="gap"></span>`
    return html`<button class="live" part="live" @click=${() => this.#ask({ ask: 'go-live' })}>
        <span class="dot"></span>${this.#words.text('player.goLive')}</button
      ><span class="gap"></span>`
  }

  #renderTime() {
    if (!Number.isFinite(this.duration)) return html`<span class="gap"></span>`
    const [now, all] = [toClock(this.currentTime), toClock(this.duration)]
    return html`<input
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
      /><span class="times" aria-hidden="true">${now} / ${all}</span>`
  }

  #ask(request: MediaRequest): void {
    this.dispatchEvent(new MediaRequestEvent(request))
  }
}

/** `1:02:03`, or `2:03` under an hour. */
function toClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, '0'))
  const hours = Math.floor(whole / 3600)
  return hours > 0 ? `${hours}:${parts.join(':')}` : parts.join(':').replace(/^0/, '')
}
