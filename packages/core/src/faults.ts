import type { ToteError } from '@tote/protocol'

/** Tells every fault to whoever listens. A listener that throws does not stop the others. */
export class Faults {
  readonly #listeners = new Set<(error: ToteError) => void>()

  tell(error: ToteError): void {
    for (const listener of this.#listeners) {
      try {
        listener(error)
      } catch {
        // A page's broken listener is not a fault of the show.
      }
    }
  }

  on(listener: (error: ToteError) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
