import type { JoinTarget, Tote } from '@tote/core'
import type { LedPicture } from '../together/follow-moment.ts'

/** Nobody sees less than this; a seek would be worse. */
const NEAR_ENOUGH_SECONDS = 0.7
/** A leader this near the edge was at the edge: so is who joins. */
const EDGE_WITHIN_SECONDS = 3

/** Who left a recording this near its end has seen it: it begins anew. */
const SEEN_WITHIN_SECONDS = 10

/**
 * Goes to the moment another place was at, once the stream can, and says when it is there. Returns the stop.
 */
export function followJoin(picture: LedPicture, tote: Tote): () => void {
  const { video, engine } = picture
  let isOver = false
  let stopSettling = () => {}
  /** The last of the way, by speed; without it the picture is near enough. */
  const settle = async (target: JoinTarget) => {
    const { settleJoin } = await import('../together/follow-moment.ts')
    stopSettling()
    if (!isOver) stopSettling = settleJoin(picture, tote, target)
  }
  const tryJoin = () => {
    const target = tote.playback.$join.get()
    if (
      target === null ||
      video.readyState < HTMLMediaElement.HAVE_METADATA ||
      engine.programmeTime() === null
    )
      return
    const time = mediaTimeOf(target, picture)
    if (time !== null && Math.abs(time - video.currentTime) >= NEAR_ENOUGH_SECONDS) video.currentTime = time
    // A moment the stream does not hold any more is let go: the edge is the best there is.
    tote.playback.joined(time !== null)
    if (time !== null && target.reason !== 'asked' && target.from.isPlaying)
      settle(target).catch(() => undefined)
  }
  const stop = tote.playback.$join.subscribe(tryJoin)
  for (const event of ['loadeddata', 'playing'] as const) video.addEventListener(event, tryJoin)
  return () => {
    isOver = true
    stopSettling()
    stop()
    for (const event of ['loadeddata', 'playing'] as const) video.removeEventListener(event, tryJoin)
  }
}

function mediaTimeOf(target: JoinTarget, { video, engine }: LedPicture): number | null {
  const time = engine.mediaTimeAt(target.pdtAt(Date.now()))
  const edge = engine.liveEdge()
  if (edge === null) {
    const isSeen = target.reason === 'resumed' && time !== null && time > video.duration - SEEN_WITHIN_SECONDS
    return isSeen ? null : time
  }
  // Who was at the edge is joined where they are: as near to it, and in step with them.
  const isAtEdge = time !== null && Math.abs(edge - time) < EDGE_WITHIN_SECONDS
  return target.mode === 'live' && !isAtEdge ? edge : time
}
