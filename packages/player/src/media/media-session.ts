import { rewindOf } from './live-window.ts'
import type { MediaEngine } from './media-engine.ts'

/** What the system shows of the picture it plays. */
export interface SessionFacts {
  readonly title: string
  readonly artist: string
  readonly artwork: string | null
}

export interface SessionWishes {
  play(): void
  pause(): void
}

const STEP = 10

/** Puts the show on lock screens and keyboards. Returns the stop. */
export function showSession(
  { video, engine }: { video: HTMLVideoElement; engine: MediaEngine },
  facts: SessionFacts,
  wishes: SessionWishes,
): () => void {
  const view = video.ownerDocument.defaultView
  // Not everywhere, whatever the type libraries say.
  const session: MediaSession | undefined = view?.navigator.mediaSession
  if (session === undefined || view === null) return () => undefined
  const { title, artist, artwork } = facts
  const mine = new view.MediaMetadata({ title, artist, artwork: artwork === null ? [] : [{ src: artwork }] })
  const seek = (by: number) => {
    // A live show without rewind has one place to be.
    if (engine.liveEdge() === null || rewindOf(video, engine) > 0) video.currentTime += by
  }
  const actions: [MediaSessionAction, MediaSessionActionHandler][] = [
    ['play', () => wishes.play()],
    ['pause', () => wishes.pause()],
    ['seekbackward', ({ seekOffset }) => seek(-(seekOffset ?? STEP))],
    ['seekforward', ({ seekOffset }) => seek(seekOffset ?? STEP)],
  ]
  const take = () => {
    session.metadata = mine
    for (const [action, handler] of actions) session.setActionHandler(action, handler)
  }
  // The one that plays has it: another player of the page may have taken it meanwhile.
  video.addEventListener('playing', take)
  take()
  return () => {
    video.removeEventListener('playing', take)
    if (session.metadata !== mine) return
    session.metadata = null
    for (const [action] of actions) session.setActionHandler(action, null)
  }
}
