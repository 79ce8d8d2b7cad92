/** Keeps the screen on while the picture moves, and no longer. Returns the stop. */
export function keepAwake(video: HTMLVideoElement): () => void {
  const page = video.ownerDocument
  // Not everywhere, whatever the type libraries say.
  const lock: WakeLock | undefined = page.defaultView?.navigator.wakeLock
  let held: Promise<WakeLockSentinel | null> | null = null
  const isMoving = () => !video.paused && !video.ended && !page.hidden
  const settle = () => {
    if (isMoving() && held === null && lock !== undefined) {
      // A browser low on power refuses, and may.
      held = lock.request('screen').catch(() => null)
    } else if (!isMoving()) letGo()
  }
  const letGo = () => {
    void held?.then((sentinel) => sentinel?.release())
    held = null
  }
  const events = ['playing', 'pause', 'ended'] as const
  for (const event of events) video.addEventListener(event, settle)
  page.addEventListener('visibilitychange', settle)
  settle()
  return () => {
    for (const event of events) video.removeEventListener(event, settle)
    page.removeEventListener('visibilitychange', settle)
    letGo()
  }
}
