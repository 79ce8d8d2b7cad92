/**
 * Plays on in a page that was put aside in the back/forward cache while the picture moved, and is back: browsers pause
 * what they put aside. Returns the stop.
 */
export function playOnReturn(video: HTMLVideoElement, play: () => void): () => void {
  const view = video.ownerDocument.defaultView
  const life = new AbortController()
  const { signal } = life
  let wasMoving = false
  view?.addEventListener('pagehide', () => (wasMoving = !video.paused), { signal })
  view?.addEventListener(
    'pageshow',
    ({ persisted }) => {
      if (persisted && wasMoving) play()
    },
    { signal },
  )
  return () => life.abort()
}
