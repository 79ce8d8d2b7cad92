import type { Tote } from '@tote/core'
import { ToteError, type CaptionFile } from '@tote/protocol'
import type { ReactiveControllerHost } from 'lit'
import type { CaptionsController } from '../captions/captions-controller.ts'
import type { ThinController } from '../thin/thin-controller.ts'
import { createEngine } from '../media/create-engine.ts'
import { LIVE_WITHIN } from '../media/latency.ts'
import { liveLag, rewindOf } from '../media/live-window.ts'
import { startVideo } from '../media/start-video.ts'
import type { AirPlayState } from '../media/airplay.ts'
import type { CreateMediaEngine, MediaEngine } from '../media/media-engine.ts'
import { followPlayback, type Wishes } from './follow-playback.ts'
import type { PlaybackSource } from './playback-source.ts'
import type { PlaybackState } from './playback-state.ts'

/** From the pointer that comes near to the tap it seldom takes longer. */
const PREPARED_FOR_MS = 10_000

export interface PlaybackHost extends ReactiveControllerHost {
  /** Exchanged for tests, and by pages with an engine of their own. */
  readonly engine: CreateMediaEngine | null
  readonly tote: Tote | null
  readonly isConnected: boolean
  readonly thin: ThinController
  onPlaybackFault(error: ToteError): void
}

const NO_AIRPLAY: AirPlayState = { isAvailable: false, isActive: false }

/** The picture: from poster to playing, its sound, captions and edge. The video element owns the facts. */
export class PlaybackController {
  state: PlaybackState = { status: 'idle' }
  /** Sound was refused without a tap: it plays silently until there is one. */
  needsTapForSound = false
  /** Null until there are some. */
  captions: CaptionsController | null = null
  airPlay: AirPlayState = NO_AIRPLAY
  /** Who holds it sets the picture's speed, and nobody else does. */
  readonly hold = { isHeld: false }
  readonly #host: PlaybackHost
  #video: HTMLVideoElement | null = null
  #engine: MediaEngine | null = null
  #opening: Promise<void> | null = null
  /** The stream is open ahead of the tap, for a while. */
  #preparing: ReturnType<typeof setTimeout> | undefined
  #wasPrepared = false
  #run = 0
  #stopFollowing: (() => void) | undefined
  #files: readonly CaptionFile[] = []

  constructor(host: PlaybackHost) {
    this.#host = host
  }

  get video(): HTMLVideoElement | null {
    return this.#video
  }

  /** What plays now; null for the poster. */
  get engine(): MediaEngine | null {
    return this.#engine
  }

