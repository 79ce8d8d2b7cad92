import { ContextProvider } from '@lit/context'
import type { Tote } from '@tote/core'
import { ToteError } from '@tote/protocol'
import { LitElement, type PropertyValues } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { carryLinks } from '../carry/carry-links.ts'
import { takeTicket } from '../carry/take-ticket.ts'
import type { Messages } from '../internal/messages/english.ts'
import { MessagesController } from '../internal/messages/messages-controller.ts'
import { StoreController } from '../internal/store-controller.ts'
import { toteContext } from '../internal/tote-context.ts'
import type { CreateMediaEngine } from '../media/media-engine.ts'
import type { MediaRequestEvent } from '../tote-controls/media-request-event.ts'
import { version } from '../version.ts'
import { checkAttributes } from './check-attributes.ts'
import { isTaken, toMediaRequest } from './hotkeys.ts'
import { PlaybackController } from './playback-controller.ts'
import { performRequest } from './perform-request.ts'
import { renderPlayer } from './render-player.ts'
import { reportFault } from './report-fault.ts'
import { ToteReadyEvent } from './tote-error-event.ts'
import { totePlayerStyles } from './tote-player.styles.ts'
import { acquireTote, releaseTote } from './tote-registry.ts'

/** Half a screen ahead: connected by the time it is seen. */
const NEAR = '50%'
/** Long enough to read what a button does. */
const CONTROLS_REST_MS = 3000

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
  @state() fault: ToteError | null = null
  @state() isResting = false

  readonly words = new MessagesController(this)
  readonly playback = new PlaybackController(this)
  readonly #provider = new ContextProvider(this, { context: toteContext, initialValue: null })
  readonly showState = new StoreController(this, () => this.tote?.show.$show)
  readonly watching = new StoreController(this, () => this.tote?.show.$watching)
  readonly products = new StoreController(this, () => this.tote?.show.$products)
  readonly cart = new StoreController(this, () => this.tote?.cart.$cart)
  readonly #told = new Set<string>()
  #tote: Tote | null = null
  #stops: (() => void)[] = []
  #near: IntersectionObserver | null = null
  #restTimer: ReturnType<typeof setTimeout> | undefined
  #returnFocusTo: HTMLElement | null = null

  /** The tote of this hub, key and show; null while one of them is missing or wrong. */
  get tote(): Tote | null {
    return this.#tote
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.addEventListener('keydown', this.#onKey)
    for (const event of ['pointermove', 'pointerdown', 'focusin', 'keydown'] as const)
      this.addEventListener(event, this.#wake)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    // Moved within the page it is back before this runs.
    queueMicrotask(() => {
      if (!this.isConnected) this.#release()
    })
    this.removeEventListener('keydown', this.#onKey)
    clearTimeout(this.#restTimer)
  }

  override willUpdate(changed: PropertyValues<this>): void {
    for (const problem of checkAttributes(this)) this.onPlaybackFault(problem)
    if (
      this.isConnected &&
      (this.#tote === null || changed.has('hub') || changed.has('key') || changed.has('show'))
    )
      this.#acquire()
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

  #wantsPlay = false

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
    void this.#tote?.start()
    const src = this.streamUrl
    if (src === null) {
      this.requestUpdate()
      return
    }
    this.#wantsPlay = false
    await this.updateComplete
    await this.playback.play({ src, tote: this.#tote })
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
    this.fault = null
    if (this.playback.state.status === 'failed') this.playback.retry()
    else {
      this.#release()
      this.requestUpdate()
    }
  }

  onPlaybackFault(error: ToteError): void {
    reportFault(this, error, this.#told)
  }

  override render() {
    return renderPlayer(this)
  }

  #acquire(): void {
    const { hub, key, show } = this
    if (hub === null || key === null || show === null) return
    this.#release()
    try {
      const tote = acquireTote(this.ownerDocument, { hub, key, show })
      this.#enter(tote)
    } catch (error) {
      if (!(error instanceof ToteError)) throw error
      this.fault = error
      this.onPlaybackFault(error)
    }
  }

  #enter(tote: Tote): void {
    this.#tote = tote
    this.fault = null
    this.#provider.setValue(tote)
    this.#stops = [tote.onError((error) => this.onPlaybackFault(error)), carryLinks(this.ownerDocument, tote)]
    this.dispatchEvent(new ToteReadyEvent())
    const ticket = takeTicket(this.ownerDocument)
    if (ticket !== null) void tote.start().then(() => tote.journey.redeem(ticket))
    this.#near = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return
        this.#near?.disconnect()
        void tote.start()
        if (this.autoplay) void this.play()
      },
      { rootMargin: NEAR },
    )
    this.#near.observe(this)
  }

  #release(): void {
    this.#near?.disconnect()
    for (const stop of this.#stops) stop()
    this.#stops = []
    this.playback.close()
    const tote = this.#tote
    if (tote === null) return
    this.#tote = null
    this.#provider.setValue(null)
    releaseTote(this.ownerDocument, tote)
    this.dispatchEvent(new ToteReadyEvent())
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

  readonly #wake = (): void => {
    this.isResting = false
    clearTimeout(this.#restTimer)
    this.#restTimer = setTimeout(() => {
      const hasFocus =
        this.matches(':focus-within') && this.shadowRoot?.activeElement?.matches(':focus-visible')
      this.isResting = this.playback.state.status === 'playing' && hasFocus !== true
    }, CONTROLS_REST_MS)
  }
}

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
