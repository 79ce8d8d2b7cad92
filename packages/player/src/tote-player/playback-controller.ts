import type { Tote } from '@tote/core'
import { ToteError } from '@tote/protocol'
import type { ReactiveControllerHost } from 'lit'
import { createEngine } from '../media/create-engine.ts'
import { runCueClock } from '../media/cue-clock.ts'
import { liftCaptions } from '../media/lift-captions.ts'
import { followJoin } from '../media/follow-join.ts'
import type { CaptionTrack, CreateMediaEngine, MediaEngine } from '../media/media-engine.ts'

export type PlaybackState =
  /** The poster: nothing was asked of the stream yet. */
  | { readonly status: 'idle' }
  | { readonly status: 'loading' }
  | { readonly status: 'playing' }
  | { readonly status: 'paused' }
  | { readonly status: 'ended' }
  | { readonly status: 'failed'; readonly error: ToteError }

/** A pause this long behind the edge of a live show is not gone on with: the show has. */
const EDGE_WITHIN_SECONDS = 4

export interface PlaybackHost extends ReactiveControllerHost {
  /** Exchanged for tests, and by pages with an engine of their own. */
  readonly engine: CreateMediaEngine | null
  readonly isConnected: boolean
  onPlaybackFault(error: ToteError): void
}

/** The picture: from poster to playing, its sound, captions and edge. The video element owns the facts. */
export class PlaybackController {
  state: PlaybackState = { status: 'idle' }
  /** Sound was refused without a tap: it plays silently until there is one. */
  needsTapForSound = false
  captions: readonly CaptionTrack[] = []
  /** Index into `captions`; null when none is shown. */
  caption: number | null = null
  readonly #host: PlaybackHost
  #video: HTMLVideoElement | null = null
  #engine: MediaEngine | null = null
  #opening: Promise<void> | null = null
  #run = 0
  #stops: (() => void)[] = []
  #wantsCaptions = true

  constructor(host: PlaybackHost) {
    this.#host = host
  }

  get video(): HTMLVideoElement | null {
    return this.#video
  }

  /** True for a stream without an end. */
  get isLive(): boolean {
    return this.#engine?.liveEdge() != null
  }

  get isAtEdge(): boolean {
    const edge = this.#engine?.liveEdge()
    if (edge == null || this.#video === null) return true
    return edge - this.#video.currentTime <= EDGE_WITHIN_SECONDS
  }

  /** Takes charge of the video element, which is drawn once and kept. */
  attach(video: HTMLVideoElement): void {
    if (this.#video === video) return
    this.#video = video
    const on = (event: keyof HTMLMediaElementEventMap, state: () => PlaybackState | null) =>
      video.addEventListener(event, () => {
        const next = state()
        if (next === null || this.#engine === null) return
        this.#set(next)
      })
    on('playing', () => ({ status: 'playing' }))
    on('pause', () => (this.state.status === 'failed' ? null : { status: video.ended ? 'ended' : 'paused' }))
    on('ended', () => ({ status: 'ended' }))
    on('waiting', () => (this.state.status === 'playing' ? { status: 'loading' } : null))
    for (const event of ['volumechange', 'timeupdate', 'durationchange'] as const)
      video.addEventListener(event, () => this.#host.requestUpdate())
  }

  /** Plays, with sound if the browser lets it, else without, else not until a tap. */
  async play({ src, tote }: { src: string; tote: Tote | null }): Promise<void> {
    const video = this.#video
    if (video === null) return
    // Asked for while the tap still counts: loading the engine takes longer than a tap does.
    video.autoplay = true
    this.#set({ status: 'loading' })
    this.#opening ??= this.#open(video, { src, tote })
    await this.#opening
    if (this.#engine === null) return
    this.goLiveIfBehind()
    await this.#start(video)
  }

  pause(): void {
    if (this.#video === null) return
    this.#video.autoplay = false
    this.#video.pause()
  }

  retry(): void {
    if (this.#engine === null) return
    this.#set({ status: 'loading' })
    this.#engine.retry()
  }

  goLive(): void {
    const edge = this.#engine?.liveEdge()
    if (edge != null && this.#video !== null) this.#video.currentTime = edge
  }

  /** A live show without a recording has one place to be. */
  goLiveIfBehind(): void {
    if (!this.isAtEdge) this.goLive()
  }

  soundOn(): void {
    if (this.#video === null) return
    this.#video.muted = false
    this.needsTapForSound = false
    this.#host.requestUpdate()
  }

  showCaptions(isShown: boolean): void {
    this.#wantsCaptions = isShown
    this.caption = isShown && this.captions.length > 0 ? 0 : null
    this.#engine?.showCaptions(this.caption)
    this.#host.requestUpdate()
  }

  /** Lets go of the stream: no request, no timer, no picture. */
  close(): void {
    this.#run += 1
    for (const stop of this.#stops) stop()
    this.#stops = []
    this.#engine?.destroy()
    this.#engine = null
    this.#opening = null
    this.captions = []
    this.needsTapForSound = false
    if (this.#video !== null) this.#video.autoplay = false
    this.#video?.pause()
    this.#set({ status: 'idle' })
  }

  async #open(video: HTMLVideoElement, { src, tote }: { src: string; tote: Tote | null }): Promise<void> {
    const mine = this.#run
    try {
      const engine = await (this.#host.engine ?? createEngine)({
        video,
        src,
        onChange: () => this.#onChange(),
        onFailure: (error) => {
          if (mine === this.#run) this.#fail(error)
        },
      })
      // Removed while the code was on its way.
      if (mine !== this.#run) {
        engine.destroy()
        return
      }
      this.#engine = engine
      this.#stops = [liftCaptions(video)]
      if (tote !== null)
        this.#stops.push(runCueClock({ video, engine, tote }), followJoin({ video, engine, tote }))
      this.#onChange()
    } catch (cause) {
      if (mine !== this.#run) return
      this.#opening = null
      this.#fail(
        cause instanceof ToteError
          ? cause
          : new ToteError('media_failed', 'The code that plays the stream could not be loaded.', { cause }),
      )
    }
  }

  async #start(video: HTMLVideoElement): Promise<void> {
    try {
      await video.play()
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return
      await this.#startMuted(video)
    }
  }

  async #startMuted(video: HTMLVideoElement): Promise<void> {
    const wasMuted = video.muted
    video.muted = true
    try {
      await video.play()
      this.needsTapForSound = !wasMuted
      this.#host.requestUpdate()
    } catch {
      // Refused even without sound (low power): the poster and its button stay, and one tap plays.
      video.muted = wasMuted
      video.autoplay = false
      this.#set({ status: 'idle' })
    }
  }

  #onChange(): void {
    const captions = this.#engine?.captions() ?? []
    if (captions.length !== this.captions.length) {
      this.captions = captions
      this.showCaptions(this.#wantsCaptions)
    }
    if (this.state.status === 'failed')
      this.#set({ status: this.#video?.paused === false ? 'playing' : 'loading' })
    this.#host.requestUpdate()
  }

  #fail(error: ToteError): void {
    this.#set({ status: 'failed', error })
    this.#host.onPlaybackFault(error)
  }

  #set(state: PlaybackState): void {
    this.state = state
    this.#host.requestUpdate()
  }
}