  /** False in a live show without a recording: there is nowhere to seek. */
  get canSeek(): boolean {
    return this.isLive ? this.rewind > 0 : Number.isFinite(this.#video?.duration)
  }

  /** True for a stream without an end. */
  get isLive(): boolean {
    return this.#engine?.liveEdge() != null
  }

  get isAtEdge(): boolean {
    return (this.lag ?? 0) <= LIVE_WITHIN
  }

  /** Seconds behind where a live viewer should be; null for a recording. */
  get lag(): number | null {
    return this.#engine === null || this.#video === null ? null : liveLag(this.#video, this.#engine)
  }

  /** Seconds that a live show can be gone back; 0 where it cannot. */
  get rewind(): number {
    return this.#engine === null || this.#video === null ? 0 : rewindOf(this.#video, this.#engine)
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
    for (const event of ['volumechange', 'timeupdate', 'durationchange', 'seeked'] as const)
      video.addEventListener(event, () => this.#host.requestUpdate())
  }

  /**
   * Opens the stream ahead of a tap that seems to come: code, playlists and the first pictures, nothing shown. Once, and let
   * go again when the tap does not come.
   */
  prepare(source: PlaybackSource): void {
    const video = this.#video
    if (video === null || this.#wasPrepared || this.#opening !== null || this.state.status !== 'idle') return
    this.#wasPrepared = true
    this.#preparing = setTimeout(() => this.close(), PREPARED_FOR_MS)
    this.#opening = this.#open(video, source)
  }

  /** Plays, with sound if the browser lets it, else without, else not until a tap. */
  async play(source: PlaybackSource): Promise<void> {
    const video = this.#video
    if (video === null) return
    const isFromPoster = this.state.status === 'idle'
    // For whoever measures how long it takes: the code that does may come later.
    if (isFromPoster) performance.mark('tote-wish')
    clearTimeout(this.#preparing)
    // Asked for while the tap still counts: loading the engine takes longer than a tap does.
    video.autoplay = true
    this.#set({ status: 'loading' })
    this.#opening ??= this.#open(video, source)
    await this.#opening
    if (this.#engine === null) return
    this.#stopFollowing ??= followPlayback({
      video,
      engine: this.#engine,
      hold: this.hold,
      source,
      wishes: this.#wishes(video),
    })
    // Who may go back goes on where they stopped; a poster that was tapped at last is no such place.
    if (isFromPoster || this.rewind === 0) this.goLiveIfBehind()
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

  /** Of what has an end; a live picture keeps its own. */
  setSpeed(rate: number): void {
    // Also after a reset of the picture, which takes the default one.
    if (this.#video !== null && !this.isLive)
      this.#video.defaultPlaybackRate = this.#video.playbackRate = rate
    this.#host.requestUpdate()
  }

  /** Lets go of the stream: no request, no timer, no picture. */
  close(): void {
    this.#run += 1
    clearTimeout(this.#preparing)
    this.#stopFollowing?.()
    this.#stopFollowing = undefined
    this.#engine?.destroy()
    this.#engine = null
    this.#opening = null
    this.needsTapForSound = false
    this.captions?.stop()
    this.captions = null
    this.airPlay = NO_AIRPLAY
    if (this.#video !== null) this.#video.autoplay = false
    this.#video?.pause()
    this.#set({ status: 'idle' })
  }

  async #open(video: HTMLVideoElement, { src, backups, captions }: PlaybackSource): Promise<void> {
    const mine = this.#run
    try {
      const engine = await (this.#host.engine ?? createEngine)({
        video,
        src,
        backups,
        isThin: this.#host.thin.reason !== null,
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
      this.#files = captions
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

  #wishes(video: HTMLVideoElement): Wishes {
    return {
      play: () => void this.#resume(video),
      pause: () => this.pause(),
      goThin: () => this.#host.thin.onSlow(),
      onAirPlay: (state) => {
        this.airPlay = state
        this.#host.requestUpdate()
      },
    }
  }

  async #resume(video: HTMLVideoElement): Promise<void> {
    if (this.rewind === 0) this.goLiveIfBehind()
    await this.#start(video)
  }

  async #start(video: HTMLVideoElement): Promise<void> {
    if (this.#engine?.isResting === true) return this.#rest(video)
    const how = await startVideo(video)
    if (how === 'silent') this.needsTapForSound = true
    this.#host.requestUpdate()
    if (how !== 'refused') return
    // The poster and its button stay, and one tap plays.
    video.autoplay = false
    this.#set({ status: 'idle' })
  }

  #onChange(): void {
    this.#onTracks()
    const isAsked = this.state.status !== 'idle'
    if (isAsked && this.#engine?.isResting === true && this.#video !== null) this.#rest(this.#video)
    if (this.state.status === 'failed')
      this.#set({ status: this.#video?.paused === false ? 'playing' : 'loading' })
    this.#host.requestUpdate()
  }

  /** Nothing comes that it could play. */
  #rest(video: HTMLVideoElement): void {
    video.pause()
    this.#set({ status: 'paused' })
  }

  #onTracks(): void {
    const [video, engine, files] = [this.#video, this.#engine, this.#files]
    if (this.captions !== null) return this.captions.onTracks()
    if (video === null || engine === null || engine.captions().length + files.length === 0) return
    const mine = this.#run
    import('../captions/captions-controller.ts')
      .then(({ CaptionsController }) => {
        if (mine !== this.#run || this.captions !== null) return
        this.captions = new CaptionsController(this.#host, { video, engine, files })
      })
      // The picture goes on without, and asks again when the stream has others.
      .catch(() => undefined)
  }

  #fail(error: ToteError): void {
    // Nobody asked for the picture yet: whoever does is told then.
    if (this.state.status === 'idle') return this.close()
    this.#set({ status: 'failed', error })
    this.#host.onPlaybackFault(error)
  }

  #set(state: PlaybackState): void {
    this.state = state
    this.#host.requestUpdate()
  }
}
