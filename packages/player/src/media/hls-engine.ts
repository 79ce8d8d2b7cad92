import { ToteError } from '@tote/protocol'
import type Hls from 'hls.js'
import type { ErrorData } from 'hls.js'
import { REWIND_FROM } from './latency.ts'
import { loadHls } from './load-hls.ts'
import type { AudioChoice, CaptionTrack, EngineOptions, MediaEngine, QualityChoice } from './media-engine.ts'
import { mediaTimeOf, programmeTimeAt, type DatedStream } from './programme-clock.ts'
import { findRemedy, NO_TRIES, type Trouble } from './recovery.ts'
import { toMediaError } from './to-media-error.ts'

/** With another address at hand, this one is not waited for. */
const IMPATIENT = {
  default: {
    maxTimeToFirstByteMs: 2500,
    maxLoadTimeMs: 6000,
    timeoutRetry: null,
    errorRetry: { maxNumRetry: 1, retryDelayMs: 250, maxRetryDelayMs: 250 },
  },
}
/** A segment that does not come is asked for twice more, soon: a live picture has a few seconds in hand. */
const SEGMENTS = {
  default: {
    maxTimeToFirstByteMs: 4000,
    maxLoadTimeMs: 20_000,
    timeoutRetry: { maxNumRetry: 1, retryDelayMs: 0, maxRetryDelayMs: 0 },
    errorRetry: { maxNumRetry: 2, retryDelayMs: 300, maxRetryDelayMs: 1000 },
  },
}

type ThinModule = typeof import('./thin-loader.ts')
const importThin = () => import('./thin-loader.ts')

/** Null where there is no MSE. */
export async function createHlsEngine(options: EngineOptions): Promise<MediaEngine | null> {
  const [HlsClass, thin] = await Promise.all([loadHls(), options.isThin === true ? importThin() : null])
  return HlsClass.isSupported() ? new HlsEngine(HlsClass, { ...options, thin }) : null
}

