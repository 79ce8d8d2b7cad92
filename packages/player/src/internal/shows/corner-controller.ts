import type { LitElement, ReactiveController } from 'lit'
import { freeCorner, type Corner } from './free-corner.ts'

export interface CornerHost extends LitElement {
  readonly wantedCorner: Corner
}

/** Keeps what floats in a corner from covering what has the focus, wherever on the page that is and scrolls to. */
export class CornerController implements ReactiveController {
  /** Null while there is no corner that is free. */
  corner: Corner | null = 'bottom-end'
  readonly #host: CornerHost
  #stop: (() => void) | undefined
  #focused: Element | null = null
  #frame = 0

  constructor(host: CornerHost) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {
    const { ownerDocument: page } = this.#host
    const stop = new AbortController()
    const { signal } = stop
    page.addEventListener('focusin', this.#onFocus, { signal })
    page.addEventListener('focusout', () => this.#follow(null), { signal })
    for (const event of ['scroll', 'resize'] as const)
      page.defaultView?.addEventListener(event, this.#later, { signal, passive: true, capture: true })
    this.#stop = () => stop.abort()
  }

  hostUpdated(): void {
    this.#later()
  }

  hostDisconnected(): void {
    this.#stop?.()
    cancelAnimationFrame(this.#frame)
    this.#focused = null
  }

  readonly #onFocus = (event: FocusEvent): void => {
    const [target] = event.composedPath()
    const isOwn = event.composedPath().includes(this.#host)
    this.#follow(target instanceof Element && !isOwn ? target : null)
  }

  #follow(focused: Element | null): void {
    this.#focused = focused
    this.#later()
  }

  // Once a frame, and after the page has scrolled to what it focused.
  readonly #later = (): void => {
    cancelAnimationFrame(this.#frame)
    this.#frame = requestAnimationFrame(() => this.#settle())
  }

  #settle(): void {
    const next = this.#find()
    if (next === this.corner) return
    this.corner = next
    this.#host.requestUpdate()
  }

  #find(): Corner | null {
    const { wantedCorner: wanted, renderRoot } = this.#host
    const floating = renderRoot.querySelector('.float')?.getBoundingClientRect()
    if (floating === undefined || this.#focused?.isConnected !== true) return wanted
    const { clientWidth: width, clientHeight: height } = this.#host.ownerDocument.documentElement
    // Its distance from the nearer edges belongs to it.
    const margin = Math.min(floating.top, height - floating.bottom, floating.left, width - floating.right)
    const around = Math.max(margin, 0)
    return freeCorner({
      wanted,
      size: { width: floating.width + around, height: floating.height + around },
      viewport: { width, height },
      focus: this.#focused.getBoundingClientRect(),
      isRtl: getComputedStyle(this.#host).direction === 'rtl',
    })
  }
}
