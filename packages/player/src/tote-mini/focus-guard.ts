import type { Box } from './corners.ts'

/** Tells where the page's focus is, whenever it or the page under it moves; not while it is on the stage itself. Returns the stop. */
export function watchFocus(stage: HTMLElement, onFocus: (box: Box) => void): () => void {
  const page = stage.ownerDocument
  const view = page.defaultView
  const life = new AbortController()
  let asked = 0
  const look = () => {
    asked = 0
    const focus = deepFocus(page)
    if (focus === null || focus === page.body || isInside(focus, stage)) return
    onFocus(focus.getBoundingClientRect())
  }
  // After the browser has scrolled to it.
  const ask = () => {
    if (asked === 0) asked = view?.requestAnimationFrame(look) ?? 0
  }
  page.addEventListener('focusin', ask, { signal: life.signal })
  page.addEventListener('scroll', ask, { signal: life.signal, passive: true, capture: true })
  view?.addEventListener('resize', ask, { signal: life.signal })
  ask()
  return () => {
    life.abort()
    view?.cancelAnimationFrame(asked)
  }
}

function deepFocus(page: Document): Element | null {
  let focus = page.activeElement
  while (focus?.shadowRoot?.activeElement != null) focus = focus.shadowRoot.activeElement
  return focus
}

function isInside(element: Element, stage: Element): boolean {
  let at: Node | null = element
  while (at !== null) {
    if (at === stage) return true
    at = at.parentNode ?? (at instanceof ShadowRoot ? at.host : null)
  }
  return false
}
