import type { ChatMessageView } from '@tote/core'
import { html, nothing, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { ifDefined } from 'lit/directives/if-defined.js'
import { repeat } from 'lit/directives/repeat.js'
import { lateEnglish } from '../internal/messages/late-english.ts'
import { StoreController } from '../internal/store-controller.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { ChatForm } from './chat-form.ts'
import { downIcon, sendIcon } from './chat-icons.ts'
import { ChatNews } from './chat-news.ts'
import { toteChatStyles } from './tote-chat.styles.ts'

/** Over the picture: the last few, as lines of glass. */
const COMPACT_MESSAGES = 2
/** Nearer to the end than this is at the end, and goes on with it. */
const AT_END_PX = 24
/** With more the hub tells each of them a part of what is said. */
const SAMPLED_FROM = 500

/**
 * What is said beside the show, and a line to say something. What others write is text and nothing else. A message that
 * is refused goes back into the line with the reason. Ears hear how much is new, not each message.
 *
 * @summary The chat of a show.
 * @csspart messages - The list.
 * @csspart message - One message; `data-mine` and `data-pending` say whose and whether it was sent.
 * @csspart field - The line to write in.
 * @csspart send - The button that sends it.
 * @csspart status - Why it could not be sent.
 * @cssproperty [--tote-chat-block-size=none] - Height of the list of messages at most.
 */
export class ToteChat extends ToteElement {
  static override styles = toteChatStyles

  /** Only the last words, without a line to write in: for over the picture. */
  @property({ type: Boolean, reflect: true }) compact = false

  @query('.list') private readonly list!: HTMLElement | null
  @state() private unseen = 0

  readonly #messages = new StoreController(this, () => this.current?.chat.$messages)
  readonly #watching = new StoreController(this, () => this.current?.show.$watching)
  readonly #form = new ChatForm(this)
  readonly #news = new ChatNews(this, () => this.#all)
  #isAtEnd = true
  #last: string | undefined

  protected override get ownEnglish() {
    return lateEnglish
  }

  get #all(): readonly ChatMessageView[] {
    return this.#messages.value ?? []
  }

  override willUpdate(): void {
    const last = this.#all.at(-1)?.id
    if (last === this.#last) return
    const from = this.#all.findIndex(({ id }) => id === this.#last)
    if (!this.#isAtEnd && from >= 0) this.unseen += this.#all.length - 1 - from
    this.#last = last
  }

  override updated(): void {
    if (this.#isAtEnd) this.#toEnd()
  }

  override render() {
    if (this.compact) return this.#renderCompact()
    const { words } = this
    return html`<section class="chat" aria-label=${words.text('chat.label')}>
      <div
        class="list"
        part="messages"
        tabindex="0"
        aria-label=${words.text('chat.label')}
        @scroll=${this.#onScroll}
      >
        ${this.#all.length === 0 ? html`<p class="soft empty">${words.text('chat.empty')}</p>` : this.#renderList()}
      </div>
      ${
        this.unseen === 0
          ? nothing
          : html`<button class="newest" type="button" @click=${this.#onNewest}>
              ${downIcon}${words.text('chat.newest', { count: this.unseen })}
            </button>`
      }
      <p class="ears-only" role="status">
        ${this.#news.told === 0 ? nothing : words.text('chat.newest', { count: this.#news.told })}
      </p>
      ${this.#renderForm()}
      ${
        (this.#watching.value ?? 0) > SAMPLED_FROM
          ? html`<p class="soft note">${words.text('chat.sampled')}</p>`
          : nothing
      }
    </section>`
  }

  #renderList(): TemplateResult {
    return html`<ol>
      ${repeat(
        this.#all,
        ({ id }) => id,
        (message) => this.#renderMessage(message),
      )}
    </ol>`
  }

  #renderMessage({ text, isMine, isPending }: ChatMessageView): TemplateResult {
    return html`<li class="message" part="message" ?data-mine=${isMine} ?data-pending=${isPending}>
      ${isMine ? html`<span class="ears-only">${this.words.text('chat.you')}: </span>` : nothing}<bdi>${text}</bdi>${
        isPending ? html`<span class="pending">${this.words.text('chat.sending')}</span>` : nothing
      }
    </li>`
  }

  /** The list in full is read in the panel: here it is a picture of it. */
  #renderCompact(): TemplateResult {
    return html`<ul class="glass" part="messages" aria-hidden="true">
      ${repeat(
        this.#all.slice(-COMPACT_MESSAGES),
        ({ id }) => id,
        ({ text, isMine }) =>
          html`<li class="line" part="message" dir="auto" ?data-mine=${isMine}>${text}</li>`,
      )}
    </ul>`
  }

  #renderForm(): TemplateResult {
    const { words } = this
    const form = this.#form
    const { fault } = form
    return html`<form @submit=${this.#onSubmit}>
      <p class="status" part="status" role="status" id="status">
        ${fault === null ? nothing : words.text(fault, { count: form.waitSeconds })}
      </p>
      <div class="row">
        <input
          class="field"
          part="field"
          type="text"
          autocomplete="off"
          enterkeyhint="send"
          maxlength=${ifDefined(this.current?.chat.maxLength)}
          placeholder=${words.text('chat.write')}
          aria-label=${words.text('chat.write')}
          aria-describedby="status"
          .value=${form.text}
          @input=${(event: Event) => {
            if (event.target instanceof HTMLInputElement) form.write(event.target.value)
          }}
        />
        <button
          class="icon-button send"
          part="send"
          aria-label=${words.text('chat.send')}
          aria-disabled=${form.maySend ? 'false' : 'true'}
        >
          ${sendIcon}
        </button>
      </div>
    </form>`
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    const tote = this.current
    if (tote === null) return
    // One's own words are shown where they are said.
    this.#onNewest()
    void this.#form.send(tote)
  }

  readonly #onScroll = (): void => {
    const { list } = this
    if (list === null) return
    this.#isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < AT_END_PX
    if (this.#isAtEnd) this.unseen = 0
  }

  readonly #onNewest = (): void => {
    this.#isAtEnd = true
    this.unseen = 0
    this.#toEnd()
  }

  #toEnd(): void {
    this.list?.scrollTo({ top: this.list.scrollHeight })
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-chat': ToteChat
  }
}
