import type { ReactionKind } from '@tote/protocol'
import { html, nothing } from 'lit'
import { property } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { lateEnglish } from '../internal/messages/late-english.ts'
import { StoreController } from '../internal/store-controller.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { REACTIONS, SIGNS } from './reactions.ts'
import { spreadBurst } from './spread-burst.ts'
import { toteReactionsStyles } from './tote-reactions.styles.ts'

interface Flight {
  readonly id: number
  readonly kind: ReactionKind
}

/** What is still in the air; more would be a wall. */
const MOST_IN_AIR = 30

/**
 * A button for each reaction, and what the crowd shows, as signs that rise over the picture. Where the shopper wants less
 * motion the signs stand and fade. Nothing of it is read out: only the buttons are.
 *
 * @summary Reactions of the crowd.
 * @csspart button - One of the buttons.
 */
export class ToteReactions extends ToteElement {
  static override styles = toteReactionsStyles

  /** Only the heart: for over the picture. */
  @property({ type: Boolean, reflect: true }) compact = false

  readonly #burst = new StoreController(this, () => this.current?.chat.$reactions)
  #flights: readonly Flight[] = []
  #shownBurst: number | undefined
  #last = 0

  protected override get ownEnglish() {
    return lateEnglish
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#flights = []
  }

  override render() {
    this.#take()
    const kinds = this.compact ? (['heart'] as const) : REACTIONS
    return html`<div class="buttons" role="group" aria-label=${this.words.text('react.label')}>
        ${kinds.map(
          (kind) =>
            html`<button
              class="icon-button"
              part="button"
              type="button"
              aria-label=${this.words.text(`react.${kind}`)}
              @click=${() => this.current?.chat.react(kind)}
            >
              <span aria-hidden="true">${SIGNS[kind]}</span>
            </button>`,
        )}
      </div>
      ${
        this.compact
          ? html`<div class="air" aria-hidden="true">
              ${repeat(
                this.#flights,
                ({ id }) => id,
                ({ id, kind }) =>
                  html`<span class="sign" data-way=${id % 5} @animationend=${() => this.#land(id)}
                    >${SIGNS[kind]}</span
                  >`,
              )}
            </div>`
          : nothing
      }`
  }

  #take(): void {
    const burst = this.#burst.value ?? null
    const isFirst = this.#shownBurst === undefined
    if (burst?.id === this.#shownBurst) return
    this.#shownBurst = burst?.id ?? 0
    // What was there before we came is not news.
    if (burst === null || isFirst) return
    const fresh = spreadBurst(burst).map((kind) => ({ id: ++this.#last, kind }))
    this.#flights = [...this.#flights, ...fresh].slice(-MOST_IN_AIR)
  }

  #land(id: number): void {
    this.#flights = this.#flights.filter((flight) => flight.id !== id)
    this.requestUpdate()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-reactions': ToteReactions
  }
}
