type View = Window & typeof globalThis

/** Calls when the page has a moment. */
export function whenIdle(view: View, call: () => void): void {
  // Safari has no idle callback.
  if ('requestIdleCallback' in view) view.requestIdleCallback(call, { timeout: 1000 })
  else setTimeout(call, 200)
}

/** Calls once when the element is about to be seen and, unless it is urgent, the page has a moment. Returns the stop. */
export function onceNear(element: Element, view: View, call: () => void, isUrgent?: boolean): () => void {
  const observer = new view.IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return
      observer.disconnect()
      if (isUrgent) call()
      else whenIdle(view, call)
    },
    // Half a screen ahead: a moment's scroll, and still not what nobody scrolls to.
    { rootMargin: '50%' },
  )
  observer.observe(element)
  return () => observer.disconnect()
}
