import { html, nothing, type TemplateResult } from 'lit'
import { state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { LateController } from '../internal/shopping/late-controller.ts'
import { StoreController } from '../internal/store-controller.ts'
import { alertIcon, closeIcon, offlineIcon } from '../internal/theme/icons.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { collectNotices, type ShownNotice } from './collect-notices.ts'
import { NoticeTimes } from './notice-times.ts'
import { toteNoticesStyles } from './tote-notices.styles.ts'

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
 */
export class ToteNotices extends ToteElement {
  static override styles = toteNoticesStyles

  readonly #notices = new StoreController(this, () => this.current?.notices.$notices)
  readonly #joined = new StoreController(this, () => this.current?.journey.$joined)
  readonly #connection = new StoreController(this, () => this.current?.connection.$connection)
  readonly #offline = new LateController(
    this,
    () => this.#connection.value?.status === 'offline',
    OFFLINE_AFTER_MS,
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

  #collect(): readonly ShownNotice[] {
    const joined = this.#joined.value ?? null
    const connection = this.#connection.value ?? { status: 'idle' }
    return collectNotices(this.words, {
      notices: this.#notices.value ?? [],
      joined: joined === null ? null : { where: joined.where, id: this.#idOf('joined', joined) },
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
      ${kind === 'offline' ? offlineIcon : alertIcon}
      <span class="text" part="text">${text}</span>
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