class HlsEngine implements MediaEngine {
  readonly #hls: Hls
  readonly #types: typeof Hls.ErrorTypes
  readonly #options: EngineOptions
  readonly canCatchUp = true
  readonly #sources: readonly string[]
  #tries = NO_TRIES
  #quality: number | null = null
  #isThin: boolean
  /** Whether the stream has sound apart from its picture; null before that was looked for. */
  #hasSound: boolean | null = null
  isResting = false
  #hasLoaded = false
  /** Programme time to go back to when the stream is there again; null for the edge. */
  #resumeAt: number | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(HlsClass: typeof Hls, options: EngineOptions & { thin: ThinModule | null }) {
    this.#options = options
    this.#isThin = options.thin !== null
    this.#types = HlsClass.ErrorTypes
    this.#sources = [options.src, ...(options.backups ?? [])]
    const hls = new HlsClass({
      // A worker from a blob would need worker-src blob: in every page's policy.
      enableWorker: false,
      capLevelToPlayerSize: true,
      // With the end of its playlist as its duration a show that is waited for is over, as WebKit takes it.
      liveDurationInfinity: true,
      // Who is behind is caught up by `keepLive`, which knows who is so on purpose.
      maxLiveSyncPlaybackRate: 1,
      fragLoadPolicy: SEGMENTS,
      ...(this.#sources.length > 1 ? { manifestLoadPolicy: IMPATIENT, playlistLoadPolicy: IMPATIENT } : {}),
      backBufferLength: 30,
      maxBufferLength: 20,
      // Captions are the browser's own, in the shopper's own style.
      renderTextTracksNatively: true,
    })
    this.#hls = hls
    const { Events } = HlsClass
    hls.on(Events.ERROR, (_event, data) => this.#onError(data))
    hls.on(Events.LEVEL_LOADED, () => {
      this.#hasLoaded = true
      this.#resume()
      options.onChange()
    })
    hls.on(Events.FRAG_BUFFERED, () => {
      this.#tries = NO_TRIES
    })
    hls.on(Events.SUBTITLE_TRACKS_UPDATED, () => options.onChange())
    hls.on(Events.MANIFEST_LOADED, () => {
      if (this.#isThin && this.#hasSound === false) this.#rest()
    })
    // Of another address it is chosen anew.
    hls.on(Events.MANIFEST_PARSED, (_event, { levels }) => {
      if (this.#quality !== null && this.#quality < levels.length) hls.loadLevel = this.#quality
      else this.#quality = null
    })
    if (options.thin !== null) this.#leaveOutPictures(options.thin)
    // Until it is known what the shopper wants.
    hls.subtitleDisplay = false
    hls.loadSource(this.#source)
    hls.attachMedia(options.video)
  }

  programmeTime(): number | null {
    return programmeTimeAt(this.#stream, this.#options.video.currentTime)
  }

  liveEdge(): number | null {
    return this.#details?.live === true ? this.#hls.liveSyncPosition : null
  }

  windowStart(): number | null {
    return this.#details?.fragmentStart ?? null
  }

  mediaTimeAt(pdt: number): number | null {
    return mediaTimeOf(this.#stream, pdt)
  }

  reachFrom(): number | null {
    return this.#details?.fragments[0]?.programDateTime ?? null
  }

  captions(): readonly CaptionTrack[] {
    return this.#hls.subtitleTracks.map(({ name, lang }) => ({ label: name, language: lang ?? '' }))
  }

  showCaptions(index: number | null): void {
    this.#hls.subtitleDisplay = index !== null
    this.#hls.subtitleTrack = index ?? -1
  }

  qualities(): QualityChoice {
    const { levels, currentLevel } = this.#hls
    return {
      all: levels.map(({ width, height, bitrate }) => ({ lines: Math.min(width, height), bitrate })),
      chosen: this.#quality,
      played: currentLevel < 0 ? null : currentLevel,
    }
  }

  chooseQuality(index: number | null): void {
    this.#quality = index
    this.#hls.nextLevel = index ?? -1
  }

  audioTracks(): AudioChoice {
    const { audioTracks, audioTrack } = this.#hls
    return {
      all: audioTracks.map(({ name, lang }) => ({ label: name, language: lang ?? '' })),
      chosen: audioTrack,
    }
  }

  chooseAudioTrack(index: number): void {
    this.#hls.audioTrack = index
  }

  bandwidth(): number | null {
    const { bandwidthEstimate } = this.#hls
    return Number.isFinite(bandwidthEstimate) ? bandwidthEstimate : null
  }

  goThin(isThin: boolean): void {
    this.#isThin = isThin
    if (!isThin) {
      delete this.#hls.config.pLoader
      this.#load()
      return
    }
    importThin().then(
      (thin) => {
        // Wanted back, or let go of, meanwhile.
        if (!this.#isThin || this.#hls.media === null) return
        this.#leaveOutPictures(thin)
        if (this.#hasSound === false) this.#rest()
        else this.#load()
      },
      // The picture goes on as it can.
      () => undefined,
    )
  }

  holdLoading(isHeld: boolean): void {
    if (isHeld) this.#hls.stopLoad()
    else this.#hls.startLoad()
  }

  retry(): void {
    clearTimeout(this.#timer)
    this.#load()
  }

  destroy(): void {
    clearTimeout(this.#timer)
    this.#hls.destroy()
  }

  get #details() {
    return this.#hls.latestLevelDetails
  }

  get #stream(): DatedStream {
    const details = this.#details
    return {
      isLive: details?.live === true,
      stretches: (details?.fragments ?? []).map((fragment) => ({
        start: fragment.start,
        duration: fragment.duration,
        round: fragment.cc,
        startsAtMs: fragment.rawProgramDateTime === null ? null : Date.parse(fragment.rawProgramDateTime),
      })),
    }
  }

  get #source(): string {
    return this.#sources[this.#tries.asks % this.#sources.length] ?? this.#options.src
  }

  #load(): void {
    const { video } = this.#options
    this.isResting = false
    const edge = this.liveEdge()
    // A live show goes on at its edge, unless the shopper was elsewhere.
    this.#resumeAt =
      this.#hasLoaded && (edge === null || edge - video.currentTime > REWIND_FROM)
        ? this.programmeTime()
        : null
    this.#hls.config.startPosition = this.#hasLoaded && edge === null ? video.currentTime : -1
    this.#hls.loadSource(this.#source)
    this.#hls.startLoad()
  }

  #leaveOutPictures({ thinLoader }: ThinModule): void {
    const { config } = this.#hls
    config.pLoader = thinLoader(config.loader, (hasSound) => (this.#hasSound = hasSound))
  }

  #rest(): void {
    this.isResting = true
    this.#hls.stopLoad()
    this.#options.onChange()
  }

  #resume(): void {
    if (this.#resumeAt === null) return
    const time = this.mediaTimeAt(this.#resumeAt)
    this.#resumeAt = null
    if (time !== null) this.#options.video.currentTime = time
  }

  #onError(data: ErrorData): void {
    if (!data.fatal) return
    const remedy = findRemedy(this.#troubleOf(data), this.#tries, this.#sources.length)
    const { skips, resets, asks } = this.#tries
    switch (remedy.do) {
      case 'skip':
        this.#tries = { ...this.#tries, skips: skips + 1 }
        // What is marked as a gap is not asked for again, and the picture steps over it.
        if (data.frag) data.frag.gap = true
        this.#hls.startLoad()
        return
      case 'reset':
        this.#tries = { ...this.#tries, resets: resets + 1 }
        this.#hls.recoverMediaError()
        return
      case 'give-up':
        this.#options.onFailure(
          new ToteError('media_unplayable', `The stream cannot be played here (${data.details}).`, {
            cause: data.error,
          }),
        )
        return
      case 'ask': {
        const status = data.response?.code ?? null
        // What could be read a moment ago is not forbidden now: the network is away.
        const error = toMediaError(this.#source, status === 0 && this.#hasLoaded ? null : status)
        // What is not there, or may not be read, is told at once, if it is nowhere else; an outage when it lasts.
        if (remedy.isTold || (error.code !== 'media_failed' && asks + 1 >= this.#sources.length))
          this.#options.onFailure(error)
        this.#tries = { ...this.#tries, asks: asks + 1 }
        clearTimeout(this.#timer)
        this.#timer = setTimeout(() => this.#load(), remedy.delayMs)
        return
      }
      default:
        remedy satisfies never
    }
  }

  #troubleOf({ type, frag, details }: ErrorData): Trouble {
    const isOfOne = frag && /^frag(?:Load|Parsing)/.test(details)
    if (isOfOne && frag.sn !== 'initSegment') return 'segment'
    if (type === this.#types.MEDIA_ERROR) return 'picture'
    return type === this.#types.NETWORK_ERROR ? 'playlist' : 'other'
  }
}
