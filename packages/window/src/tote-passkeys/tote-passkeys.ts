import type { WindowJourney } from '@tote/protocol/claim'
import { css, html, LitElement, nothing } from 'lit'
import { property, state } from 'lit/decorators.js'
import type { PasskeyDevice } from '../passkeys/passkey-device.ts'
import type { Texts } from '../words/texts.ts'
import type { WindowApi } from '../window-api.ts'
import { windowStyles } from '../window.styles.ts'

/** The passkeys of one basket: made, listed, removed. Those there are can be removed in a browser that makes none. */
export class TotePasskeys extends LitElement {
  static override styles = [
    windowStyles,
    css`
      section {
        display: grid;
        gap: 0.75rem;
      }
      li {
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
  @property({ attribute: false }) journey!: WindowJourney
  /** There is another list: nothing is pressed on the one before. */
  @property({ attribute: false }) reload!: () => Promise<void>
  @state() private told = ''
  @state() private problem = ''
  @state() private isBusy = false

  override render() {
    const { passkeys } = this.journey
    const { isThere } = this.device
    return html`<section>
      ${isThere && passkeys.length === 0 ? html`<p class="soft">${this.texts.text('keptWhy')}</p>` : nothing}
      <p role="status">${this.told}</p>
      <p class="alert" role="alert">${this.problem}</p>
      ${passkeys.length === 0 ? nothing : this.#renderKept()}
      ${
        isThere
          ? html`<div class="acts">
              <button aria-disabled=${this.isBusy} @click=${this.#onKeep}>
                ${this.texts.text('keepForGood')}
              </button>
            </div>`
          : nothing
      }
    </section>`
  }

  #renderKept() {
    return html`<ul>
        ${this.journey.passkeys.map(({ passkeyId, createdAt, usedAt }) => {
          const made = this.texts.time(createdAt)
          return html`<li>
            <span>${this.texts.text('passkeySince', { made, used: this.texts.time(usedAt) })}</span>
            <button
              aria-label=${this.texts.text('removePasskeyOf', { made })}
              @click=${() => this.#onRemove(passkeyId)}
            >
              ${this.texts.text('removePasskey')}
            </button>
          </li>`
        })}
      </ul>
      <p class="soft">${this.texts.text('leaveKeeps')}</p>`
  }

  // The browser asks once more, in a prompt of its own, before there is one.
  readonly #onKeep = (): void => {
    const { tenantId } = this.journey
    void this.#run('madeKept', async () => {
      const credential = await this.device.make(await this.api.beginPasskey(tenantId))
      await this.api.keepPasskey(tenantId, credential)
    })
  }

  #onRemove(passkeyId: string): void {
    const { tenantId } = this.journey
    void this.#run('removedPasskey', async () => {
      this.device.forget(await this.api.removePasskey(tenantId, passkeyId))
    })
  }

  async #run(told: 'madeKept' | 'removedPasskey', work: () => Promise<void>): Promise<void> {
    if (this.isBusy) return
    this.isBusy = true
    this.problem = ''
    this.told = ''
    try {
      await work()
      await this.reload()
      this.told = this.texts.text(told)
    } catch (error) {
      this.problem = this.texts.passkeyFault(error)
    }
    this.isBusy = false
  }
}
