import {
  formatMoney,
  money,
  ToteError,
  type ConsoleSession,
  type CreditGroup,
  type CreditReport,
} from '@tote/protocol'
import { html, LitElement, nothing } from 'lit'
import { property, state } from 'lit/decorators.js'
import { consolePageStyles } from '../console-page.styles.ts'
import { consoleStyles } from '../console.styles.ts'
import type { HubApi } from '../hub-api.ts'
import { consoleSalesStyles } from './console-sales.styles.ts'
import { rules, spans, toQuery, type SalesQuestion } from './sales-question.ts'

type GroupBy = keyof CreditReport['by']

const groupings: readonly (readonly [by: GroupBy, name: string])[] = [
  ['show', 'Show'],
  ['host', 'Host'],
  ['channel', 'Site'],
  ['product', 'Product'],
  ['cue', 'Moment'],
  ['associate', 'Associate'],
]

/** An order is to be seen within five seconds, the way to the hub and back among them. */
const ASK_EVERY_MS = 3000

/**
 * What was sold and which shows it is credited to, a few seconds old at most, with the rule it was shared out by.
 * @fires console-open-studio
 * @fires console-sign-out
 */
export class ConsoleSales extends LitElement {
  static override styles = [consoleStyles, consolePageStyles, consoleSalesStyles]

  @property({ attribute: false }) api: HubApi | null = null
  @property({ attribute: false }) session: ConsoleSession | null = null
  @state() private report: CreditReport | null = null
  @state() private question: SalesQuestion = { rule: 'booked', days: 30 }
  @state() private by: GroupBy = 'show'
  @state() private problem = ''

  #timer: ReturnType<typeof setTimeout> | undefined
  /** An answer to a question that was changed meanwhile is not shown. */
  #asked = 0

  override connectedCallback(): void {
    super.connectedCallback()
    document.addEventListener('visibilitychange', this.#ask)
    this.#ask()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    document.removeEventListener('visibilitychange', this.#ask)
    clearTimeout(this.#timer)
    this.#asked += 1
  }

  override firstUpdated(): void {
    // Whoever came by the keyboard is where the page begins, not at its end.
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus()
  }

  override render() {
    const { session, report } = this
    if (session === null) return nothing
    return html`
      <header>
        <h1 tabindex="-1">Sales of ${session.tenant.name}</h1>
        <span class="end">
          <span class=${this.problem === '' ? 'soft' : 'error'} role="status">${this.#status()}</span>
          <button @click=${() => this.dispatchEvent(new CustomEvent('console-open-studio'))}>Shows</button>
          <button @click=${() => this.dispatchEvent(new CustomEvent('console-sign-out'))}>Sign out</button>
        </span>
      </header>
      <main>
        ${this.#choices()} ${report === null ? nothing : this.#report(report)}
        ${
          session.hasPoints === true
            ? html`<tote-console-points .api=${this.api}></tote-console-points>`
            : nothing
        }
      </main>
    `
  }

  #status(): string {
    if (this.problem !== '') return `Not up to date: ${this.problem}`
    return this.report === null ? 'Asking the hub…' : 'Up to date'
  }

  #choices() {
    return html`<div class="choices">
      <label
        >Time<select @change=${this.#onDays}>
          ${spans.map(([days, name]) => html`<option value=${days} ?selected=${days === this.question.days}>${name}</option>`)}
        </select></label
      >
      <label
        >Rule<select @change=${this.#onRule}>
          ${rules.map(([rule, name]) => html`<option value=${rule} ?selected=${rule === this.question.rule}>${name}</option>`)}
        </select></label
      >
      <label
        >By<select @change=${this.#onBy}>
          ${groupings.map(([by, name]) => html`<option value=${by} ?selected=${by === this.by}>${name}</option>`)}
        </select></label
      >
    </div>`
  }

