/** As in the hub's own windows: longer than a double click. */
const GUARD_MS = 500
/** What gives a basket away, or takes it somewhere. All else can be undone and is left alone. */
const DEEDS = 'tote-offer, tote-carry, [part~="carry"], [part~="checkout"]'
/** Fine enough that what the page cut off is known when it is clicked. */
const STEPS = Array.from({ length: 21 }, (_, step) => step / 20)

/** IntersectionObserver v2, where there is one: whether anything lies over the target or makes it see-through. */
type SightInit = IntersectionObserverInit & { trackVisibility: boolean; delay: number }
type SightEntry = IntersectionObserverEntry & { readonly isVisible?: boolean }

export interface FrameGuard {
  stop(): void
}

/**
 * Lets a click that matters count only when what it is about has been seen for a while, whole and with nothing over it:
 * the page around the frame may lay itself over it, make it see-through, cut it to the one button, or bring it under a
 * click that was on its way.
 */
export function guardFrame(
  target: HTMLElement,
  { onRefused, now = () => performance.now() }: { onRefused(): void; now?: () => number },
): FrameGuard {
  const page = target.ownerDocument
  let seen: DOMRectReadOnly | null = null
  let clearSince = Number.POSITIVE_INFINITY
  const init: SightInit = { threshold: STEPS, trackVisibility: true, delay: 100 }
  const sight = new IntersectionObserver((entries) => {
    const entry: SightEntry | undefined = entries.at(-1)
    const isClear = entry !== undefined && entry.isIntersecting && entry.isVisible !== false
    seen = isClear ? entry.intersectionRect : null
    if (!isClear) clearSince = Number.POSITIVE_INFINITY
    else if (clearSince === Number.POSITIVE_INFINITY) clearSince = now()
  }, init)
  sight.observe(target)
  const restart = () => {
    clearSince = page.visibilityState === 'visible' && seen !== null ? now() : Number.POSITIVE_INFINITY
  }
  const onClick = (event: MouseEvent) => {
    const deed = event
      .composedPath()
      .find((one): one is Element => one instanceof Element && one.matches(DEEDS))
    if (deed === undefined) return
    const isSeen = seen !== null && holds(seen, deed.getBoundingClientRect(), page)
    if (isSeen && now() - clearSince >= GUARD_MS) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (!isSeen) onRefused()
  }
  page.addEventListener('visibilitychange', restart)
  page.addEventListener('click', onClick, { capture: true })
  return {
    stop() {
      sight.disconnect()
      page.removeEventListener('visibilitychange', restart)
      page.removeEventListener('click', onClick, { capture: true })
    },
  }
}

/** Whether all that the frame would show of `inner` is shown by the page; a pixel or two are rounding. */
function holds(outer: DOMRectReadOnly, inner: DOMRectReadOnly, { documentElement }: Document): boolean {
  const right = Math.min(inner.right, documentElement.clientWidth)
  const bottom = Math.min(inner.bottom, documentElement.clientHeight)
  return (
    Math.max(0, inner.left) >= outer.left - 2 &&
    Math.max(0, inner.top) >= outer.top - 2 &&
    right <= outer.right + 2 &&
    bottom <= outer.bottom + 2
  )
}
