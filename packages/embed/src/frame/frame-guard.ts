/** As in the hub's own windows: longer than a double click. */
const GUARD_MS = 500
/** What gives a basket away, or takes it somewhere. All else can be undone and is left alone. */
const DEEDS = 'tote-offer, tote-carry, [part~="checkout"]'
/** Fine enough that what the page cut off is known when it is clicked. */
const STEPS = Array.from({ length: 21 }, (_, step) => step / 20)

/** What lies over the frame is known a tenth of a second late, and a frame that is covered is drawn once a second. */
const LOOK_AFTER_MS = 200
const LOOK_WITHIN_MS = 2000

/** IntersectionObserver v2, where there is one: whether anything lies over the target or makes it see-through. */
type SightInit = IntersectionObserverInit & { trackVisibility: boolean; delay: number }
type SightEntry = IntersectionObserverEntry & { readonly isVisible?: boolean }
const INIT: SightInit = { threshold: STEPS, trackVisibility: true, delay: 100 }

export interface FrameGuard {
  stop(): void
}

/**
 * Lets a click that matters count only when what it is about has been seen for a while, whole and with nothing over it:
 * the page around the frame may lay itself over it, make it see-through, cut it to the one button, or bring it under a
 * click that was on its way. Where it can be seen what lies over it, the click waits until that was looked at once more.
 */
export function guardFrame(
  target: HTMLElement,
  { onRefused, now = () => performance.now() }: { onRefused(): void; now?: () => number },
): FrameGuard {
  const page = target.ownerDocument
  let seen: DOMRectReadOnly | null = null
  let clearSince = Number.POSITIVE_INFINITY
  let seesThrough = false
  /** Held back until it was looked at again. */
  let isLooking = false
  let passed: MouseEvent | null = null
  const see = (entry: SightEntry | undefined) => {
    const isClear = entry !== undefined && entry.isIntersecting && entry.isVisible !== false
    seesThrough ||= entry?.isVisible !== undefined
    seen = isClear ? entry.intersectionRect : null
    if (!isClear) clearSince = Number.POSITIVE_INFINITY
    else if (clearSince === Number.POSITIVE_INFINITY) clearSince = now()
  }
  const sight = new IntersectionObserver((entries) => see(entries.at(-1)), INIT)
  sight.observe(target)
  const restart = () => {
    clearSince = page.visibilityState === 'visible' && seen !== null ? now() : Number.POSITIVE_INFINITY
  }
  const isSeen = (deed: Element) => seen !== null && holds(seen, deed.getBoundingClientRect(), page)
  const onClick = (event: MouseEvent) => {
    const path = event.composedPath()
    const deed = path.find((one): one is Element => one instanceof Element && one.matches(DEEDS))
    if (deed === undefined || event === passed) return
    const wasSeen = isSeen(deed)
    const isRipe = wasSeen && now() - clearSince >= GUARD_MS
    if (isRipe && !seesThrough) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (!wasSeen) onRefused()
    else if (isRipe && !isLooking) void lookAgain(deed, path[0] ?? deed, event)
  }
  const lookAgain = async (deed: Element, from: EventTarget, { detail, view }: MouseEvent) => {
    isLooking = true
    const wasClearSince = clearSince
    see(await lookAt(target))
    isLooking = false
    // Hidden and shown again meanwhile, it is as good as new.
    if (!isSeen(deed) || clearSince !== wasClearSince) return onRefused()
    passed = new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, detail, view })
    from.dispatchEvent(passed)
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

/** How it is seen a moment from now; undefined when it is not then, or that is not told, as of a frame that is not drawn. */
async function lookAt(target: HTMLElement): Promise<SightEntry | undefined> {
  await new Promise((done) => setTimeout(done, LOOK_AFTER_MS))
  return new Promise((done) => {
    const end = (entry?: SightEntry) => {
      sight.disconnect()
      clearTimeout(timer)
      done(entry)
    }
    const sight = new IntersectionObserver((entries) => {
      const entry: SightEntry | undefined = entries.at(-1)
      // The first word of an observer is no: nothing was looked at yet.
      if (entry?.isVisible === true) end(entry)
    }, INIT)
    sight.observe(target)
    const timer = setTimeout(end, LOOK_WITHIN_MS)
  })
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
