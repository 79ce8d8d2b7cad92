import { css, html, LitElement, nothing } from 'lit'
import { property, state } from 'lit/decorators.js'
import { consoleStyles } from '../console.styles.ts'

/**
 * Asks for the host's key, or an associate's.
 * @fires console-sign-in - The key, as typed; the page answers through `problem`.
 */
export class ConsoleSignIn extends LitElement {
  static override styles = [
    consoleStyles,
    css`
      :host {
        display: grid;
        place-items: center;
        min-block-size: 100dvb;
        padding: 1.5rem;
      }
      form {
        display: grid;
        gap: 0.75rem;
        inline-size: min(24rem, 100%);
        padding: 2rem;
        background: var(--paper);
        border: 1px solid var(--edge);
        border-radius: 1rem;
      }
      h1 {
        font-size: 1.375rem;
        font-weight: 620;
      }
      label {
        display: grid;
        gap: 0.375rem;
        font-weight: 550;
      }
    `,
  ]

  @property() problem = ''
  @state() private isAsking = false

  override willUpdate(): void {
    // Any answer of the page re-renders us: what was asked is settled.
    if (this.problem !== '') this.isAsking = false
  }

  override render() {
    return html`
      <form @submit=${this.#submit}>
        <h1>Tote console</h1>
        <p class="soft">
          Hosts sign in with the key that the hub printed when it started, store associates with their own.
        </p>
        <label>
          Key
          <input
            name="key"
            type="password"
            autocomplete="current-password"
            spellcheck="false"
            required
            aria-describedby="problem"
            aria-invalid=${this.problem === '' ? 'false' : 'true'}
            @input=${() => (this.problem = '')}
          />
        </label>
        <p id="problem" class="error" role="alert">${this.problem === '' ? nothing : this.problem}</p>
        <button class="primary" ?disabled=${this.isAsking}>Sign in</button>
      </form>
    `
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const input = this.renderRoot.querySelector('input')
    const key = input?.value.trim() ?? ''
    if (key === '') return
    this.problem = ''
    this.isAsking = true
    this.dispatchEvent(new CustomEvent('console-sign-in', { detail: key }))
  }
}
