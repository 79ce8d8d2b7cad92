import type { LitElement, ReactiveController } from 'lit'

/** Less than this from an end is at it: widths are not whole pixels. */
const AT_END_PX = 2
/** What was the last to be seen whole is seen again: the eye keeps its place. */
const PAGE_SHARE = 0.85

/** A row that is scrolled by touch, by wheel, by buttons and by arrow keys, in either direction of writing. */
export class RowScroller implements ReactiveController {
  isAtStart = true
  isAtEnd = true
  readonly #host: LitElement
  #row: HTMLElement | null = null
  #resizes: ResizeObserver | undefined

  constructor(host: LitElement) {
    this.#host = host
    host.addController(this)
  }

  hostUpdated(): void {
    const row = this.#host.renderRoot.querySelector<HTMLElement>('.row')
    if (row !== this.#row) {
      this.#let()
      this.#row = row
      if (row === null) return
      row.addEventListener('scroll', this.#measure, { passive: true })
      this.#resizes = new ResizeObserver(this.#measure)
      this.#resizes.observe(row)
    }
    // Its shows may be others, and what they take up is known once they are laid out.
    requestAnimationFrame(this.#measure)
  }

  hostDisconnected(): void {
    this.#let()
  }

  /** By nearly the width that is seen. */
  page(by: 1 | -1): void {
    const row = this.#row
    if (row === null) return
    row.scrollBy({ left: by * this.#sign(row) * row.clientWidth * PAGE_SHARE })
  }

  /** Arrow keys, Home and End move the focus along the row. */
  readonly onKey = (event: KeyboardEvent): void => {
    const row = this.#row
    if (row === null || event.ctrlKey || event.metaKey || event.altKey) return
    const stops = [...row.querySelectorAll<HTMLElement>('button')]
    const at = stops.findIndex((stop) => stop.matches(':focus'))
    if (at < 0) return
    const next = stops[nextStop(event.key, { at, count: stops.length, sign: this.#sign(row) })]
    if (next === undefined) return
    event.preventDefault()
    next.focus()
  }

  #sign(row: HTMLElement): 1 | -1 {
    return getComputedStyle(row).direction === 'rtl' ? -1 : 1
  }

  #let(): void {
    this.#row?.removeEventListener('scroll', this.#measure)
    this.#resizes?.disconnect()
    this.#row = null
  }

  readonly #measure = (): void => {
    const row = this.#row
    if (row === null) return
    // From right to left it counts down from nought.
    const gone = Math.abs(row.scrollLeft)
    const isAtStart = gone <= AT_END_PX
    const isAtEnd = gone >= row.scrollWidth - row.clientWidth - AT_END_PX
    if (isAtStart === this.isAtStart && isAtEnd === this.isAtEnd) return
    this.isAtStart = isAtStart
    this.isAtEnd = isAtEnd
    this.#host.requestUpdate()
  }
}

function nextStop(key: string, { at, count, sign }: { at: number; count: number; sign: 1 | -1 }): number {
  switch (key) {
    case 'ArrowRight':
      return at + sign
    case 'ArrowLeft':
      return at - sign
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return -1
  }
}
