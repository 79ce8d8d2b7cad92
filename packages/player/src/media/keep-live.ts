import { keepUp, LIVE_WITHIN } from './latency.ts'
import { liveLag, rewindOf } from './live-window.ts'
import type { MediaEngine } from './media-engine.ts'

/**
 * Keeps a live picture at its place in time; a shopper who went back on purpose is left there. Returns the stop.
 */
export function keepLive({
  video,
  engine,
  hold = FREE,
}: {
  video: HTMLVideoElement
  engine: MediaEngine
  /** While it is held, the picture keeps to another one instead. */
  hold?: { readonly isHeld: boolean }
}): () => void {
  const page = video.ownerDocument
  let isFollowing = true
  let hasReturned = false

  const tick = () => {
    const lag = liveLag(video, engine)
    if (lag === null || video.paused || video.seeking || hold.isHeld) return
    const step = keepUp({
      behind: lag,
      inHand: inHand(video),
      isFollowing,
      hasReturned,
      canCatchUp: engine.canCatchUp ?? false,
      rate: video.playbackRate,
    })
    hasReturned = false
    if (step.do === 'jump') video.currentTime += lag
    else if (video.playbackRate !== step.rate) video.playbackRate = step.rate
  }
  const onSeek = () => {
    const lag = liveLag(video, engine)
    if (lag !== null) isFollowing = lag <= LIVE_WITHIN || rewindOf(video, engine) === 0
  }
  const onPause = () => {
    // Who may go back and stops, wants to see what comes now.
    if (!video.ended && !page.hidden && rewindOf(video, engine) > 0) isFollowing = false
  }
  const onVisible = () => {
    if (page.hidden) return
    hasReturned = true
    tick()
  }
  video.addEventListener('timeupdate', tick)
  video.addEventListener('seeking', onSeek)
  video.addEventListener('pause', onPause)
  page.addEventListener('visibilitychange', onVisible)
  return () => {
    video.removeEventListener('timeupdate', tick)
    video.removeEventListener('seeking', onSeek)
    video.removeEventListener('pause', onPause)
    page.removeEventListener('visibilitychange', onVisible)
    video.defaultPlaybackRate = video.playbackRate = 1
  }
}

const FREE = { isHeld: false }

function inHand({ buffered, currentTime }: HTMLVideoElement): number {
  for (let index = 0; index < buffered.length; index += 1)
    if (buffered.start(index) <= currentTime && currentTime <= buffered.end(index))
      return buffered.end(index) - currentTime
  return 0
}
