/**
 * Runs in the page, sent as its source, so it uses nothing from outside: the first frame that was led to this origin,
 * wherever it stands.
 */
export function findFrame(origin: string): HTMLIFrameElement | null {
  const within = (root: ParentNode): HTMLIFrameElement | null => {
    for (const element of root.querySelectorAll('*')) {
      if (element instanceof HTMLIFrameElement && new URL(element.src, 'about:blank').origin === origin)
        return element
      const inside = element.shadowRoot === null ? null : within(element.shadowRoot)
      if (inside !== null) return inside
    }
    return null
  }
  return within(document)
}

/** As the source of a function of an origin: where that frame stands in the window; null where there is none. */
export const FRAME_CORNER = `(origin) => {
  const frame = (${findFrame.toString()})(origin)
  if (frame === null) return null
  const { left, top } = frame.getBoundingClientRect()
  return { x: left + frame.clientLeft, y: top + frame.clientTop }
}`
