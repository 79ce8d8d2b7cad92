import { ToteError } from '@tote/protocol'
import { css, html, LitElement } from 'lit'
import { property, state } from 'lit/decorators.js'
import { consoleStyles } from '../console.styles.ts'
import type { HubApi } from '../hub-api.ts'

/** Gives a shopper points, or takes some, with a word why. */
export class ConsolePoints extends LitElement {
  static override styles = [
    consoleStyles,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 0.75rem;
      }
      label {
        display: grid;
        gap: 0.25rem;
      }
    `,
  ]

  @property({ attribute: false }) api: Pick<HubApi, 'adjustPoints'> | null = null
  @state() private said = ''
  @state() private isFailed = false
  @state() private isBusy = false
  /** Names the act until the hub has answered: pressed again after a lost answer it is the same one. */
  #ref: string = crypto.randomUUID()

  override render() {
    return html`<form aria-label="Points of a shopper" @submit=${this.#submit} @input=${this.#change}>
        <label
          >Points of the shopper <input name="subject" required maxlength="128" autocomplete="off"
        /></label>
        <label>More or fewer <input name="points" type="number" step="1" required /></label>
        <label>Why <input name="note" required maxlength="200" autocomplete="off" /></label>
        <button ?disabled=${this.isBusy}>Change</button>
      </form>
      <p class=${this.isFailed ? 'error' : 'soft'} role="status">${this.said}</p>`
  }

  readonly #change = (): void => {
    this.#ref = crypto.randomUUID()
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const { currentTarget: form } = event
    if (form instanceof HTMLFormElement) void this.#send(form)
  }

  async #send(form: HTMLFormElement): Promise<void> {
    const { api } = this
    if (api === null) return
    const read = (name: string) =>
      form.querySelector<HTMLInputElement>(`input[name=${name}]`)?.value.trim() ?? ''
    const subject = read('subject')
    this.isBusy = true
    try {
      const asked = { subject, points: Number(read('points')), note: read('note'), ref: this.#ref }
      const { balance } = await api.adjustPoints(asked)
      this.isFailed = false
      this.said = `${subject} has ${balance} points now.`
      form.reset()
      this.#change()
    } catch (error) {
      this.isFailed = true
      this.said = error instanceof ToteError ? error.message : 'The hub does not answer.'
    } finally {
      this.isBusy = false
    }
  }
}
