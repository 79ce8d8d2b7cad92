import type { ToteError } from '@tote/protocol'

/** What plays a stream in a video element. hls.js in the product; a page or a test may bring its own. */
export interface MediaEngine {
  /** Programme time of the picture shown now, in milliseconds; null while unknown. */
  programmeTime(): number | null
  /** Media time of the position a live viewer should be at; null for a stream that has an end. */
  liveEdge(): number | null
  /** Media time at which this programme time is shown; null when the stream does not hold it (any more). */
  mediaTimeAt(pdt: number): number | null
  /** Caption tracks the stream offers. */
  captions(): readonly CaptionTrack[]
  /** Shows the captions of this index in `captions()`, or none. */
  showCaptions(index: number | null): void
  /** Loads from the start again, after a failure. */
  retry(): void
  /** Stops every request and timer, and lets go of the element. */
  destroy(): void
}

export interface CaptionTrack {
  readonly label: string
  readonly language: string
}

export interface EngineOptions {
  readonly video: HTMLVideoElement
  readonly src: string
  /** The stream's shape is known: live or not, its captions. Called again when that changes. */
  onChange(): void
  /** What stops the picture for good, unless `retry` is called. */
  onFailure(error: ToteError): void
}

/** Makes an engine for one element and one stream. May load code first. */
export type CreateMediaEngine = (options: EngineOptions) => Promise<MediaEngine>
