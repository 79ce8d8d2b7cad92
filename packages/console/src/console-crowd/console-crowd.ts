import type { ChatMessageView, PollView } from '@tote/core'
import { limits, type CueIntent } from '@tote/protocol'
import { html, LitElement, nothing } from 'lit'
import { property, state } from 'lit/decorators.js'
import { consoleStyles } from '../console.styles.ts'
import { consoleCrowdStyles } from './console-crowd.styles.ts'

/** Enough for most; a poll asks for two. */
const OPTION_FIELDS = Array.from({ length: 4 }, (_, index) => index)

/**
 * What viewers say and vote: a poll in one form, its votes while it is open, and the chat with a way to take
 * a message away.
 * @fires console-intent - A `CueIntent` the host asked for.
 */
export class ConsoleCrowd extends LitElement {
  static override styles = [consoleStyles, consoleCrowdStyles]

  @property({ attribute: false }) poll: PollView | null = null
  @property({ attribute: false }) messages: readonly ChatMessageView[] = []
  @property({ type: Boolean }) busy = false
  @state() private problem = ''

  override render() {
    const { poll } = this
    return html`
      ${poll === null ? nothing : this.#poll(poll)} ${poll?.isOpen === true ? nothing : this.#form()}
      <h3 id="chat-title">Chat</h3>
      ${this.messages.length === 0 ? html`<p class="soft">Nobody has said anything yet.</p>` : nothing}
      <ol aria-labelledby="chat-title">
        ${this.messages.toReversed().map(
          ({ id, text }) =>
            html`<li>
              <span id=${id}>${text}</span>
              <button
                aria-describedby=${id}
                ?disabled=${this.busy}
                @click=${() => this.#ask({ kind: 'removeMessage', messageId: id })}
              >
                Remove
              </button>
            </li>`,
        )}
      </ol>
    `
  }

  #poll({ id, question, options, isOpen, totalVotes }: PollView) {
    return html`<div class="poll">
      <h3>${question}</h3>
      <ul>
        ${options.map(({ text, votes }) => html`<li><span>${text}</span><strong>${votes}</strong></li>`)}
      </ul>
      <p class="soft">${totalVotes} ${totalVotes === 1 ? 'vote' : 'votes'}${isOpen ? '' : ', closed'}</p>
      ${
        isOpen
          ? html`<button ?disabled=${this.busy} @click=${() => this.#ask({ kind: 'closePoll', pollId: id })}>
              Close the poll
            </button>`
          : nothing
      }
    </div>`
  }

  #form() {
    return html`<form @submit=${(event: SubmitEvent) => this.#openPoll(event)}>
      <label
        >Question<input name="question" autocomplete="off" maxlength="120" aria-describedby="problem"
      /></label>
      ${OPTION_FIELDS.map(
        (index) =>
          html`<label
            >Answer ${index + 1}${index < 2 ? '' : ' (optional)'}<input
              name="option"
              autocomplete="off"
              maxlength="60"
          /></label>`,
      )}
      <button class="primary" ?disabled=${this.busy}>Launch the poll</button>
      <p id="problem" class="error" role="alert">${this.problem === '' ? nothing : this.problem}</p>
    </form>`
  }

  #openPoll(event: SubmitEvent): void {
    event.preventDefault()
    const question = this.#valuesOf('question')[0] ?? ''
    const options = this.#valuesOf('option')
      .filter((text) => text !== '')
      .slice(0, limits.maxPollOptions)
    const isWhole = question !== '' && options.length >= 2
    this.problem = isWhole ? '' : 'A poll has a question and at least two answers.'
    if (isWhole) this.#ask({ kind: 'openPoll', question, options })
  }

  #valuesOf(name: string): string[] {
    return [...this.renderRoot.querySelectorAll<HTMLInputElement>(`input[name=${name}]`)].map((input) =>
      input.value.trim(),
    )
  }

  #ask(intent: CueIntent): void {
    this.dispatchEvent(new CustomEvent('console-intent', { detail: intent, bubbles: true, composed: true }))
  }
}
