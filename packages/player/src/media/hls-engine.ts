import { ToteError } from '@tote/protocol'
import type Hls from 'hls.js'
import type { ErrorData, Fragment } from 'hls.js'
import type { CaptionTrack, EngineOptions, MediaEngine } from './media-engine.ts'
import { toMediaError } from './to-media-error.ts'

/** A picture that breaks twice in a row will not come back by being reset again. */
const MAX_MEDIA_RECOVERIES = 2
/** First wait before a failed stream is asked again, doubling to the last. */
const RETRY_FIRST_MS = 1000
const RETRY_MOST_MS = 15_000
/** By then a shopper should be told; the stream is still tried. */
const RETRIES_IN_SILENCE = 2

/** hls.js, loaded when somebody wants the picture. Null where there is no MSE. */
export async function createHlsEngine(options: EngineOptions): Promise<MediaEngine | null> {
  const { default: HlsClass } = await import('hls.js')
  return HlsClass.isSupported() ? new HlsEngine(HlsClass, options) : null
}

class HlsEngine implements MediaEngine {
  readonly #hls: Hls
  readonly #types: typeof Hls.ErrorTypes
  readonly #options: EngineOptions
  #mediaRecoveries = 0
  #retries = 0
  #hasLoaded = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(HlsClass: typeof Hls, options: EngineOptions) {
    this.#options = options
    this.#types = HlsClass.ErrorTypes
    const hls = new HlsClass({
      // A worker from a blob would need worker-src blob: in every page's policy.
      enableWorker: false,
      capLevelToPlayerSize: true,
      // Three segments behind, gently caught up; far behind is a jump, not a chase.
      liveSyncDurationCount: 3,
      liveMaxLatencyDurationCount: 8,
      maxLiveSyncPlaybackRate: 1.05,
      backBufferLength: 30,
      maxBufferLength: 20,
      // Captions are the browser's own, in the shopper's own style.
      renderTextTracksNatively: true,
    })
    this.#hls = hls
    const { Events } = HlsClass
    hls.on(Events.ERROR, (_event, data) => this.#onError(data))
    hls.on(Events.LEVEL_LOADED, () => {
      this.#retries = 0
      this.#hasLoaded = true
      options.onChange()
    })
    hls.on(Events.FRAG_BUFFERED, () => {
      this.#mediaRecoveries = 0
    })
    hls.on(Events.SUBTITLE_TRACKS_UPDATED, () => options.onChange())
    hls.loadSource(options.src)
    hls.attachMedia(options.video)
  }

  programmeTime(): number | null {
    return this.#hls.playingDate?.getTime() ?? null
  }

  liveEdge(): number | null {
    return this.#details?.live === true ? this.#hls.liveSyncPosition : null
  }

  mediaTimeAt(pdt: number): number | null {
    const fragment = this.#details?.fragments.find((candidate: Fragment) => {
      const from = candidate.programDateTime
      return from !== null && pdt >= from && pdt < from + candidate.duration * 1000
    })
    if (fragment?.programDateTime == null) return null
    return fragment.start + (pdt - fragment.programDateTime) / 1000
  }

  captions(): readonly CaptionTrack[] {
    return this.#hls.subtitleTracks.map(({ name, lang }) => ({ label: name, language: lang ?? '' }))
  }

  showCaptions(index: number | null): void {
    this.#hls.subtitleDisplay = index !== null
    this.#hls.subtitleTrack = index ?? -1
  }

  retry(): void {
    clearTimeout(this.#timer)
    this.#hls.loadSource(this.#options.src)
    this.#hls.startLoad()
  }

  destroy(): void {
    clearTimeout(this.#timer)
    this.#hls.destroy()
  }

  get #details() {
    return this.#hls.latestLevelDetails
  }

  #onError(data: ErrorData): void {
    if (!data.fatal) return
    if (data.type === this.#types.MEDIA_ERROR && this.#mediaRecoveries < MAX_MEDIA_RECOVERIES) {
      this.#mediaRecoveries += 1
      this.#hls.recoverMediaError()
      return
    }
    if (data.type !== this.#types.NETWORK_ERROR) {
      this.#options.onFailure(
        new ToteError('media_unplayable', `The stream cannot be played here (${data.details}).`, {
          cause: data.error,
        }),
      )
      return
    }
    const status = data.response?.code ?? null
    // What could be read a moment ago is not forbidden now: the network is away.
    const error = toMediaError(this.#options.src, status === 0 && this.#hasLoaded ? null : status)
    // What is not there, or may not be read, is told at once; an outage only when it lasts.
    if (error.code !== 'media_failed' || this.#retries >= RETRIES_IN_SILENCE) this.#options.onFailure(error)
    const delayMs = Math.min(RETRY_MOST_MS, RETRY_FIRST_MS * 2 ** this.#retries)
    this.#retries += 1
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.retry(), delayMs)
  }
}
