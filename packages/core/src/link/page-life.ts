/** What a page tells of itself. */
export interface PageLife {
  /** Whether a shopper may be looking. */
  isSeen(): boolean
  /** The page is left: closed, or put aside in the back/forward cache. Returns the stop. */
  onHide(run: () => void): () => void
  /** It is back: out of the back/forward cache, in sight again, or on the network again. Returns the stop. */
  onWake(run: () => void): () => void
}

/** The page we are in. Node and workers tell nothing, and count as seen. */
export const pageLife: PageLife = {
  isSeen: () => {
    const page: unknown = Reflect.get(globalThis, 'document')
    return page === undefined || Reflect.get(Object(page), 'visibilityState') === 'visible'
  },
  onHide: (run) => listen(['pagehide'], run),
  onWake(run) {
    const stops = [
      // A page out of the back/forward cache may have been visible all along.
      listen(['pageshow', 'online'], run),
      listen(['visibilitychange'], () => {
        if (pageLife.isSeen()) run()
      }),
    ]
    return () => stops.forEach((stop) => stop())
  },
}

function listen(events: readonly string[], run: () => void): () => void {
  for (const event of events) globalThis.addEventListener?.(event, run)
  return () => {
    for (const event of events) globalThis.removeEventListener?.(event, run)
  }
}
