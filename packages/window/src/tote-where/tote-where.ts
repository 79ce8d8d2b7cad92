import type { WindowJourney } from '@tote/protocol/claim'
import { css, html, LitElement, nothing } from 'lit'
import { property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { PasskeyDevice } from '../passkeys/passkey-device.ts'
import type { ToteBroughtBackEvent } from '../tote-bring-back/tote-bring-back.ts'
import type { Texts } from '../words/texts.ts'
import type { WindowApi } from '../window-api.ts'
import { windowStyles } from '../window.styles.ts'

/** Where the shopper is, what is shared there, and the ways out. */
export class ToteWhere extends LitElement {
  static override styles = [
    windowStyles,
    css`
      .place {
        display: flex;
        flex-wrap: wrap;
        gap: 0.75rem;
        align-items: center;
        justify-content: space-between;
        padding-block: 0.625rem;
        border-block-start: 1px solid var(--edge);
      }
    `,
  ]

  @property({ attribute: false }) api!: WindowApi
  @property({ attribute: false }) device!: PasskeyDevice
  @property({ attribute: false }) texts!: Texts
  @state() private journeys: readonly WindowJourney[] | null = null
  @state() private told = ''
  @state() private problem = ''
  @state() private erasing: string | null = null

  override firstUpdated(): void {
    void this.#run('', () => Promise.resolve())
  }

  override render() {
    const { journeys } = this
    return html`<section class="card">
      <h1>${this.texts.text('where')}</h1>
      <p role="status">${this.told}</p>
      <p class="alert" role="alert">${this.problem}</p>
      ${journeys === null ? nothing : journeys.length === 0 ? html`<p class="soft">${this.texts.text('whereEmpty')}</p>` : html`<p class="soft">${this.texts.text('shared')}</p>`}
      ${repeat(
        journeys ?? [],
        ({ tenantId }) => tenantId,
        (journey) => this.#renderJourney(journey),
      )}
      <tote-bring-back
        .api=${this.api}
        .device=${this.device}
        .texts=${this.texts}
        @tote-brought-back=${({ tenantName }: ToteBroughtBackEvent) => this.#run(this.texts.text('broughtBack', { tenant: tenantName }), () => Promise.resolve())}
      ></tote-bring-back>
    </section>`
  }

  #renderJourney(journey: WindowJourney) {
    const { tenantId, tenantName, basket, places } = journey
    return html`<h2>${this.texts.about('whereBasket', basket, { tenant: tenantName })}</h2>
      <ul>
        ${places.map(
          ({ placeId, where, seenAt }) =>
            html`<li class="place">
              <span>${this.texts.text('since', { where, at: this.texts.time(seenAt) })}</span>
              <button
                aria-label=${this.texts.text('leaveAt', { where })}
                @click=${() => this.#run(this.texts.text('left', { where }), () => this.api.leavePlace(tenantId, placeId))}
              >
                ${this.texts.text('leave')}
              </button>
            </li>`,
        )}
      </ul>
      <tote-preferences
        .texts=${this.texts}
        .journey=${journey}
        .clear=${() => this.#run(this.texts.text('clearedSet'), () => this.api.clearPreferences(tenantId))}
      ></tote-preferences>
      <tote-passkeys
        .api=${this.api}
        .device=${this.device}
        .texts=${this.texts}
        .journey=${journey}
        .reload=${() => this.#run('', () => Promise.resolve())}
      ></tote-passkeys>
      ${this.#renderFollow(journey)}
      ${this.erasing === tenantId ? this.#renderErasing(tenantId) : this.#renderEnds(tenantId)}`
  }

  #renderFollow({ tenantId, tenantName, isFollowed }: WindowJourney) {
    if (isFollowed === undefined) return nothing
    const told = this.texts.text(isFollowed ? 'unfollowed' : 'followed')
    return html`<p class="soft">${this.texts.text('followMe', { tenant: tenantName })}</p>
      <button @click=${() => this.#run(told, () => this.api.follow(tenantId, !isFollowed))}>
        ${this.texts.text(isFollowed ? 'unfollow' : 'follow')}
      </button>`
  }

  #renderEnds(tenantId: string) {
    return html`<div class="acts">
      <button @click=${() => this.#run(this.texts.text('leftAll'), () => this.api.leaveEverywhere(tenantId))}>
        ${this.texts.text('leaveAll')}
      </button>
      <button class="danger" @click=${() => (this.erasing = tenantId)}>${this.texts.text('erase')}</button>
    </div>`
  }

  #renderErasing(tenantId: string) {
    return html`<p>${this.texts.text('eraseSure')}</p>
      <div class="acts">
        <button @click=${() => (this.erasing = null)}>${this.texts.text('no')}</button>
        <button
          class="danger"
          @click=${() => this.#run(this.texts.text('erased'), () => this.api.forget(tenantId))}
        >
          ${this.texts.text('yesErase')}
        </button>
      </div>`
  }

  async #run(told: string, work: () => Promise<void>): Promise<void> {
    this.problem = ''
    this.erasing = null
    try {
      await work()
      this.told = told
      this.journeys = await this.api.journeys()
    } catch (error) {
      this.problem = this.texts.fault(error)
    }
  }
}
