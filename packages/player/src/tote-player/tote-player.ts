import type { Tote } from '@tote/core'
import type { ToteError } from '@tote/protocol'
import { LitElement, type PropertyValues } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { dress } from '../internal/dress.ts'
import type { Messages } from '../internal/messages/english.ts'
import { MessagesController } from '../internal/messages/messages-controller.ts'
import { StoreController } from '../internal/store-controller.ts'
import { drawAfter } from '../internal/unhurried-element.ts'
import type { CreateMediaEngine } from '../media/media-engine.ts'
import type { MediaRequestEvent } from '../tote-controls/media-request-event.ts'
import { ThinController } from '../thin/thin-controller.ts'
import { version } from '../version.ts'
import { checkWhenChanged } from './check-when-changed.ts'
import { KeysController } from './keys-controller.ts'
import { loadWhenWanted } from './late-parts.ts'
import { pictureOf, warmForAutoplay } from './look-ahead.ts'
import { fireAgain } from './media-events.ts'
import { MountController } from './mount-controller.ts'
import { PlaybackController } from './playback-controller.ts'
import { toPlaybackSource } from './playback-source.ts'
import { performRequest } from './perform-request.ts'
import { renderPlayer } from './render-player.ts'
import { reportFault } from './report-fault.ts'
import { RestController } from './rest-controller.ts'
import { SettingsController } from './settings-controller.ts'
import { totePlayerStyles } from './tote-player.styles.ts'

export type Panel = 'products' | 'cart' | 'chat'

/**
 * A live or recorded show that can be shopped: picture, captions, the product shown now, all products and
 * the basket. Give it a hub, a publishable key and a show.
 *
 * @summary The shoppable player.
 * @slot poster - In place of the show's poster.
 * @slot start - In place of the start button's icon.
 * @slot card - In place of the card of the product shown now; filled from a `<template data-tote="card">`, where there is one.
 * @slot product - In place of the product that is open; filled from a `<template data-tote="product">`, where there is one.
 * @slot panel - Beside the products and the basket.
 * @csspart frame - Everything.
 * @csspart stage - The picture and what lies over it.
 * @csspart video - The video element.
 * @csspart poster - The poster's image.
 * @csspart start - The start button.
 * @csspart badge - 'Live' or 'Replay'.
 * @csspart open-products - The button that opens the products.
 * @csspart open-cart - The button that opens the basket.
 * @csspart panel - Products and basket.
 * @csspart offer - The question whether to continue here.
 * @csspart settings - Quality, speed, captions, chapters and the list of keys, while they are open.
 * @csspart thin - What is told and shown without the picture.
 * @csspart fault - What is told when the show cannot be shown.
 * @cssproperty [--tote-player-block-size=min(44rem, 86dvb)] - Height of the stage where there is room for a panel beside it.
 * @cssproperty [--tote-player-max-block-size=100svb] - What the whole is never higher than.
 * @cssproperty [--tote-color-live=#c4261d] - Behind 'Live'.
 * @fires {ToteErrorEvent} tote-error - Something is wrong; read `error`.
 * @fires {ToteReadyEvent} tote-ready - The element has a tote, or another one.
 * @fires {MediaRequestEvent} tote-media-request - Before a control or key takes effect; cancelable.
 * @fires {ToteAddRequestEvent} tote-add-request - Before an add; cancelable.
 * @fires {ToteCartChangeEvent} tote-cart-change - The shopper changed the basket.
 * @fires {ToteCheckoutRequestEvent} tote-checkout-request - The shopper wants to pay; cancelable.
 * @fires {ToteProductOpenEvent} tote-product-open - Before a product is opened; cancelable.
 * @fires {ToteProductCloseEvent} tote-product-close - The shopper went back to the list.
 */
