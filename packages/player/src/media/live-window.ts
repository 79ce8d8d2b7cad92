import { REWIND_FROM } from './latency.ts'
import type { MediaEngine } from './media-engine.ts'

/** Seconds behind where a live viewer should be; null for a stream that has an end. */
export function liveLag(video: HTMLVideoElement, engine: MediaEngine): number | null {
  const edge = engine.liveEdge()
  return edge === null ? null : edge - video.currentTime
}

/** Seconds that a live show can be gone back in; 0 where it cannot. */
export function rewindOf({ seekable }: HTMLVideoElement, engine: MediaEngine): number {
  const edge = engine.liveEdge()
  const start = engine.windowStart?.() ?? (seekable.length > 0 ? seekable.start(0) : null)
  return edge === null || start === null || edge - start < REWIND_FROM ? 0 : edge - start
}
