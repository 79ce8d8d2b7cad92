import {
  createTote,
  type ChatMessageView,
  type MomentView,
  type PollView,
  type ProductView,
  type Tote,
} from '@tote/core'
import {
  ToteError,
  type ConsoleSession,
  type CueIntent,
  type ProductId,
  type Show,
  type WaitingReport,
} from '@tote/protocol'
import { html, LitElement, nothing } from 'lit'
import { property, state } from 'lit/decorators.js'
import type { DropWish } from '../console-drop/console-drop.ts'
import { consolePageStyles } from '../console-page.styles.ts'
import { consoleStyles } from '../console.styles.ts'
import { follow } from '../follow.ts'
import type { HubApi } from '../hub-api.ts'
import { consoleStudioStyles } from './console-studio.styles.ts'
import { describeIntent } from './describe-intent.ts'
import { followEdge } from './follow-edge.ts'

interface Entry {
  readonly atMs: number
  readonly text: string
  readonly isProblem: boolean
}

/** A long show makes a long list: the last of it is what a host looks at. */
const MAX_ENTRIES = 50

/**
 * Runs one show: what shoppers see, what is on air now, and what the host did.
 * The preview is behind live as any viewer is; the lists follow the encoder's own moment.
 * @fires console-open-sales
 * @fires console-open-pickups
 * @fires console-open-audit
 * @fires console-sign-out
 */
export class ConsoleStudio extends LitElement {
  static override styles = [consoleStyles, consolePageStyles, consoleStudioStyles]

  @property({ attribute: false }) api: HubApi | null = null
  @property({ attribute: false }) session: ConsoleSession | null = null
  @state() private show: Show | null = null
  @state() private products: readonly ProductView[] = []
  @state() private pinned: readonly ProductId[] = []
  @state() private note: MomentView['note'] = null
  @state() private poll: PollView | null = null
  @state() private messages: readonly ChatMessageView[] = []
  @state() private isAsking = false
  @state() private watching: number | null = null
  @state() private isOnline = false
  @state() private waiting: WaitingReport['lines'] = []
  @state() private busyWith: ReadonlySet<ProductId> = new Set()
  @state() private entries: readonly Entry[] = []

