import { ToteError } from '@tote/protocol'
import {
  MAX_TRACKING_LENGTH,
  type StoreTask,
  type StoreTasks,
  type TaskDone,
} from '@tote/protocol/store-tasks'
import { html, LitElement, nothing } from 'lit'
import { property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { consoleStyles } from '../console.styles.ts'
import { dateText } from '../date-text.ts'
import { follow } from '../follow.ts'
import type { HubApi } from '../hub-api.ts'
import { consoleTasksStyles } from './console-tasks.styles.ts'

/**
 * What the store of an associate has to send and to make ready, the oldest first; for a host what every store has. What another
 * one does goes away here within seconds.
 * @fires console-sign-out
 */
export class ConsoleTasks extends LitElement {
  static override styles = [consoleStyles, consoleTasksStyles]

  @property({ attribute: false }) api: HubApi | null = null
  /** Whether each says whose it is: a host sees those of all stores. */
  @property({ type: Boolean, attribute: 'names-stores' }) namesStores = false
  @state() private told: StoreTasks | null = null
  @state() private isAway = false
  /** Those that were pressed and are not answered yet. */
  @state() private busy: ReadonlySet<string> = new Set()
  /** Done here, whatever an answer says that was on its way before. */
  @state() private done: ReadonlySet<string> = new Set()
  @state() private said = ''
  @state() private problem = ''

  #stop: () => void = () => undefined
  #following: HubApi | null = null

  override connectedCallback(): void {
    super.connectedCallback()
    this.requestUpdate()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stop()
    this.#following = null
  }

  override willUpdate(): void {
    // Leaving the page is an update too, and would ask from nowhere.
    if (this.api === null || this.#following === this.api || !this.isConnected) return
    this.#stop()
    this.#following = this.api
    const { api } = this
    this.#stop = follow(() => api.tasks(), {
      onTold: (told) => {
        this.told = told
        this.isAway = false
      },
      onFailed: (error) => {
        this.isAway = true
        this.#leaveIfOver(error)
      },
    })
  }

  override render() {
    const tasks = (this.told?.tasks ?? []).filter((task) => !this.done.has(keyOf(task)))
    return html`
      <div>
        <p class="soft" role="status">
          ${this.isAway ? 'The hub does not answer: others may have done some of this.' : this.said}
        </p>
        <p class="error" role="alert">${this.problem === '' ? nothing : this.problem}</p>
      </div>
      ${this.#renderGroup('To send', tasks, 'send')} ${this.#renderGroup('To make ready', tasks, 'prepare')}
      ${
        this.told?.hasMore === true
          ? html`<p class="soft">There are more: they come up as these are done.</p>`
          : nothing
      }
    `
  }

  #renderGroup(name: string, tasks: readonly StoreTask[], kind: StoreTask['kind']) {
    const own = tasks.filter((task) => task.kind === kind)
    return html`<section aria-labelledby=${kind}>
      <h2 id=${kind} tabindex="-1">${name}${own.length === 0 ? nothing : ` (${own.length})`}</h2>
      ${
        this.told === null
          ? html`<p class="soft">Asking the hub…</p>`
          : own.length === 0
            ? html`<p class="soft">Nothing now.</p>`
            : html`<ul>
                ${repeat(own, keyOf, (task) => html`<li>${this.#renderTask(task)}</li>`)}
              </ul>`
      }
    </section>`
  }

  #renderTask(task: StoreTask) {
    const { kind, ref, placedAt, promisedAt, timeZone, store, lines } = task
    const isBusy = this.busy.has(keyOf(task))
    return html`<article aria-label="Order ${ref}">
      <h3>Order ${ref}${this.namesStores ? html`<span class="soft"> at ${store.name}</span>` : nothing}</h3>
      <p class="soft">
        Paid
        ${dateText(placedAt, timeZone)}${
          promisedAt === undefined ? nothing : html`, promised from ${dateText(promisedAt, timeZone)}`
        }
      </p>
      <ul class="lines">
        ${lines.map(
          ({ quantity, title, variantTitle, attributes, givenBack }) =>
            html`<li>
              <span>${quantity} ×</span>
              <span>
                ${variantTitle === '' ? title : `${title}, ${variantTitle}`}
                ${attributes.map(([name, value]) => html`<small>${name}: ${value}</small>`)}
                ${
                  givenBack === undefined
                    ? nothing
                    : html`<small class="error">Given back of this line: ${givenBack}</small>`
                }
              </span>
            </li>`,
        )}
      </ul>
      <form @submit=${(event: SubmitEvent) => this.#finish(event, task)}>
        ${
          kind === 'send'
            ? html`<label>
                <span>Tracking number, if there is one</span>
                <input
                  name="tracking"
                  maxlength=${MAX_TRACKING_LENGTH}
                  autocomplete="off"
                  spellcheck="false"
                />
              </label>`
            : nothing
        }
        <button class="primary" ?disabled=${isBusy}>
          ${kind === 'send' ? 'Mark as sent' : 'Mark as ready'}
        </button>
      </form>
    </article>`
  }

  #finish(event: SubmitEvent, task: StoreTask): void {
    event.preventDefault()
    const { orderId, kind } = task
    const locationId = task.store.id
    if (kind === 'prepare') return void this.#tell(task, { kind, orderId, locationId })
    const form = event.target instanceof HTMLFormElement ? new FormData(event.target) : null
    const typed = form?.get('tracking')
    const tracking = typeof typed === 'string' ? typed.trim() : ''
    void this.#tell(task, { kind, orderId, locationId, ...(tracking === '' ? {} : { tracking }) })
  }

  async #tell(task: StoreTask, wish: TaskDone): Promise<void> {
    const key = keyOf(task)
    if (this.api === null || this.busy.has(key)) return
    this.busy = new Set([...this.busy, key])
    this.problem = ''
    try {
      const { task: done, isNew } = await this.api.finishTask(wish)
      this.done = new Set([...this.done, key])
      this.said = doneText(done, isNew)
      // The button that was pressed goes with its order.
      await this.updateComplete
      this.renderRoot.querySelector<HTMLElement>(`#${task.kind}`)?.focus()
    } catch (error) {
      this.problem = `Order ${task.ref}: ${error instanceof ToteError ? error.message : 'the hub answered something unknown.'}`
      this.#leaveIfOver(error)
    } finally {
      this.busy = new Set([...this.busy].filter((other) => other !== key))
    }
  }

  #leaveIfOver(error: unknown): void {
    if (error instanceof ToteError && error.code === 'unauthorised')
      this.dispatchEvent(new CustomEvent('console-sign-out'))
  }
}

function keyOf({ orderId, kind, store }: StoreTask): string {
  return `${orderId} ${kind} ${store.id}`
}

function doneText({ ref, kind, done, timeZone }: StoreTask, isNew: boolean): string {
  const what = kind === 'send' ? 'sent' : 'ready'
  if (isNew || done === undefined) return `Order ${ref} is ${what}. The shopper is told.`
  return `Order ${ref} was ${what} before: ${dateText(done.at, timeZone)}, ${done.by}.`
}
