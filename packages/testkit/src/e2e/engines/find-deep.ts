/** In CSS pixels of the window. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** An element that was found: its text as written in the page, and where to point at it. */
export interface Found {
  readonly text: string
  /** The middle of it, when it is drawn, enabled and the top one there; else null. */
  readonly point: Point | null
}

/**
 * Runs in the page, sent as its source, so it uses nothing from outside. A selector may look into open shadow roots:
 * `tote-player >>> [part~="play"]`.
 *
 * @param isToPoint Whether the element is scrolled to and its point found.
 */
export function findDeep(selector: string, isToPoint: boolean): Found | null {
  const within = (root: ParentNode, part: string): Element | null => {
    const found = root.querySelector(part)
    if (found !== null) return found
    for (const { shadowRoot } of root.querySelectorAll('*')) {
      const inside = shadowRoot === null ? null : within(shadowRoot, part)
      if (inside !== null) return inside
    }
    return null
  }
  let root: ParentNode = document
  let element: Element | null = null
  for (const part of selector.split('>>>')) {
    element = within(root, part.trim())
    if (element === null) return null
    root = element.shadowRoot ?? element
  }
  if (element === null) return null
  const text = element.textContent.trim()
  if (!isToPoint || element.matches(':disabled')) return { text, point: null }
  element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
  const { left, top, width, height } = element.getBoundingClientRect()
  if (width === 0 || height === 0) return { text, point: null }
  const x = left + width / 2
  const y = top + height / 2
  let hit = document.elementFromPoint(x, y)
  while (hit?.shadowRoot != null) {
    const inside = hit.shadowRoot.elementFromPoint(x, y)
    if (inside === null || inside === hit) break
    hit = inside
  }
  let node: Node | null = hit
  while (node !== null && node !== element) {
    const slot: Node | null = node instanceof Element ? node.assignedSlot : null
    node = slot ?? node.parentNode ?? (node instanceof ShadowRoot ? node.host : null)
  }
  return { text, point: node === element ? { x, y } : null }
}
