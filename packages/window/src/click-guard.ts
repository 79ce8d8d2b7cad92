import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Longer than a double click: a window that opens under one is not answered by its second half. */
export const GUARD_MS = 500

/** Lets a click count only once its question has been seen for a while, in a window that is seen. */
export class ClickGuard implements ReactiveController {
  readonly #page: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>
  readonly #now: () => number
  #since = Number.POSITIVE_INFINITY

  constructor(
    host: ReactiveControllerHost,
    {
      page = document,
      now = () => performance.now(),
    }: {
      page?: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>
      now?: () => number
    } = {},
  ) {
    this.#page = page
    this.#now = now
    host.addController(this)
  }

  hostConnected(): void {
    this.#page.addEventListener('visibilitychange', this.restart)
    this.restart()
  }

  hostDisconnected(): void {
    this.#page.removeEventListener('visibilitychange', this.restart)
  }

  /** Another question is shown now, or the window was just brought to the front. */
  readonly restart = (): void => {
    this.#since = this.#page.visibilityState === 'visible' ? this.#now() : Number.POSITIVE_INFINITY
  }

  get mayAct(): boolean {
    return this.#now() - this.#since >= GUARD_MS
  }
}
