import { ToteError, type ConsoleSession } from '@tote/protocol'
import type { AuditEntry } from '@tote/protocol/audit'
import { css, html, LitElement, nothing } from 'lit'
import { property, state } from 'lit/decorators.js'
import { consolePageStyles } from '../console-page.styles.ts'
import { consoleStyles } from '../console.styles.ts'
import { dateText } from '../date-text.ts'
import type { HubApi } from '../hub-api.ts'
import { actText } from './act-text.ts'

/**
 * What hosts and associates did, the latest first.
 * @fires console-open-studio
 * @fires console-sign-out
 */
export class ConsoleAudit extends LitElement {
  static override styles = [
    consoleStyles,
    consolePageStyles,
    css`
      main {
        display: grid;
        justify-items: start;
        gap: 1rem;
        max-inline-size: 60rem;
        padding: 1.25rem;
      }
      .table {
        inline-size: 100%;
        overflow-x: auto;
      }
      table {
        inline-size: 100%;
        border-collapse: collapse;
        background: var(--paper);
      }
      th,
      td {
        padding: 0.5rem 0.75rem;
        border-block-end: 1px solid var(--edge);
        text-align: start;
        vertical-align: top;
      }
      /* Ids have nowhere to break; names and times have. */
      td:last-child {
        overflow-wrap: anywhere;
      }
      time {
        font-variant-numeric: tabular-nums;
      }
    `,
  ]

  @property({ attribute: false }) api: Pick<HubApi, 'audit'> | null = null
  @property({ attribute: false }) session: ConsoleSession | null = null
  @state() private entries: readonly AuditEntry[] = []
  /** What to ask for next; null where there is nothing older. */
  @state() private next: number | null = null
  @state() private status: 'asking' | 'told' | 'failed' = 'asking'
  @state() private problem = ''

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus()
    void this.#ask(null)
  }

  override render() {
    const { session, entries } = this
    if (session === null) return nothing
    return html`
      <header>
        <h1 tabindex="-1">What was done</h1>
        <span class="end">
          <span class=${this.problem === '' ? 'soft' : 'error'} role="status">${this.#said()}</span>
          <button @click=${() => this.dispatchEvent(new CustomEvent('console-open-studio'))}>Shows</button>
          <button @click=${() => this.dispatchEvent(new CustomEvent('console-sign-out'))}>Sign out</button>
        </span>
      </header>
      <main>
        <p class="soft">
          Nothing here can be changed or taken out. Shoppers are named by the hub's own ids alone.
        </p>
        ${entries.length === 0 ? nothing : this.#table(entries)}
        ${
          this.next === null && this.status !== 'failed'
            ? nothing
            : html`<button ?disabled=${this.status === 'asking'} @click=${() => void this.#ask(this.next)}>
                ${this.status === 'failed' ? 'Ask again' : 'Older'}
              </button>`
        }
      </main>
    `
  }

  #table(entries: readonly AuditEntry[]) {
    return html`<div class="table" role="region" aria-label="What was done" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
          </tr>
        </thead>
        <tbody>
          ${entries.map(
            ({ at, by, act }) =>
              html`<tr>
                <td><time datetime=${new Date(at).toISOString()}>${dateText(at)}</time></td>
                <td>${by.name}${by.store === undefined ? nothing : html`, ${by.store}`}</td>
                <td>${actText(act)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`
  }

  #said(): string {
    if (this.status === 'asking') return 'Asking the hub…'
    return this.status === 'failed' ? this.problem : `${this.entries.length} shown`
  }

  async #ask(before: number | null): Promise<void> {
    const { api } = this
    if (api === null) return
    this.status = 'asking'
    this.problem = ''
    try {
      const { entries, next } = await api.audit(before)
      this.entries = [...this.entries, ...entries]
      this.next = next
      this.status = 'told'
    } catch (error) {
      this.status = 'failed'
      this.problem = error instanceof ToteError ? error.message : 'The hub answered something unknown.'
      if (error instanceof ToteError && error.code === 'unauthorised')
        this.dispatchEvent(new CustomEvent('console-sign-out'))
    }
  }
}
