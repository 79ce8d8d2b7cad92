import type { MediaEngine } from '../media/media-engine.ts'
import { isThinNetwork } from './thin-network.ts'

/** Counts how often a picture waits for the network, and says when that will not do. Returns the stop. */
export function watchNetwork(
  { video, engine }: { video: HTMLVideoElement; engine: MediaEngine },
  onThin: () => void,
): () => void {
  let stallsAt: number[] = []
  // The start waits too, and so does a seek: only what has moved can stall.
  let hasMoved = !video.paused && video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA
  const onMove = () => {
    hasMoved = true
  }
  const onSeek = () => {
    hasMoved = false
  }
  const onWait = () => {
    if (!hasMoved || video.paused) return
    hasMoved = false
    const nowMs = performance.now()
    stallsAt = [...stallsAt, nowMs].slice(-10)
    const rates = engine.qualities?.().all.map(({ bitrate }) => bitrate) ?? []
    const facts = {
      stallsAt,
      nowMs,
      measured: engine.bandwidth?.() ?? null,
      needed: rates.length === 0 ? null : Math.min(...rates),
    }
    if (!isThinNetwork(facts)) return
    stallsAt = []
    onThin()
  }
  video.addEventListener('playing', onMove)
  video.addEventListener('seeking', onSeek)
  video.addEventListener('waiting', onWait)
  return () => {
    video.removeEventListener('playing', onMove)
    video.removeEventListener('seeking', onSeek)
    video.removeEventListener('waiting', onWait)
  }
}
