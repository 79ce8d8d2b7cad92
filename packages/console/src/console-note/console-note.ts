import type { MomentView } from '@tote/core'
import { limits, type CueIntent } from '@tote/protocol'
import { html, LitElement, nothing } from 'lit'
import { property, state } from 'lit/decorators.js'
import { consoleStyles } from '../console.styles.ts'
import { consoleNoteStyles } from './console-note.styles.ts'

/**
 * The host's note over the picture: a line to write it in, and the one that stands, with a way to take it away.
 * @fires console-intent - A `CueIntent` the host asked for.
 */
export class ConsoleNote extends LitElement {
  static override styles = [consoleStyles, consoleNoteStyles]

  @property({ attribute: false }) note: MomentView['note'] = null
  @property({ type: Boolean }) busy = false
  @state() private problem = ''

  override render() {
    const { note } = this
    return html`
      ${
        note == null
          ? nothing
          : html`<div class="shown">
              <p id="shown">${note.text}</p>
              <button
                aria-describedby="shown"
                ?disabled=${this.busy}
                @click=${() => this.#ask({ kind: 'clearNote' })}
              >
                Take it away
              </button>
            </div>`
      }
      <form @submit=${(event: SubmitEvent) => this.#show(event)}>
        <label
          >Note<input
            name="note"
            autocomplete="off"
            maxlength=${limits.maxHostNoteLength}
            aria-describedby="problem"
        /></label>
        <button class="primary" ?disabled=${this.busy}>Show the note</button>
        <p id="problem" class="error" role="alert">${this.problem === '' ? nothing : this.problem}</p>
      </form>
    `
  }

  #show(event: SubmitEvent): void {
    event.preventDefault()
    const input = this.renderRoot.querySelector('input')
    const text = input?.value.trim() ?? ''
    this.problem = text === '' ? 'A note has at least one word.' : ''
    if (input == null || text === '') return
    this.#ask({ kind: 'showNote', text })
    input.value = ''
  }

  #ask(intent: CueIntent): void {
    this.dispatchEvent(new CustomEvent('console-intent', { detail: intent, bubbles: true, composed: true }))
  }
}
