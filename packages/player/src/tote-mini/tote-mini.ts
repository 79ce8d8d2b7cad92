import { html, nothing, type TemplateResult } from 'lit'
import { query, state } from 'lit/decorators.js'
import type { MessageKey } from '../internal/messages/english.ts'
import { lateEnglish } from '../internal/messages/late-english.ts'
import { closeIcon } from '../internal/theme/icons.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { mutedIcon, pauseIcon, playIcon, soundIcon } from '../tote-controls/media-icons.ts'
import { MediaRequestEvent } from '../tote-controls/media-request-event.ts'
import type { TotePlayer } from '../tote-player/tote-player.ts'
import { createAway } from './away.ts'
import { cornerByKey, cornerClearOf, nearestCorner, nextCorner, type Box, type Corner } from './corners.ts'
import { watchFocus } from './focus-guard.ts'
import type { KeptSight } from './kept-sight.ts'
import { paintFrame } from './last-frame.ts'
import { keepIcon, moveIcon, returnIcon } from './mini-icons.ts'
import { followDrag } from './mini-drag.ts'
import { IN_CORNER, VISITING } from './mini-marks.ts'
import { enterMini, type MiniStage } from './mini-stage.ts'
import { SightController } from './sight-controller.ts'
import { toteMiniStyles } from './tote-mini.styles.ts'

/** `full`: a player that visits this page from another, opened over it. */
type Place = 'page' | 'corner' | 'full'

const MARGIN_PX = 16

/**
 * The player in a corner of the window, while the shopper is elsewhere on the page: to be dragged, moved by arrows or a
 * button, brought back or closed. It leaves what has the focus to be seen. Stands in a `<tote-player>`, which puts it there.
 *
 * @summary The small player.
 * @csspart button - Each of its buttons.
 * @csspart return - The button back to the show.
 * @csspart close - The button that ends it.
 * @csspart move - The button to the next corner.
 * @csspart keep - The button that puts a player opened over the page back into the corner.
 * @cssproperty [--tote-mini-inline-size] - How wide it is.
 * @cssproperty [--tote-mini-margin=1rem] - Between it and the window's edge.
 * @fires {MediaRequestEvent} tote-media-request - For play, pause and sound pressed; cancelable.
 */
export class ToteMini extends ToteElement {
  static override styles = toteMiniStyles

  @query('canvas') private readonly canvas!: HTMLCanvasElement | null
  @state() private place: Place = 'page'
  @state() private isPainted = false

  readonly #sight = new SightController(this)
  #corner: Corner = 'bottom-right'
  #stage: MiniStage | null = null
  #stops: (() => void)[] = []

  protected override get ownEnglish() {
    return lateEnglish
  }

  /** The player it stands in. */
  get player(): TotePlayer | null {
    const root = this.getRootNode()
    // Its tag names its class: no other element draws one of us.
    return root instanceof ShadowRoot && root.host.localName === 'tote-player'
      ? (root.host as TotePlayer)
      : null
  }

  get isInCorner(): boolean {
    return this.place === 'corner'
  }

  get isInPage(): boolean {
    return this.place === 'page'
  }

  get corner(): Corner {
    return this.#corner
  }

  /** A text of what comes late, in the language of the player. */
  text(key: MessageKey): string {
    return this.words.text(key)
  }

  /** What the next page of the site needs to go on. */
  keep(): void {
    this.#sight.keep()
  }

