import type { PollView } from '@tote/core'
import { html, nothing, type TemplateResult } from 'lit'
import { state } from 'lit/decorators.js'
import { lateEnglish } from '../internal/messages/late-english.ts'
import { StoreController } from '../internal/store-controller.ts'
import { checkIcon, closeIcon } from '../internal/theme/icons.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { PollShown } from './poll-shown.ts'
import { totePollStyles } from './tote-poll.styles.ts'

/**
 * The poll that the picture has reached: its question with a button for each answer, and how the votes stand once the
 * shopper has voted or it is closed. A journey has one vote.
 *
 * @summary The poll of the picture's moment.
 * @csspart poll - The card.
 * @csspart question - The question.
 * @csspart option - One answer: a button, or a bar of its votes.
 * @csspart total - The number of votes.
 * @csspart dismiss - The button that puts it away.
 * @cssproperty [--tote-color-on-scrim-notice=#f3cd97] - What wants attention, over the picture.
 */
export class TotePoll extends ToteElement {
  static override styles = totePollStyles

  @state() private isBusy = false
  @state() private hasFailed = false

  readonly #poll = new StoreController(this, () => this.current?.show.$poll)
  readonly #shown = new PollShown(this)
  #drawn: string | null = null

  protected override get ownEnglish() {
    return lateEnglish
  }

  override render() {
    const poll = this.#shown.pick(this.#poll.value ?? null)
    if (poll?.id !== this.#drawn) this.hasFailed = false
    this.#drawn = poll?.id ?? null
    const isResult = poll !== null && (poll.myVote !== null || !poll.isOpen)
    return html`<section
      class="poll"
      part="poll"
      aria-label=${this.words.text('poll.label')}
      ?data-shown=${poll !== null}
    >
      <p class="question" part="question" role="status">${poll?.question}</p>
      ${poll === null ? nothing : isResult ? this.#renderResult(poll) : this.#renderChoice(poll)}
      <p class="news" role="status">${poll === null ? nothing : this.#newsOf(poll)}</p>
      ${
        poll === null
          ? nothing
          : html`<button
              class="icon-button dismiss"
              part="dismiss"
              type="button"
              aria-label=${this.words.text('poll.dismiss')}
              @click=${() => this.#shown.putAway(poll.id)}
            >
              ${closeIcon}
            </button>`
      }
    </section>`
  }

  override updated(): void {
    // For the player around it, which makes room.
    this.toggleAttribute('data-shown', this.#drawn !== null)
  }

  #renderChoice(poll: PollView): TemplateResult {
    return html`<ul class="options" aria-label=${poll.question}>
      ${poll.options.map(
        ({ text }, index) =>
          html`<li>
            <button
              class="option choice"
              part="option"
              type="button"
              aria-disabled=${this.isBusy ? 'true' : 'false'}
              @click=${() => void this.#vote(index)}
            >
              ${text}
            </button>
          </li>`,
      )}
    </ul>`
  }

  #renderResult(poll: PollView): TemplateResult {
    const { words } = this
    return html`<ul class="options" aria-label=${poll.question}>
        ${poll.options.map(({ text, votes }, index) => {
          const share = poll.totalVotes === 0 ? 0 : votes / poll.totalVotes
          const isMine = poll.myVote === index
          return html`<li class="option result" part="option" ?data-mine=${isMine}>
            <svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
              <rect height="1" width=${Math.round(share * 100)} />
            </svg>
            <span class="name"
              >${text}${isMine ? html`${checkIcon}<span class="ears-only">${words.text('poll.mine')}</span>` : nothing}</span
            >
            <span class="numbers">${words.percent(share)}</span>
          </li>`
        })}
      </ul>
      <p class="total" part="total">
        ${words.text('poll.votes', { count: poll.totalVotes })}${poll.isOpen ? nothing : html` · ${words.text('poll.closed')}`}
      </p>`
  }

  /** For ears, and for eyes when something went wrong. Never the votes: they change twice a second. */
  #newsOf(poll: PollView): TemplateResult | typeof nothing {
    if (this.hasFailed) return html`<span class="fault">${this.words.text('poll.refused')}</span>`
    if (poll.myVote === null) return nothing
    return html`<span class="ears-only">${this.words.text('poll.thanks')}</span>`
  }

  async #vote(option: number): Promise<void> {
    const tote = this.current
    if (tote === null || this.isBusy) return
    // The button that was pressed goes; the focus stays in the card.
    const hadFocus = this.shadowRoot?.activeElement !== null
    this.isBusy = true
    this.hasFailed = false
    // Closed between the look and the press: the result is what they see next, and that is the answer.
    const said = await tote.show.vote(option).catch(() => null)
    this.isBusy = false
    this.hasFailed = said?.status === 'rejected'
    await this.updateComplete
    if (hadFocus && this.shadowRoot?.activeElement === null)
      this.renderRoot.querySelector<HTMLElement>('.dismiss')?.focus({ preventScroll: true })
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-poll': TotePoll
  }
}