  #leaveShow: () => void = () => undefined
  /** Programme time at the encoder. */
  #hubNow: () => number = () => Date.now()

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leaveShow()
    this.show = null
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.requestUpdate()
  }

  override willUpdate(): void {
    // Leaving the page is an update too, and would follow the show from nowhere.
    if (this.session === null || this.show !== null || !this.isConnected) return
    const shows = this.session.shows
    const first = shows.find((show) => show.status === 'live') ?? shows[0]
    if (first !== undefined) this.#enterShow(first, this.session)
  }

  override render() {
    const { session, show } = this
    if (session === null) return nothing
    if (show === null) return html`<main><p>${session.tenant.name} has no show yet.</p></main>`
    return html`
      <header>
        <h1>${show.title}</h1>
        ${show.status === 'live' ? html`<span class="live">LIVE</span>` : html`<span class="soft">Replay</span>`}
        <span class="soft">${this.watching === null ? nothing : `${this.watching} watching`}</span>
        <span class="end">
          ${session.shows.length > 1 ? this.#showChoice(session, show) : nothing}
          <span class="soft" role="status">${this.isOnline ? 'Connected' : 'Reconnecting…'}</span>
          <button @click=${() => this.dispatchEvent(new CustomEvent('console-open-sales'))}>Sales</button>
          <button @click=${() => this.dispatchEvent(new CustomEvent('console-open-pickups'))}>Orders</button>
          <button @click=${() => this.dispatchEvent(new CustomEvent('console-open-audit'))}>Log</button>
          <button @click=${() => this.dispatchEvent(new CustomEvent('console-sign-out'))}>Sign out</button>
        </span>
      </header>
      <main>
        <section class="preview" aria-labelledby="preview-title">
          <h2 id="preview-title">What shoppers see</h2>
          <tote-player hub=${location.origin} key=${session.key} show=${show.id} muted autoplay></tote-player>
        </section>
        <section aria-labelledby="products-title">
          <h2 id="products-title">Products</h2>
          <div class="products">
            ${this.products.map(
              (product) =>
                html`<tote-console-product
                  .product=${product}
                  .waiting=${this.waiting}
                  ?pinned=${this.pinned.includes(product.id)}
                  ?busy=${this.busyWith.has(product.id)}
                  @console-intent=${(event: CustomEvent<CueIntent>) => void this.#post(event.detail, show)}
                  @console-drop=${(event: CustomEvent<DropWish>) => {
                    const { intent, inMinutes } = event.detail
                    const at = inMinutes === 0 ? undefined : this.#hubNow() + inMinutes * 60_000
                    void this.#post(intent, show, at)
                  }}
                ></tote-console-product>`,
            )}
          </div>
        </section>
        <div class="beside">
          <section aria-labelledby="note-title">
            <h2 id="note-title">Note over the picture</h2>
            <tote-console-note
              .note=${this.note}
              ?busy=${this.isAsking}
              @console-intent=${(event: CustomEvent<CueIntent>) => void this.#post(event.detail, show)}
            ></tote-console-note>
          </section>
          <section aria-labelledby="crowd-title">
            <h2 id="crowd-title">Poll and chat</h2>
            <tote-console-crowd
              .poll=${this.poll}
              .messages=${this.messages}
              ?busy=${this.isAsking}
              @console-intent=${(event: CustomEvent<CueIntent>) => void this.#post(event.detail, show)}
            ></tote-console-crowd>
          </section>
          <section aria-labelledby="tracking-title">
            <h2 id="tracking-title">What pages tell</h2>
            <tote-console-tracking .api=${this.api} .showId=${show.id}></tote-console-tracking>
          </section>
          <section aria-labelledby="log-title">
            <h2 id="log-title">What you did</h2>
            ${
              this.entries.length === 0
                ? html`<p class="soft">
                    Pin a product: its card appears for each shopper when their picture reaches this moment.
                  </p>`
                : nothing
            }
            <div role="log" aria-labelledby="log-title">
              <ol>
                ${this.entries.map(
                  ({ atMs, text, isProblem }) =>
                    html`<li class=${isProblem ? 'error' : ''}>
                      <time datetime=${new Date(atMs).toISOString()}
                        >${new Date(atMs).toLocaleTimeString()}</time
                      >${text}
                    </li>`,
                )}
              </ol>
            </div>
          </section>
        </div>
      </main>
    `
  }

  #showChoice(session: ConsoleSession, show: Show) {
    return html`<label>
      Show
      <select
        @change=${(event: Event) => {
          const id = event.target instanceof HTMLSelectElement ? event.target.value : ''
          const chosen = session.shows.find((other) => other.id === id)
          if (chosen !== undefined) this.#enterShow(chosen, session)
        }}
      >
        ${session.shows.map(({ id, title }) => html`<option value=${id} ?selected=${id === show.id}>${title}</option>`)}
      </select>
    </label>`
  }

  #enterShow(show: Show, session: ConsoleSession): void {
    this.#leaveShow()
    this.show = show
    const tote = createTote({ hub: location.origin, key: session.key, show: show.id })
    const { api } = this
    this.#hubNow = () => Math.round(tote.connection.hubNow())
    const stops = [
      ...this.#mirror(tote),
      followEdge(tote),
      ...(api === null
        ? []
        : [follow(() => api.waiting(), { onTold: ({ lines }) => (this.waiting = lines) })]),
    ]
    void tote.start()
    this.#leaveShow = () => {
      for (const stop of stops) stop()
      tote.stop()
    }
  }

  #mirror(tote: Tote): (() => void)[] {
    return [
      tote.show.$products.subscribe((products) => (this.products = products)),
      tote.show.$moment.subscribe(({ pinned, note }) => {
        this.pinned = pinned.map(({ id }) => id)
        this.note = note
      }),
      tote.show.$poll.subscribe((poll) => (this.poll = poll)),
      tote.chat.$messages.subscribe((messages) => (this.messages = messages)),
      tote.show.$watching.subscribe((watching) => (this.watching = watching)),
      tote.connection.$connection.subscribe(({ status }) => (this.isOnline = status === 'online')),
    ]
  }

  async #post(intent: CueIntent, show: Show, at?: number): Promise<void> {
    const product =
      'productId' in intent ? this.products.find(({ id }) => id === intent.productId) : undefined
    if (product === undefined) this.isAsking = true
    else this.busyWith = new Set([...this.busyWith, product.id])
    const text = describeIntent(intent, product)
    try {
      const event = await this.api?.postCue(show.id, intent, at)
      this.#log({ atMs: event?.at ?? Date.now(), text, isProblem: false })
    } catch (error) {
      const why = error instanceof ToteError ? error.message : 'The hub answered something unknown.'
      this.#log({ atMs: Date.now(), text: `Not done: ${text} ${why}`, isProblem: true })
      if (error instanceof ToteError && error.code === 'unauthorised')
        this.dispatchEvent(new CustomEvent('console-sign-out'))
    } finally {
      if (product === undefined) this.isAsking = false
      this.busyWith = new Set([...this.busyWith].filter((id) => id !== product?.id))
    }
  }

  #log(entry: Entry): void {
    this.entries = [entry, ...this.entries].slice(0, MAX_ENTRIES)
  }
}
