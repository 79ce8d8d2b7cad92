import { ToteError, type Percentiles, type ShowId, type TrackSummary } from '@tote/protocol'
import { html, LitElement, nothing, type PropertyValues } from 'lit'
import { property, state } from 'lit/decorators.js'
import { consoleStyles } from '../console.styles.ts'
import type { HubApi } from '../hub-api.ts'
import { consoleTrackingStyles } from './console-tracking.styles.ts'
import { shareText } from './share-text.ts'

/** With the second that the hub gathers, what was told is seen within five. */
const ASK_EVERY_MS = 4000

/**
 * What pages told of the show in the last day, what share of it nobody told of, and how well it played.
 */
export class ConsoleTracking extends LitElement {
  static override styles = [consoleStyles, consoleTrackingStyles]

  @property({ attribute: false }) api: Pick<HubApi, 'tracking'> | null = null
  @property({ attribute: false }) showId: ShowId | null = null
  @state() private summary: TrackSummary | null = null
  @state() private problem = ''

  #timer: ReturnType<typeof setTimeout> | undefined
  #run = 0

  override connectedCallback(): void {
    super.connectedCallback()
    // The first time it begins with its first update, which knows of what.
    if (this.hasUpdated) this.#restart()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#run += 1
    clearTimeout(this.#timer)
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('api') || changed.has('showId')) this.#restart()
  }

  override render() {
    const { summary, problem } = this
    return html`${summary === null ? html`<p class="soft">Nothing was told yet.</p>` : this.#tables(summary)}
      <p class="error" role="status">${problem === '' ? nothing : problem}</p>`
  }

  #tables(summary: TrackSummary) {
    const { viewers, changes, lost, events, channels } = summary
    return html`<p class="soft">
        The last 24 hours. Lost is what happened and no page told: the shopper did not allow it, or the
        browser blocked it.
      </p>
      <table>
        <caption>
          Consent
        </caption>
        <thead>
          <tr>
            <th scope="col">Channel</th>
            <th scope="col">Viewers told</th>
            <th scope="col">Cart changes told</th>
            <th scope="col">Lost</th>
          </tr>
        </thead>
        <tbody>
          ${[
            ...channels.map((channel) => ({ ...channel, name: channel.origin.replace(/^https?:\/\//, '') })),
            { name: 'All', viewers, changes },
          ].map(
            (channel) =>
              html`<tr>
                <th scope="row">${channel.name}</th>
                <td>${shareText(channel.viewers).told}</td>
                <td>${shareText(channel.changes).told}</td>
                <td>${shareText(channel.changes).lost}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${
        lost === 0
          ? nothing
          : html`<p class="soft">${lost} more could not be held until the shopper had answered.</p>`
      }
      <table>
        <caption>
          Playback
        </caption>
        <thead>
          <tr>
            <th scope="col">Within</th>
            <th scope="col">half</th>
            <th scope="col">75 %</th>
            <th scope="col">95 %</th>
          </tr>
        </thead>
        <tbody>
          ${this.#percentiles('First picture', summary.start)}
          ${this.#percentiles('Stood still', summary.stall)}
        </tbody>
      </table>
      ${events.length === 0 ? nothing : this.#events(events)}`
  }

  #percentiles(name: string, times: Percentiles | null) {
    return html`<tr>
      <th scope="row">${name}</th>
      ${
        times === null
          ? html`<td colspan="3">nothing played yet</td>`
          : [times.p50, times.p75, times.p95].map((ms) => html`<td>${(ms / 1000).toFixed(1)} s</td>`)
      }
    </tr>`
  }

  #events(events: TrackSummary['events']) {
    return html`<table>
      <caption>
        Events
      </caption>
      <tbody>
        ${events.map(
          ({ name, content, count }) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td>${content}</td>
              <td>${count}</td>
            </tr>`,
        )}
      </tbody>
    </table>`
  }

  /** Another show, or another hub: what was told of the one before is not this one's. */
  #restart(): void {
    this.#run += 1
    clearTimeout(this.#timer)
    this.summary = null
    this.problem = ''
    const { api, showId } = this
    if (api !== null && showId !== null && this.isConnected) void this.#ask(api, showId, this.#run)
  }

  async #ask(api: Pick<HubApi, 'tracking'>, showId: ShowId, run: number): Promise<void> {
    try {
      const summary = await api.tracking(showId)
      if (run !== this.#run) return
      this.summary = summary
      this.problem = ''
    } catch (error) {
      if (run !== this.#run) return
      this.problem = error instanceof ToteError ? error.message : 'The hub answered something unknown.'
    }
    this.#timer = setTimeout(() => void this.#ask(api, showId, run), ASK_EVERY_MS)
  }
}
