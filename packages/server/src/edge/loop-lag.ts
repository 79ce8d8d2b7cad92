/** How late the event loop runs what is due: what every answer of this process waits on top of its own work. */
export interface LoopLag {
  /** In milliseconds, as of the last look. */
  lagMs(): number
  stop(): void
}

const LOOK_EVERY_MS = 500

export function watchLoopLag(now: () => number = () => performance.now()): LoopLag {
  let lagMs = 0
  let lookedAt = now()
  const timer = setInterval(() => {
    const at = now()
    lagMs = Math.max(0, at - lookedAt - LOOK_EVERY_MS)
    lookedAt = at
  }, LOOK_EVERY_MS)
  timer.unref()
  return {
    // A look that is overdue is a lag too: a request may come before it.
    lagMs: () => Math.max(lagMs, now() - lookedAt - LOOK_EVERY_MS, 0),
    stop: () => clearInterval(timer),
  }
}
