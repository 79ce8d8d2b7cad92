import type { ToteError } from '@tote/protocol'

/** What plays a stream in a video element. hls.js in the product; a page or a test may bring its own. */
export interface MediaEngine {
  /** Programme time of the picture shown now, in milliseconds; null while unknown. */
  programmeTime(): number | null
  /** Media time of the position a live viewer should be at; null for a stream that has an end. */
  liveEdge(): number | null
  /** Media time at which this programme time is shown; null when the stream does not hold it (any more). */
  mediaTimeAt(pdt: number): number | null
  /** Programme time of the first picture the stream still holds; null while unknown. Left out, it is found out by trying. */
  reachFrom?(): number | null
  /**
   * Media time of the first picture of a live stream that can still be had. An engine of a page's own may leave this
   * out, and `canCatchUp`.
   */
  windowStart?(): number | null
  /** Whether its speed may be changed a little: not where the browser's own player paces itself. */
  readonly canCatchUp?: boolean
  /** Caption tracks the stream offers. */
  captions(): readonly CaptionTrack[]
  /** Shows the captions of this index in `captions()`, or none. */
  showCaptions(index: number | null): void
  /** The stream's qualities, where it has several and they are ours to choose from. */
  qualities?(): QualityChoice
  /** Shows this one of them from the next segment on; null leaves it to the engine. */
  chooseQuality?(index: number | null): void
  /** The stream's languages of sound, where it has several. */
  audioTracks?(): AudioChoice
  chooseAudioTrack?(index: number): void
  /** Bits per second that came lately; null while unknown. */
  bandwidth?(): number | null
  /** Plays sound alone where the stream has it apart, else loads nothing; or the picture again. */
  goThin?(isThin: boolean): void
  /** Nothing is loaded: thin, and the stream has no sound apart from its picture. */
  readonly isResting?: boolean
  /** Loads nothing while it is held: what plays elsewhere needs nothing here. Left out where the browser loads by itself. */
  holdLoading?(isHeld: boolean): void
  /** Loads from the start again, after a failure. */
  retry(): void
  /** Stops every request and timer, and lets go of the element. */
  destroy(): void
}

export interface CaptionTrack {
  readonly label: string
  readonly language: string
}

export interface Quality {
  /** Of its shorter side, as in `720p`; 0 where the stream does not say. */
  readonly lines: number
  /** Bits per second. */
  readonly bitrate: number
}

export interface QualityChoice {
  readonly all: readonly Quality[]
  /** Index of the chosen one; null while the engine chooses. */
  readonly chosen: number | null
  /** Index of the one that is played; null before there is one. */
  readonly played: number | null
}

export interface AudioTrackLabel {
  readonly label: string
  readonly language: string
}

export interface AudioChoice {
  readonly all: readonly AudioTrackLabel[]
  readonly chosen: number
}

export interface EngineOptions {
  readonly video: HTMLVideoElement
  readonly src: string
  /** Where the same stream is to be had when it is not at `src`, in order. */
  readonly backups?: readonly string[]
  /** To begin without the picture: as after `goThin(true)`. */
  readonly isThin?: boolean
  /** The stream's shape is known: live or not, its captions. Called again when that changes. */
  onChange(): void
  /** What stops the picture for good, unless `retry` is called. */
  onFailure(error: ToteError): void
}

/** Makes an engine for one element and one stream. May load code first. */
export type CreateMediaEngine = (options: EngineOptions) => Promise<MediaEngine>
