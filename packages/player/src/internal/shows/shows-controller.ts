import { ToteError, type ListedShow } from '@tote/protocol'
import type { LitElement, ReactiveController } from 'lit'
import { checkSource, type ShowSource } from './check-source.ts'
import { fetchShows } from './fetch-shows.ts'

export type ShowsState =
  /** Nobody is near enough to see them. */
  | { readonly status: 'idle' }
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly shows: readonly ListedShow[]; readonly next: string | null }
  | { readonly status: 'failed'; readonly error: ToteError }

export interface ShowsHost extends LitElement, ShowSource {
  readonly limit: number
  /** Ids of the shows to show, in their order; null for all there are. */
  readonly only: readonly string[] | null
  /** Nothing is asked before somebody wants it. */
  readonly isQuiet?: boolean
  /** @throws ToteError for what makes asking vain. */
  checkBeforeLoad?(): void
  onFault(error: ToteError): void
}

/** Half a screen ahead: there when they are scrolled to, and not asked for where nobody goes. */
const NEAR = '50%'

/** The shows of a gallery: loaded when it is near, by pages, again when its hub or key is another. */
export class ShowsController implements ReactiveController {
  state: ShowsState = { status: 'idle' }
  /** A further page is on its way. */
  isLoadingMore = false
  readonly #host: ShowsHost
  #near: IntersectionObserver | undefined
  #abort = new AbortController()
  #asked = ''

  constructor(host: ShowsHost) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {
    this.#near = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) this.#arrive()
      },
      { rootMargin: NEAR },
    )
    this.#near.observe(this.#host)
  }

  hostUpdated(): void {
    if (this.#asked !== '' && this.#asked !== this.#wanted) this.load()
  }

  hostDisconnected(): void {
    this.#near?.disconnect()
    this.#abort.abort()
    if (this.state.status === 'loading') this.state = { status: 'idle' }
    this.#asked = ''
  }

  /** Begins anew. */
  load(): void {
    this.#abort.abort()
    this.#abort = new AbortController()
    this.#asked = this.#wanted
    this.#set({ status: 'loading' })
    void this.#ask(null)
  }

  loadMore(): void {
    if (this.state.status !== 'ready' || this.state.next === null || this.isLoadingMore) return
    this.isLoadingMore = true
    this.#host.requestUpdate()
    void this.#ask(this.state.next)
  }

  get #wanted(): string {
    const { hub, effectiveKey, limit, only } = this.#host
    return JSON.stringify([hub, effectiveKey, limit, only])
  }

  #arrive(): void {
    if (this.state.status === 'idle' && this.#host.isQuiet !== true) this.load()
  }

  async #ask(after: string | null): Promise<void> {
    const { signal } = this.#abort
    try {
      this.#host.checkBeforeLoad?.()
      const { limit, only } = this.#host
      const { shows, next } = await fetchShows(checkSource(this.#host), { limit, after, only }, signal)
      if (signal.aborted) return
      const known = after !== null && this.state.status === 'ready' ? this.state.shows : []
      // A show that ended meanwhile has moved back in the order, and would come twice.
      const fresh = shows.filter(({ id }) => known.every((show) => show.id !== id))
      this.isLoadingMore = false
      this.#set({ status: 'ready', shows: [...known, ...fresh], next })
    } catch (cause) {
      if (signal.aborted) return
      this.isLoadingMore = false
      const error = cause instanceof ToteError ? cause : new ToteError('internal', undefined, { cause })
      // What is shown stays; the button for more can be pressed again.
      if (after === null) this.#set({ status: 'failed', error })
      else this.#host.requestUpdate()
      this.#host.onFault(error)
    }
  }

  #set(state: ShowsState): void {
    this.state = state
    this.#host.requestUpdate()
  }
}
