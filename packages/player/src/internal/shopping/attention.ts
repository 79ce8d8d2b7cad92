/** Holds a time while a shopper's pointer or focus is on something, so that it does not go away under them. */
export class Attention {
  readonly #hold: () => () => void
  readonly #by = new Set<'pointer' | 'focus'>()
  #release: (() => void) | undefined

  constructor(hold: () => () => void) {
    this.#hold = hold
  }

  readonly pointerIn = () => this.#enter('pointer')
  readonly pointerOut = () => this.#leave('pointer')
  readonly focusIn = () => this.#enter('focus')
  readonly focusOut = () => this.#leave('focus')

  /** What was attended to is gone. */
  end() {
    this.#by.clear()
    this.#letGo()
  }

  #enter(by: 'pointer' | 'focus') {
    this.#by.add(by)
    this.#release ??= this.#hold()
  }

  #leave(by: 'pointer' | 'focus') {
    this.#by.delete(by)
    if (this.#by.size === 0) this.#letGo()
  }

  #letGo() {
    this.#release?.()
    this.#release = undefined
  }
}
