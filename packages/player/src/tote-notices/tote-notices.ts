import { html, nothing, type TemplateResult } from 'lit'
import { state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { MessageKey } from '../internal/messages/english.ts'
import { LateController } from '../internal/shopping/late-controller.ts'
import { StoreController } from '../internal/store-controller.ts'
import { alertIcon, checkIcon, closeIcon, offlineIcon } from '../internal/theme/icons.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { collectNotices, type ShownNotice } from './collect-notices.ts'
import { NoticeTimes } from './notice-times.ts'
import { toteNoticesStyles } from './tote-notices.styles.ts'

interface Answer {
  readonly part: string
  readonly key: MessageKey
  act(): void
}

/** A link that is lost and found again within this is nothing a shopper has to know. */
const OFFLINE_AFTER_MS = 1000

/**
 * What the shopper should be told: an add that was refused, a price that changed, the basket opened elsewhere, being
 * offline. Told politely to ears, and dismissible; news goes by itself after ten seconds unless pointer or focus is on it.
 *
 * @summary Messages for the shopper.
 * @csspart notices - The whole.
 * @csspart notice - One message; `data-kind` says which.
 * @csspart text - Its words.
 * @csspart dismiss - The button that takes it away.
 * @csspart answers - The answers to a message that has some.
 * @csspart undo - The answer that takes out again what came along into another basket.
 * @csspart remove - The answer that takes away the place that joined.
 * @csspart renew - The answer that still does it.
 * @csspart drop - The answer that lets it go.
 */
export class ToteNotices extends ToteElement {
  static override styles = toteNoticesStyles

  readonly #notices = new StoreController(this, () => this.current?.notices.$notices)
  readonly #joined = new StoreController(this, () => this.current?.journey.$joined)
  readonly #undo = new StoreController(this, () => this.current?.cart.$undo)
  readonly #connection = new StoreController(this, () => this.current?.connection.$connection)
  readonly #offline = new LateController(
    this,
    () => this.#connection.value?.status === 'offline',
    () => this.#offlineLeftMs(),
  )
  readonly #times = new NoticeTimes(this, (id) => this.#dismiss(id))

  /** Dismissed ones that core does not keep a list of: it is told of them by their id. */
  @state() private dismissed: ReadonlySet<string> = new Set()
  #numbers = new WeakMap<object, number>()
  #lastNumber = 0

  override render() {
    const notices = this.#collect()
    this.#times.follow(notices)
    const { pointerIn, pointerOut, focusIn, focusOut } = this.#times.attention
    return html`<section class="notices" part="notices" aria-label=${this.words.text('notices.label')}>
      <div
        role="status"
        aria-atomic="false"
        @pointerenter=${pointerIn}
        @pointerleave=${pointerOut}
        @focusin=${focusIn}
        @focusout=${focusOut}
      >
        <ul>
          ${repeat(
            notices,
            ({ id }) => id,
            (notice) => this.#renderNotice(notice),
          )}
        </ul>
      </div>
    </section>`
  }

  /** Counted from the loss, which core may have found out about later. */
  #offlineLeftMs(): number {
    const connection = this.#connection.value
    const sinceMs = connection?.status === 'offline' ? connection.sinceMs : Date.now()
    return Math.min(OFFLINE_AFTER_MS, Math.max(0, sinceMs + OFFLINE_AFTER_MS - Date.now()))
  }

  #collect(): readonly ShownNotice[] {
    const joined = this.#joined.value ?? null
    const connection = this.#connection.value ?? { status: 'idle' }
    return collectNotices(this.words, {
      notices: this.#notices.value ?? [],
      joined: joined === null ? null : { where: joined.where, id: this.#idOf('joined', joined) },
      brought: this.#undo.value?.kind === 'brought' ? this.#undo.value.titles : null,
      isOffline: this.#offline.isLate,
      refusedId: connection.status === 'refused' ? this.#idOf('refused', connection.error) : null,
    }).filter(({ id }) => !this.dismissed.has(id))
  }

  // The same place may join twice: that is news twice.
  #idOf(kind: string, news: object): string {
    const known = this.#numbers.get(news) ?? ++this.#lastNumber
    this.#numbers.set(news, known)
    return `${kind}-${known}`
  }

  #renderNotice({ id, kind, text, isLasting }: ShownNotice): TemplateResult {
    return html`<li class="notice" part="notice" data-kind=${kind}>
      ${kind === 'offline' ? offlineIcon : kind === 'ordered' || kind === 'brought' ? checkIcon : alertIcon}
      <span class="text" part="text">${text}</span>
      ${this.#renderAnswers(kind)}
      ${
        isLasting
          ? nothing
          : html`<button
              class="icon-button dismiss"
              part="dismiss"
              type="button"
              aria-label=${this.words.text('notice.dismiss')}
              @click=${() => this.#dismiss(id)}
            >
              ${closeIcon}
            </button>`
      }
    </li>`
  }

  #renderAnswers(kind: ShownNotice['kind']) {
    const answers = this.#answersTo(kind)
    if (answers.length === 0) return nothing
    return html`<span class="answers" part="answers">
      ${answers.map(
        ({ part, key, act }) =>
          html`<button class="link-button" part=${part} type="button" @click=${act}>
            ${this.words.text(key)}
          </button>`,
      )}
    </span>`
  }

  #answersTo(kind: ShownNotice['kind']): readonly Answer[] {
    const cart = this.current?.cart
    switch (kind) {
      case 'expired':
        return [
          { part: 'renew', key: 'notice.expiredRenew', act: () => void cart?.renewExpired() },
          { part: 'drop', key: 'notice.expiredDrop', act: () => cart?.dropExpired() },
        ]
      case 'brought':
        return [{ part: 'undo', key: 'cart.undo', act: () => void cart?.undo() }]
      case 'joined':
        return [{ part: 'remove', key: 'notice.joinedRemove', act: () => void this.#remove() }]
      default:
        return []
    }
  }

  async #remove(): Promise<void> {
    const { current: tote } = this
    if (tote === null || (await tote.journey.removeJoined())) return
    // Later than half a minute after it came only the hub's own window takes it away.
    window.open(`${tote.hub}/where`, '_blank', 'noopener')
  }

  #dismiss(id: string) {
    const room = this.current?.notices
    if (room?.$notices.get().some((notice) => notice.id === id) === true) room.dismiss(id)
    else this.dismissed = new Set(this.dismissed).add(id)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-notices': ToteNotices
  }
}
