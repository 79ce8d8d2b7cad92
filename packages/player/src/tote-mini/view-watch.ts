/** Less of it than this is out of sight; more than the other is in sight again. Between them nothing changes. */
const OUT_BELOW = 0.15
const IN_ABOVE = 0.5
const STEPS = [0, 0.05, 0.15, 0.3, 0.5, 0.75, 1]

export type Sight = 'in' | 'out' | 'between'

/** Tells how much of an element can be seen, in three steps. What is taller than the window is seen as far as it can be. Returns the stop. */
export function watchView(element: Element, onSight: (sight: Sight) => void): () => void {
  const observer = new IntersectionObserver(
    (entries) => {
      const entry = entries.at(-1)
      if (entry !== undefined) onSight(toSight(entry))
    },
    { threshold: STEPS },
  )
  observer.observe(element)
  return () => observer.disconnect()
}

function toSight({
  intersectionRect,
  boundingClientRect,
  rootBounds,
  target,
}: IntersectionObserverEntry): Sight {
  const room = rootBounds?.height ?? target.ownerDocument.defaultView?.innerHeight ?? 0
  const whole = Math.min(boundingClientRect.height, room)
  const share = whole === 0 ? 0 : intersectionRect.height / whole
  return share < OUT_BELOW ? 'out' : share > IN_ABOVE ? 'in' : 'between'
}
