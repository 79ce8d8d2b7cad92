import type { Tote } from '@tote/core'
import type { Position } from '@tote/protocol'
import type { MediaEngine } from './media-engine.ts'

/** Between cues the playhead is only told this often: nothing changes there. */
const TELL_EVERY_MS = 250
/** Behind the edge by more than this is behind, not live. */
const LIVE_WITHIN_SECONDS = 4

/**
 * Tells a tote where the picture is: at play, pause and seek, a few times a second, and exactly when the
 * next cue is due, so that a card comes with its picture and not with the next tick. Returns the stop.
 */
export function runCueClock({
  video,
  engine,
  tote,
}: {
  video: HTMLVideoElement
  engine: MediaEngine
  tote: Tote
}): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined

  const tell = () => {
    clearTimeout(timer)
    const pdt = engine.programmeTime()
    if (pdt === null) {
      timer = setTimeout(tell, TELL_EVERY_MS)
      return
    }
    const isPlaying = !video.paused && !video.ended && video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA
    tote.playback.setPosition({ pdt, mode: modeOf(video, engine), isPlaying })
    tote.playback.setReachFrom(engine.reachFrom?.() ?? null)
    if (!isPlaying) return
    const toCue = tote.playback.msToNextCue(pdt)
    // One millisecond past it: the playhead must have reached the cue, not be about to.
    const due = toCue === null ? TELL_EVERY_MS : toCue / video.playbackRate + 1
    timer = setTimeout(tell, Math.min(TELL_EVERY_MS, due))
  }

  const events = ['playing', 'pause', 'seeked', 'ratechange', 'waiting', 'ended', 'loadeddata'] as const
  for (const event of events) video.addEventListener(event, tell)
  tell()
  return () => {
    clearTimeout(timer)
    for (const event of events) video.removeEventListener(event, tell)
    tote.playback.setPosition(null)
  }
}

function modeOf(video: HTMLVideoElement, engine: MediaEngine): Position['mode'] {
  const edge = engine.liveEdge()
  if (edge === null) return 'replay'
  return edge - video.currentTime > LIVE_WITHIN_SECONDS ? 'behind' : 'live'
}
