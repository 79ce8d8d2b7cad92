/** A finger that trembles is not one that drags. */
const SLOP_PX = 6

export interface DragOptions {
  /** Let go of, at this place. */
  onDrop(box: DOMRect): void
  /** Pressed and let go of without moving. */
  onTap(): void
}

/** Lets a pointer carry the stage about. Buttons on it stay buttons. Returns the stop. */
export function followDrag(stage: HTMLElement, { onDrop, onTap }: DragOptions): () => void {
  const life = new AbortController()
  const { signal } = life
  let from: { x: number; y: number; id: number } | null = null
  let isMoved = false

  const onDown = (event: PointerEvent) => {
    if (event.button !== 0 || isButton(event)) return
    from = { x: event.clientX, y: event.clientY, id: event.pointerId }
    isMoved = false
    stage.setPointerCapture(event.pointerId)
  }
  const onMove = (event: PointerEvent) => {
    if (from === null || event.pointerId !== from.id) return
    const [x, y] = [event.clientX - from.x, event.clientY - from.y]
    if (!isMoved && Math.hypot(x, y) < SLOP_PX) return
    isMoved = true
    stage.toggleAttribute('data-dragged', true)
    stage.style.setProperty('translate', `${x}px ${y}px`)
  }
  const onUp = (event: PointerEvent) => {
    if (from === null || event.pointerId !== from.id) return
    from = null
    stage.toggleAttribute('data-dragged', false)
    if (isMoved) onDrop(stage.getBoundingClientRect())
    else if (event.type === 'pointerup') onTap()
  }
  stage.addEventListener('pointerdown', onDown, { signal })
  stage.addEventListener('pointermove', onMove, { signal })
  stage.addEventListener('pointerup', onUp, { signal })
  stage.addEventListener('pointercancel', onUp, { signal })
  return () => {
    life.abort()
    stage.toggleAttribute('data-dragged', false)
  }
}

function isButton(event: PointerEvent): boolean {
  return event.composedPath().some((target) => target instanceof HTMLButtonElement)
}
