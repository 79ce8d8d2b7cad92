import type { LitElement, ReactiveController } from 'lit'

export interface Staying<Item> {
  readonly item: Item
  readonly isLeaving: boolean
}

/** Keeps what was taken out of a list drawn until its animation is over. The drawn element carries `data-leaving`. */
export class LeavingController<Item extends { readonly id: string }> implements ReactiveController {
  readonly #host: LitElement
  #shown: readonly Staying<Item>[] = []

  constructor(host: LitElement) {
    this.#host = host
    host.addController(this)
  }

  /** Call in render, once: what to draw, those that leave first. */
  track(items: readonly Item[]): readonly Staying<Item>[] {
    const leaving = this.#shown
      .filter(({ item }) => items.every(({ id }) => id !== item.id))
      .map(({ item }) => ({ item, isLeaving: true }))
    this.#shown = [...leaving, ...items.map((item) => ({ item, isLeaving: false }))]
    return this.#shown
  }

  hostUpdated() {
    const leaving = this.#shown.filter(({ isLeaving }) => isLeaving)
    if (leaving.length > 0) void this.#letGo(leaving)
  }

  hostDisconnected() {
    this.#shown = []
  }

  async #letGo(leaving: readonly Staying<Item>[]) {
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
