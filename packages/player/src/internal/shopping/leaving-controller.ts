import type { ProductView } from '@tote/core'
import type { LitElement, ReactiveController } from 'lit'

export interface ShownProduct {
  readonly product: ProductView
  readonly isLeaving: boolean
}

/** Keeps a product that is no longer shown drawn until its animation is over. The drawn element carries `data-leaving`. */
export class LeavingController implements ReactiveController {
  readonly #host: LitElement
  #shown: readonly ShownProduct[] = []

  constructor(host: LitElement) {
    this.#host = host
    host.addController(this)
  }

  /** Call in render, once: what to draw, those that leave first. */
  track(products: readonly ProductView[]): readonly ShownProduct[] {
    const leaving = this.#shown
      .filter(({ product }) => products.every(({ id }) => id !== product.id))
      .map(({ product }) => ({ product, isLeaving: true }))
    this.#shown = [...leaving, ...products.map((product) => ({ product, isLeaving: false }))]
    return this.#shown
  }

  hostUpdated() {
    const leaving = this.#shown.filter(({ isLeaving }) => isLeaving)
    if (leaving.length > 0) void this.#letGo(leaving)
  }

  hostDisconnected() {
    this.#shown = []
  }

  async #letGo(leaving: readonly ShownProduct[]) {
    const drawn = [...this.#host.renderRoot.querySelectorAll('[data-leaving]')]
    // None when motion is off or the element is not rendered: then it goes at once.
    await Promise.allSettled(
      drawn.flatMap((element) => element.getAnimations()).map(({ finished }) => finished),
    )
    if (!leaving.some((gone) => this.#shown.includes(gone))) return
    this.#shown = this.#shown.filter((shown) => !leaving.includes(shown))
    this.#host.requestUpdate()
  }
}
