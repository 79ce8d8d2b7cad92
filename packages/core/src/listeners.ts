/** Tells news to whoever listens. A listener that throws does not stop the others. */
export class Listeners<News> {
  readonly #listeners = new Set<(news: News) => void>()

  tell(news: News): void {
    for (const listener of this.#listeners) {
      try {
        listener(news)
      } catch {
        // A page's broken listener is not a fault of the show.
      }
    }
  }

  /** Returns the stop. */
  on(listener: (news: News) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