  #report(report: CreditReport) {
    const { total, currencyCode, rule } = report
    const amount = (minor: number) => formatMoney(money(minor, currencyCode))
    const tiles: readonly (readonly [name: string, value: string])[] = [
      ['Orders', String(total.orders)],
      ['Revenue', amount(revenueOf(total))],
      ['Direct', amount(total.revenue.direct)],
      ['Assisted', amount(total.revenue.assisted)],
      ['None', amount(total.revenue.none)],
      ['Average order', total.averageOrder === null ? '–' : amount(total.averageOrder)],
      ['Viewers who bought', share(total.conversion)],
      ['Carts abandoned', share(total.abandonment)],
      ['New buyers', String(total.newBuyers)],
      ['Lifetime value', total.lifetimeValue === null ? '–' : amount(total.lifetimeValue)],
    ]
    return html`
      <section aria-labelledby="total-title">
        <h2 id="total-title">In all</h2>
        <dl>
          ${tiles.map(
            ([name, value]) =>
              html`<div>
                <dt class="soft">${name}</dt>
                <dd>${value}</dd>
              </div>`,
          )}
        </dl>
      </section>
      <section aria-labelledby="by-title">
        <h2 id="by-title">By ${this.#grouping().toLowerCase()}</h2>
        ${this.#table(report.by[this.by], amount)}
        <p>
          <a href=${`/v1/console/credit.csv?${this.#query()}`} download
            >Every part of every sale, as a table (CSV)</a
          >
        </p>
      </section>
      <section aria-labelledby="rule-title">
        <h2 id="rule-title">How this is counted</h2>
        <ul class="words">
          ${[...rule.words, `Viewers and carts are known for ${report.keepDays} days.`].map((words) => html`<li>${words}</li>`)}
        </ul>
      </section>
    `
  }

  #table(groups: readonly CreditGroup[], amount: (minor: number) => string) {
    if (groups.length === 0) return html`<p class="soft">Nothing was watched or sold in this time.</p>`
    return html`<div class="wide" role="group" aria-labelledby="by-title" tabindex="0">
      <table>
        <thead>
          <tr>
            ${[
              this.#grouping(),
              'Orders',
              'Units',
              'Direct',
              'Assisted',
              'None',
              'Average order',
              'Viewers',
              'Bought',
              'Carts abandoned',
              'New buyers',
              'Lifetime value',
            ].map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${groups.map(
            ({ label, orders, units, revenue, averageOrder, viewers, conversion, abandonment, ...met }) =>
              html`<tr>
                <th scope="row">${label}</th>
                <td>${orders}</td>
                <td>${units}</td>
                <td>${amount(revenue.direct)}</td>
                <td>${amount(revenue.assisted)}</td>
                <td>${amount(revenue.none)}</td>
                <td>${averageOrder === null ? '–' : amount(averageOrder)}</td>
                <td>${viewers}</td>
                <td>${share(conversion)}</td>
                <td>${share(abandonment)}</td>
                <td>${met.newBuyers}</td>
                <td>${met.lifetimeValue === null ? '–' : amount(met.lifetimeValue)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`
  }

  #grouping(): string {
    return groupings.find(([by]) => by === this.by)?.[1] ?? ''
  }

  #query(): string {
    return toQuery(this.question, Date.now())
  }

  readonly #onDays = (event: Event): void => {
    const days = spans.find(([known]) => String(known) === valueOf(event))?.[0]
    if (days !== undefined) this.#change({ ...this.question, days })
  }

  readonly #onRule = (event: Event): void => {
    const rule = rules.find(([known]) => known === valueOf(event))?.[0]
    if (rule !== undefined) this.#change({ ...this.question, rule })
  }

  readonly #onBy = (event: Event): void => {
    this.by = groupings.find(([known]) => known === valueOf(event))?.[0] ?? this.by
  }

  #change(question: SalesQuestion): void {
    this.question = question
    // Figures of another question under this one would be wrong.
    this.report = null
    this.#ask()
  }

  /** A page that nobody looks at asks again when somebody does. */
  readonly #ask = (): void => {
    clearTimeout(this.#timer)
    if (!document.hidden) void this.#read()
  }

  async #read(): Promise<void> {
    this.#asked += 1
    const own = this.#asked
    try {
      const report = await this.api?.credit(this.#query())
      if (own !== this.#asked) return
      this.report = report ?? null
      this.problem = ''
    } catch (error) {
      if (own !== this.#asked) return
      this.problem = error instanceof ToteError ? error.message : 'The hub answered something unknown.'
      if (error instanceof ToteError && error.code === 'unauthorised')
        this.dispatchEvent(new CustomEvent('console-sign-out'))
    }
    this.#timer = setTimeout(this.#ask, ASK_EVERY_MS)
  }
}

function valueOf({ target }: Event): string {
  return target instanceof HTMLSelectElement ? target.value : ''
}

const revenueOf = ({ revenue: { direct, assisted, none } }: CreditReport['total']) => direct + assisted + none

const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 })

function share(part: number | null): string {
  return part === null ? '–' : percent.format(part)
}
