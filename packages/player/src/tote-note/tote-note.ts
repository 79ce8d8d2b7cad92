import { html, nothing } from 'lit'
import { state } from 'lit/decorators.js'
import { lateEnglish } from '../internal/messages/late-english.ts'
import { StoreController } from '../internal/store-controller.ts'
import { closeIcon } from '../internal/theme/icons.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { toteNoteStyles } from './tote-note.styles.ts'

/**
 * What the host wants read: a few words over the picture, once the picture has reached them and as long as they stand in it.
 * A shopper may put a note away; the next one comes.
 *
 * @summary The host's note of the picture's moment.
 * @csspart note - The card.
 * @csspart text - The words.
 * @csspart dismiss - The button that puts it away.
 */
export class ToteNote extends ToteElement {
  static override styles = toteNoteStyles

  @state() private putAway: string | null = null

  readonly #moment = new StoreController(this, () => this.current?.show.$moment)

  protected override get ownEnglish() {
    return lateEnglish
  }

  override render() {
    const note = this.#shown
    return html`<section
      class="note"
      part="note"
      aria-label=${this.words.text('note.label')}
      ?data-shown=${note !== null}
    >
      <p class="text" part="text" role="status" dir="auto">${note?.text}</p>
      ${
        note === null
          ? nothing
          : html`<button
              class="icon-button"
              part="dismiss"
              type="button"
              aria-label=${this.words.text('note.dismiss')}
              @click=${() => (this.putAway = note.name)}
            >
              ${closeIcon}
            </button>`
      }
    </section>`
  }

  get #shown(): { readonly name: string; readonly text: string } | null {
    const note = this.#moment.value?.note ?? null
    if (note === null) return null
    // The same words at another moment are another note.
    const name = `${note.at} ${note.text}`
    return name === this.putAway ? null : { name, text: note.text }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-note': ToteNote
  }
}
