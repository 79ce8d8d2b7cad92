import { ToteError } from '@tote/protocol'
import type { WindowRedeemed } from '@tote/protocol/claim'
import { css, html, LitElement, nothing } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { ClickGuard } from '../click-guard.ts'
import type { PasskeyDevice } from '../passkeys/passkey-device.ts'
import type { Texts } from '../words/texts.ts'
import type { WindowApi } from '../window-api.ts'
import { windowStyles } from '../window.styles.ts'

/** A passkey has brought a basket back to this browser. */
export class ToteBroughtBackEvent extends Event {
  readonly tenantName: string

  constructor(tenantName: string) {
    super('tote-brought-back')
    this.tenantName = tenantName
  }
}

/**
 * Brings a basket back by a passkey, in a browser that has any. Where this browser has another basket of that shop
 * already, it asks first: that one stays unless the shopper chooses.
 */
export class ToteBringBack extends LitElement {
  static override styles = [
    windowStyles,
    css`
      section {
        display: grid;
        gap: 1rem;
      }
    `,
  ]

  @property({ attribute: false }) api!: WindowApi
  @property({ attribute: false }) device!: PasskeyDevice
  @property({ attribute: false }) texts!: Texts
  @state() private offered: WindowRedeemed | null = null
  @state() private problem = ''
  @state() private isBusy = false
  @query('h2') private readonly question!: HTMLElement | null
  readonly #guard = new ClickGuard(this)

  override render() {
    const { offered } = this
    if (!this.device.isThere) return nothing
    return html`<section>
      ${offered === null ? nothing : this.#renderQuestion(offered)}
      <p class="alert" role="alert">${this.problem}</p>
      <div class="acts">
        ${
          offered === null
            ? html`<button aria-disabled=${this.isBusy} @click=${this.#onUse}>
                ${this.texts.text('usePasskey')}
              </button>`
            : html`<button aria-disabled=${this.isBusy} @click=${this.#onNo}>
                  ${this.texts.text('doNot')}
                </button>
                <button aria-disabled=${this.isBusy} @click=${this.#onYes}>
                  ${this.texts.text('bringItBack')}
                </button>`
        }
      </div>
    </section>`
  }

  #renderQuestion({ basket, kept, tenantName }: WindowRedeemed) {
    return html`<h2 tabindex="-1">${this.texts.about('bringBack', basket, { tenant: tenantName })}</h2>
      ${kept === null ? nothing : html`<p class="alert">${this.texts.about('kept', kept)}</p>`}`
  }

  readonly #onUse = (): void => {
    this.#run(async () => {
      const credential = await this.device.use(await this.api.askForPasskey())
      const offered = await this.api.usePasskey(credential).catch((error: unknown) => {
        if (error instanceof ToteError && error.code === 'not_found') this.device.forget(credential.id)
        throw error
      })
      // There is nothing to lose: the passkey was the yes.
      if (offered.kept === null) await this.#take(offered)
      else {
        this.offered = offered
        this.#guard.restart()
        // What was pressed is not there any more.
        await this.updateComplete
        this.question?.focus()
      }
    })
  }

  readonly #onYes = (): void => {
    const { offered } = this
    if (offered !== null && this.#guard.mayAct) this.#run(() => this.#take(offered))
  }

  readonly #onNo = (): void => {
    if (!this.isBusy && this.#guard.mayAct) this.offered = null
  }

  async #take({ pending, tenantName }: WindowRedeemed): Promise<void> {
    // It is used up, whatever comes of it.
    this.offered = null
    await this.api.adopt(pending)
    this.dispatchEvent(new ToteBroughtBackEvent(tenantName))
  }

  #run(work: () => Promise<void>): void {
    if (this.isBusy) return
    this.isBusy = true
    this.problem = ''
    work()
      .catch((error: unknown) => {
        this.problem = this.texts.passkeyFault(error)
      })
      .finally(() => {
        this.isBusy = false
      })
  }
}
