import type { Tote } from '@tote/core'
import type { ToteError } from '@tote/protocol'
import { LitElement, type PropertyValues } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import type { Messages } from '../internal/messages/english.ts'
import { MessagesController } from '../internal/messages/messages-controller.ts'
import { StoreController } from '../internal/store-controller.ts'
import type { CreateMediaEngine } from '../media/media-engine.ts'
import type { MediaRequestEvent } from '../tote-controls/media-request-event.ts'
import { version } from '../version.ts'
import { checkAttributes } from './check-attributes.ts'
import { isTaken, toMediaRequest } from './hotkeys.ts'
import { MountController } from './mount-controller.ts'
import { PlaybackController } from './playback-controller.ts'
import { performRequest } from './perform-request.ts'
import { renderPlayer } from './render-player.ts'
import { reportFault } from './report-fault.ts'
import { RestController } from './rest-controller.ts'
import { totePlayerStyles } from './tote-player.styles.ts'

export type Panel = 'products' | 'cart'

/**
 * A live or recorded show that can be shopped: picture, captions, the product shown now, all products and
 * the basket. Give it a hub, a publishable key and a show.
 *
 * @summary The shoppable player.
 * @slot poster - In place of the show's poster.
 * @slot start - In place of the start button's icon.
 * @slot card - In place of the card of the product shown now.
 * @slot panel - Beside the products and the basket.
 * @csspart frame - Everything.
 * @csspart stage - The picture and what lies over it.
 * @csspart video - The video element.
 * @csspart poster - The poster's image.
 * @csspart start - The start button.
 * @csspart badge - 'Live' or 'Replay'.
 * @csspart panel - Products and basket.
 * @csspart fault - What is told when the show cannot be shown.
 * @cssproperty [--tote-player-block-size=min(44rem, 86dvb)] - Height of the stage where there is room for a panel beside it.
 * @fires {ToteErrorEvent} tote-error - Something is wrong; read `error`.
 * @fires {ToteReadyEvent} tote-ready - The element has a tote, or another one.
 * @fires {MediaRequestEvent} tote-media-request - Before a control or key takes effect; cancelable.
 */