  /** Goes to the corner. Where a browser has no top layer the player stays where it is. */
  enter(): void {
    const stage = this.player?.stage ?? null
    if (this.place === 'corner' || stage === null || !('showPopover' in stage)) return
    this.#closeFull()
    const away = createAway(stage, {
      text: this.words.text('mini.away'),
      button: this.words.text('mini.bring'),
      onReturn: () => this.leave(),
    })
    this.#stage = enterMini(stage, { corner: this.#corner, away })
    this.player?.toggleAttribute(IN_CORNER, true)
    this.place = 'corner'
    this.#sight.onEntered()
    this.#stops = [
      followDrag(stage, { onDrop: (box) => this.#onDrop(box), onTap: () => this.leave() }),
      watchFocus(stage, (box) => this.#makeRoomFor(box)),
    ]
  }

  /** To the corner, or back. */
  toggle(): void {
    if (this.isInCorner) this.leave()
    else this.enter()
  }

  /** Back to its place: in the page or, where the page has none for it, over the page. */
  leave(): void {
    const { player } = this
    if (this.place !== 'corner') return
    const hadFocus = this.shadowRoot?.activeElement != null
    this.#leaveCorner()
    if (player === null) return
    if (player.hasAttribute(VISITING)) this.#openFull(player)
    else if (hadFocus) player.focus()
    this.#sight.onReturned()
  }

  /** Ends the show here. */
  close(): void {
    const { player } = this
    player?.pause()
    this.#leaveCorner()
    this.#closeFull()
    this.#sight.forget()
    if (player?.hasAttribute(VISITING) === true) player.remove()
  }

  /** Goes on where another page of the site left the show, its last picture first. */
  async resume(kept: KeptSight): Promise<void> {
    const { player } = this
    if (player === null) return
    this.#corner = kept.corner
    player.stage?.toggleAttribute('data-landscape', kept.isLandscape)
    if (player.hasAttribute(VISITING) || this.#sight.isOutOfView()) this.enter()
    player.muted = kept.isMuted
    player.volume = kept.volume
    if (!kept.isPaused) this.#sight.goOn(kept)
    if (kept.frame === null) return
    this.isPainted = true
    // Listened for first: the stream may be quicker than the reading of the picture.
    this.#unpaintWhenMoved(player.video)
    await this.updateComplete
    // A picture that cannot be read is the poster's place.
    if (this.canvas !== null) await paintFrame(this.canvas, kept.frame).catch(() => this.#unpaint())
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leaveCorner()
    this.#closeFull()
  }

  override render() {
    const picture = this.isPainted ? html`<canvas aria-hidden="true"></canvas>` : nothing
    if (this.place === 'corner') return html`${picture}${this.#renderBars()}`
    if (this.place === 'full')
      return html`${picture}${this.#button('keep', { icon: keepIcon, act: () => this.enter() })}`
    return picture
  }

  #renderBars(): TemplateResult {
    const isPaused = this.player?.paused ?? true
    const isMuted = this.player?.muted ?? false
    return html`<div role="group" aria-label=${this.words.text('mini.label')} @keydown=${this.#onKey}>
      <div class="row start">
        ${this.#button('return', { icon: returnIcon, act: () => this.leave() })}
        ${this.#button('close', { icon: closeIcon, act: () => this.close() })}
      </div>
      <div class="row end">
        <div>
          ${this.#media(isPaused ? 'play' : 'pause', isPaused ? playIcon : pauseIcon)}
          ${this.#media(isMuted ? 'unmute' : 'mute', isMuted ? mutedIcon : soundIcon)}
        </div>
        ${this.#button('move', { icon: moveIcon, act: () => this.#moveTo(nextCorner(this.#corner)) })}
      </div>
    </div>`
  }

  #button(
    name: 'return' | 'close' | 'move' | 'keep',
    { icon, act }: { icon: TemplateResult; act: () => void },
  ) {
    return html`<button
      class="icon-button ${name}"
      part="button ${name}"
      type="button"
      aria-label=${this.words.text(`mini.${name}`)}
      @click=${act}
    >
      ${icon}
    </button>`
  }

  #media(ask: 'play' | 'pause' | 'mute' | 'unmute', icon: TemplateResult): TemplateResult {
    return html`<button
      class="icon-button"
      part="button ${ask}"
      type="button"
      aria-label=${this.words.text(`player.${ask}`)}
      @click=${() => {
        const event = new MediaRequestEvent({ ask })
        this.dispatchEvent(event)
        this.player?.onMediaRequest(event)
      }}
    >
      ${icon}
    </button>`
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const corner = cornerByKey(this.#corner, event.key)
    if (corner === null) return
    // Elsewhere in the player an arrow is the sound's or the time's.
    event.preventDefault()
    event.stopPropagation()
    this.#moveTo(corner)
  }

  #moveTo(corner: Corner): void {
    this.#corner = corner
    this.#stage?.moveTo(corner)
  }

  #onDrop(box: DOMRect): void {
    this.#moveTo(nearestCorner(box, this.#room()))
  }

  #makeRoomFor(focus: Box): void {
    const stage = this.player?.stage?.getBoundingClientRect()
    if (stage === undefined) return
    const corner = cornerClearOf(focus, { corner: this.#corner, size: stage, room: this.#room() })
    if (corner !== this.#corner) this.#moveTo(corner)
  }

  #room() {
    const { clientWidth, clientHeight } = this.ownerDocument.documentElement
    return { width: clientWidth, height: clientHeight, margin: MARGIN_PX }
  }

  #openFull(player: TotePlayer): void {
    player.popover = 'manual'
    player.showPopover()
    player.focus()
    this.place = 'full'
  }

  #closeFull(): void {
    const { player } = this
    if (this.place !== 'full' || player === null) return
    if (player.matches(':popover-open')) player.hidePopover()
    player.popover = null
    this.place = 'page'
  }

  #leaveCorner(): void {
    for (const stop of this.#stops) stop()
    this.#stops = []
    this.#stage?.leave()
    this.#stage = null
    this.player?.toggleAttribute(IN_CORNER, false)
    if (this.place === 'corner') this.place = 'page'
  }

  #unpaintWhenMoved(video: HTMLVideoElement | null): void {
    const life = new AbortController()
    const look = () => {
      // To begin a stream in its middle is a seek: nothing is to be seen of it yet.
      if (video?.seeking === true) return
      life.abort()
      this.#unpaint()
    }
    video?.addEventListener('timeupdate', look, { signal: life.signal })
  }

  #unpaint(): void {
    this.isPainted = false
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-mini': ToteMini
  }
}
