import { formatMoney, ToteError, type ConsoleSession, type OpenSpan, type Pickup } from '@tote/protocol'
import { isGivenBack } from '@tote/protocol/orders'
import { html, LitElement, nothing } from 'lit'
import { property, state } from 'lit/decorators.js'
import { consolePageStyles } from '../console-page.styles.ts'
import { consoleStyles } from '../console.styles.ts'
import { dateText } from '../date-text.ts'
import type { HubApi } from '../hub-api.ts'
import { consolePickupsStyles } from './console-pickups.styles.ts'
import { toPickupCode } from './typed-code.ts'

/**
 * At a store's counter: the code that a shopper shows is typed or scanned, and what they ordered is handed over; below it is
 * what the store has to send and to make ready.
 * @fires console-open-studio
 * @fires console-sign-out
 */
export class ConsolePickups extends LitElement {
  static override styles = [consoleStyles, consolePageStyles, consolePickupsStyles]

  @property({ attribute: false }) api: HubApi | null = null
  @property({ attribute: false }) session: ConsoleSession | null = null
  /** A code that was scanned before this page was there; it is looked up. */
  @property({ attribute: false }) scanned: string | null = null
  @state() private pickup: Pickup | null = null
  @state() private problem = ''
  @state() private isAsking = false

  override firstUpdated(): void {
    if (this.scanned === null) this.#input?.focus()
    else void this.#ask((api) => api.findPickup(this.scanned ?? ''))
  }

  override render() {
    const { session } = this
    if (session === null) return nothing
    const { associate } = session
    return html`
      <header>
        <h1>Orders at ${associate?.store.name ?? session.tenant.name}</h1>
        <span class="end">
          <span class="soft">${associate?.name ?? nothing}</span>
          ${
            associate === undefined
              ? html`<button @click=${() => this.dispatchEvent(new CustomEvent('console-open-studio'))}>
                  Shows
                </button>`
              : nothing
          }
          <button @click=${() => this.dispatchEvent(new CustomEvent('console-sign-out'))}>Sign out</button>
        </span>
      </header>
      <main>
        <form @submit=${this.#find}>
          <label for="code">Code that the shopper shows</label>
          <span class="code">
            <input
              id="code"
              autocomplete="off"
              autocapitalize="characters"
              spellcheck="false"
              required
              aria-describedby="problem"
              aria-invalid=${this.problem === '' ? 'false' : 'true'}
            />
            <button ?disabled=${this.isAsking}>Find</button>
          </span>
          <p class="soft">Type it, or scan the picture: a phone’s camera opens this page with it.</p>
          <p id="problem" class="error" role="alert">${this.problem === '' ? nothing : this.problem}</p>
        </form>
        <div role="status">${this.pickup === null ? nothing : this.#renderPickup(this.pickup)}</div>
        <tote-console-tasks
          .api=${this.api}
          ?names-stores=${associate === undefined}
          @console-sign-out=${() => this.dispatchEvent(new CustomEvent('console-sign-out'))}
        ></tote-console-tasks>
      </main>
    `
  }

  #renderPickup({ order, handedOverBy, isNew }: Pickup) {
    const { fulfilment, refunded } = order
    const over = fulfilment.kind === 'pickup' ? fulfilment.handedOverAt : undefined
    return html`<article>
      <h2>Order ${order.ref}</h2>
      <p class="soft">
        Paid ${dateText(order.placedAt)},
        ${formatMoney(order.total)}${
          refunded === undefined ? nothing : html`; ${formatMoney(refunded)} of it given back`
        }
      </p>
      ${fulfilment.kind === 'pickup' ? this.#renderPlace(fulfilment) : nothing}
      <ul>
        ${order.lines.map(
          ({ quantity, title, variantTitle }) =>
            html`<li>
              <span>${quantity} ×</span>
              <span>${variantTitle === '' ? title : `${title}, ${variantTitle}`}</span>
            </li>`,
        )}
      </ul>
      ${
        over === undefined
          ? isGivenBack(order)
            ? html`<p class="error">All of it was given back: there is nothing to hand over.</p>`
            : html`<button class="primary" ?disabled=${this.isAsking} @click=${this.#handOver}>
                Hand over
              </button>`
          : html`<p class=${isNew ? 'over' : 'error'}>${overText({ at: over, by: handedOverBy, isNew })}</p>`
      }
    </article>`
  }

  /** For a host, who sees every store's; and for who was called too early. */
  #renderPlace({ storeName, readyAt, store }: Extract<Pickup['order']['fulfilment'], { kind: 'pickup' }>) {
    const { address, timeZone, days: [today] = [] } = store ?? {}
    const where = address === undefined ? storeName : `${storeName}, ${address.streetAddress}`
    const hours = today === undefined ? '' : `. ${hoursText(today.spans, timeZone)}`
    return html`${
        readyAt === undefined
          ? nothing
          : html`<p class="ready">Promised from ${dateText(readyAt, timeZone)}</p>`
      }
      <p class="soft">At ${where}${hours}</p>`
  }

  readonly #find = (event: SubmitEvent): void => {
    event.preventDefault()
    const code = toPickupCode(this.#input?.value ?? '')
    if (code === null) {
      this.pickup = null
      this.problem = 'A code has eight letters, such as WDJB-MJHT.'
      return
    }
    void this.#ask((api) => api.findPickup(code))
  }

  readonly #handOver = (): void => {
    const fulfilment = this.pickup?.order.fulfilment
    if (fulfilment?.kind === 'pickup') void this.#ask((api) => api.handOver(fulfilment.code))
  }

  async #ask(question: (api: HubApi) => Promise<Pickup>): Promise<void> {
    if (this.api === null || this.isAsking) return
    this.isAsking = true
    this.problem = ''
    try {
      this.pickup = await question(this.api)
      // The next shopper's code takes this one's place.
      this.#input?.select()
    } catch (error) {
      this.pickup = null
      this.problem = error instanceof ToteError ? error.message : 'The hub answered something unknown.'
      if (error instanceof ToteError && error.code === 'unauthorised')
        this.dispatchEvent(new CustomEvent('console-sign-out'))
    } finally {
      this.isAsking = false
    }
  }

  get #input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input')
  }
}

function overText({ at, by, isNew }: { at: number; by: string | null; isNew: boolean }): string {
  return `${isNew ? 'Handed over' : 'Was handed over before'}: ${dateText(at)}, ${by ?? 'somebody'}`
}

function hoursText(spans: readonly OpenSpan[], timeZone: string | undefined): string {
  const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short', timeZone })
  const all = spans.map(({ opensAt, closesAt }) => `${time.format(opensAt)}–${time.format(closesAt)}`)
  return all.length === 0 ? 'Closed today' : `Open today ${all.join(', ')}`
}