export class TotePlayer extends LitElement {
  // Drawn at once, unlike those in it: until then the room that its poster had is gone, and all below it would jump.
  static override styles = totePlayerStyles
  static readonly version = version
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true }

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
  /** Where the same stream is to be had when it fails: addresses with spaces between. */
  @property() backups: string | null = null
  @property() poster: string | null = null
  /** Keys that do nothing here, as `k f space`; empty for all. */
  @property({ attribute: 'no-hotkeys' }) noHotkeys: string | null = null
  @property({ type: Boolean }) autoplay = false
  @property({ type: Boolean, attribute: 'muted' }) defaultMuted = false
  @property({ type: Boolean }) loop = false
  @property() crossorigin: string | null = null
  /** `live` or `on-demand`; without it as the show says. */
  @property({ attribute: 'stream-type' }) streamType: string | null = null
  /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
  @property({ reflect: true }) theme: 'light' | 'dark' | 'auto' | null = null
  /** Texts of this player, and of what lies in it, that differ from the page's. */
  @property({ attribute: false }) messages: Messages | undefined
  /** A media engine of the page's own, in place of hls.js. */
  @property({ attribute: false }) engine: CreateMediaEngine | null = null

  @query('video') readonly video!: HTMLVideoElement | null
  @query('.stage') readonly stage!: HTMLElement | null
  @state() panel: Panel | null = null
  @state() shownPanel: Panel = 'products'

  readonly words = new MessagesController(this)
  readonly playback: PlaybackController = new PlaybackController(this)
  readonly mount = new MountController(this)
  readonly rest = new RestController(this)
  readonly thin: ThinController = new ThinController(this)
  readonly settings = new SettingsController(this)
  readonly showState = new StoreController(this, () => this.tote?.show.$show)
  readonly watching = new StoreController(this, () => this.tote?.show.$watching)
  readonly products = new StoreController(this, () => this.tote?.show.$products)
  readonly cart = new StoreController(this, () => this.tote?.cart.$cart)
  readonly keys = new KeysController(this)
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
    return this.playback.state.status === 'playing' && !hasFocus && this.settings.page === null
  }

  override connectedCallback(): void {
    super.connectedCallback()
    warmForAutoplay(this)
  }

  adoptedCallback(): void {
    dress(this)
  }

  /** Moved by `moveBefore` within the page: the picture plays on, and nothing is to be done. */
  connectedMoveCallback(): void {}

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    return dress(this) ?? super.createRenderRoot()
  }

  override willUpdate(changed: PropertyValues<this>): void {
    checkWhenChanged(this, changed)
    // A show that came after the wish to play, and `autoplay`: its stream opens before what else is new is drawn.
    if (this.playback.state.status === 'idle' && this.#wantsPlay && this.streamUrl !== null) void this.play()
  }

  override firstUpdated(): void {
    const { video } = this
    if (video === null) return
    video.muted = this.defaultMuted
    this.playback.attach(video)
    fireAgain(video, this)
    video.addEventListener('resize', () => this.requestUpdate())
    loadWhenWanted(this, video)
  }

  /** What will be played: `src`, else the show's stream. */
  get streamUrl(): string | null {
    if (this.src !== null) return this.src
    const shown = this.showState.value
    return shown?.status === 'ready' ? (shown.show.stream ?? null) : null
  }

  get posterUrl(): string | null {
    const shown = this.showState.value
    return this.poster ?? (shown?.status === 'ready' ? (shown.show.poster ?? null) : null)
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
    if (src === null) return this.requestUpdate()
    this.#wantsPlay = false
    if (!this.hasUpdated) await this.updateComplete
    // Taken out meanwhile: there is nobody to play for.
    if (this.isConnected) await this.playback.play(toPlaybackSource(this, src))
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
    void this.updateComplete.then(() => {
      // The panel is still on its way up: to go where it is now would take the player out of sight.
      this.scrollIntoView({ block: 'nearest' })
      this.shadowRoot?.querySelector<HTMLElement>('.panel-title')?.focus({ preventScroll: true })
    })
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
    if (this.playback.state.status === 'failed') return this.playback.retry()
    this.mount.release()
    this.requestUpdate()
  }

  onPlaybackFault(error: ToteError): void {
    reportFault(this, error, this.#told)
  }

  onNear(): void {
    if (!this.autoplay) return
    drawAfter(pictureOf(this))
    void this.play()
  }

  onJoin(): void {
    const { status } = this.playback.state
    // Paused, too: the show had moved elsewhere and is wished back.
    if (status === 'idle' || status === 'paused') void this.play()
  }

  onLeave(): void {
    this.playback.close()
  }

  override render() {
    return renderPlayer(this)
  }
}