export class TotePlayer extends LitElement {
  static override styles = totePlayerStyles
  static readonly version = version
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  }

  /** Origin of the hub. */
  @property() hub: string | null = null
  /** The tenant's publishable key. */
  @property() key: string | null = null
  /** The same, for frameworks that keep `key` for themselves, as React does. */
  @property({ attribute: 'publishable-key' }) publishableKey: string | null = null
  /** Id of the show. */
  @property() show: string | null = null
  /** A stream to play instead of the show's. */
  @property() src: string | null = null
  @property() poster: string | null = null
  @property({ type: Boolean }) autoplay = false
  @property({ type: Boolean, attribute: 'muted' }) defaultMuted = false
  @property({ type: Boolean }) loop = false
  @property() crossorigin: string | null = null
  @property({ attribute: 'stream-type' }) streamType: string | null = null
  @property({ reflect: true }) theme: 'light' | 'dark' | 'auto' | null = null
  @property({ attribute: false }) messages: Messages | undefined
  /** A media engine of the page's own, in place of hls.js. */
  @property({ attribute: false }) engine: CreateMediaEngine | null = null

  @query('video') readonly video!: HTMLVideoElement | null
  @query('.stage') readonly stage!: HTMLElement | null
  @state() panel: Panel | null = null
  @state() shownPanel: Panel = 'products'

  readonly words = new MessagesController(this)
  readonly playback = new PlaybackController(this)
  readonly mount = new MountController(this)
  readonly rest = new RestController(this)
  readonly showState = new StoreController(this, () => this.tote?.show.$show)
  readonly watching = new StoreController(this, () => this.tote?.show.$watching)
  readonly products = new StoreController(this, () => this.tote?.show.$products)
  readonly cart = new StoreController(this, () => this.tote?.cart.$cart)
  readonly #told = new Set<string>()
  #wantsPlay = false
  #returnFocusTo: HTMLElement | null = null

  /** The tote of this hub, key and show; null while one of them is missing or wrong. */
  get tote(): Tote | null {
    return this.mount.tote
  }

  get effectiveKey(): string | null {
    return this.key ?? this.publishableKey
  }

  get mayRest(): boolean {
    const hasFocus = this.shadowRoot?.activeElement?.matches(':focus-visible') === true
    return this.playback.state.status === 'playing' && !hasFocus
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.addEventListener('keydown', this.#onKey)
    // Taken out and put back it mounts again.
    this.requestUpdate()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.removeEventListener('keydown', this.#onKey)
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (CHECKED.some((name) => changed.has(name)))
      for (const problem of checkAttributes(this)) this.onPlaybackFault(problem)
  }

  override firstUpdated(): void {
    const { video } = this
    if (video === null) return
    video.muted = this.defaultMuted
    this.playback.attach(video)
    for (const event of MEDIA_EVENTS)
      video.addEventListener(event, () => this.dispatchEvent(new Event(event)))
    video.addEventListener('resize', () => this.requestUpdate())
  }

  override updated(): void {
    // A show that came after the wish to play, and `autoplay`.
    if (this.playback.state.status === 'idle' && this.#wantsPlay && this.streamUrl !== null) void this.play()
  }

  /** What will be played: `src`, else the show's stream. */
  get streamUrl(): string | null {
    if (this.src !== null) return this.src
    const shown = this.showState.value
    return shown?.status === 'ready' ? (shown.show.stream ?? null) : null
  }

  get posterUrl(): string | null {
    if (this.poster !== null) return this.poster
    const shown = this.showState.value
    return shown?.status === 'ready' ? (shown.show.poster ?? null) : null
  }

  get paused(): boolean {
    return this.video?.paused ?? true
  }

  get muted(): boolean {
    return this.video?.muted ?? this.defaultMuted
  }

  set muted(isMuted: boolean) {
    if (this.video === null) this.defaultMuted = isMuted
    else this.video.muted = isMuted
  }

  get volume(): number {
    return this.video?.volume ?? 1
  }

  set volume(volume: number) {
    if (this.video !== null) this.video.volume = volume
  }

  get currentTime(): number {
    return this.video?.currentTime ?? 0
  }

  set currentTime(seconds: number) {
    if (this.video !== null) this.video.currentTime = seconds
  }

  get duration(): number {
    return this.video?.duration ?? Number.NaN
  }

  get ended(): boolean {
    return this.video?.ended ?? false
  }

  /** Plays as soon as it is known what. Sound that is refused becomes a silent picture with 'Tap for sound'. */
  async play(): Promise<void> {
    this.#wantsPlay = true
    void this.tote?.start()
    const src = this.streamUrl
    if (src === null) {
      this.requestUpdate()
      return
    }
    this.#wantsPlay = false
    await this.updateComplete
    // Taken out meanwhile: there is nobody to play for.
    if (!this.isConnected) return
    await this.playback.play({ src, tote: this.tote })
  }

  pause(): void {
    this.#wantsPlay = false
    this.playback.pause()
  }

  /** Opens the products or the basket over the picture, where there is no room beside it. */
  openPanel(panel: Panel): void {
    const root = this.shadowRoot
    if (this.panel === null && root?.activeElement instanceof HTMLElement)
      this.#returnFocusTo = root.activeElement
    this.panel = panel
    this.shownPanel = panel
    void this.updateComplete.then(() => this.shadowRoot?.querySelector<HTMLElement>('.panel-title')?.focus())
  }

  closePanel(): void {
    this.panel = null
    this.#returnFocusTo?.focus()
    this.#returnFocusTo = null
  }

  onMediaRequest = (event: MediaRequestEvent): void => {
    // The page may take it, as it may any request.
    queueMicrotask(() => {
      if (!event.defaultPrevented) performRequest(this, event.request)
    })
  }

  /** Tries again whatever failed. */
  retry(): void {
    if (this.playback.state.status === 'failed') {
      this.playback.retry()
      return
    }
    this.mount.release()
    this.requestUpdate()
  }

  onPlaybackFault(error: ToteError): void {
    reportFault(this, error, this.#told)
  }

  onNear(): void {
    if (this.autoplay) void this.play()
  }

  onJoin(): void {
    if (this.playback.state.status === 'idle') void this.play()
  }

  onLeave(): void {
    this.playback.close()
  }

  override render() {
    return renderPlayer(this)
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.panel !== null) {
      event.preventDefault()
      this.closePanel()
      return
    }
    if (isTaken(event)) return
    const { paused, muted, volume, currentTime } = this
    const canSeek = !this.playback.isLive && Number.isFinite(this.duration)
    const request = toMediaRequest(event.key, { paused, muted, volume, currentTime, canSeek })
    if (request === null) return
    event.preventDefault()
    performRequest(this, request)
  }
}

/** Attributes whose values are checked when they change. */
const CHECKED = ['streamType', 'crossorigin', 'theme', 'poster', 'src'] as const

/** Of the video element, fired again on the player for those who know it as one. */
const MEDIA_EVENTS = [
  'play',
  'playing',
  'pause',
  'ended',
  'waiting',
  'seeking',
  'seeked',
  'timeupdate',
  'volumechange',
  'durationchange',
  'loadedmetadata',
  'canplay',
] as const
