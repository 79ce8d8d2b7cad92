import type { WindowRedeemed } from '@tote/protocol/claim'
import { html, LitElement, nothing } from 'lit'
import { property, state } from 'lit/decorators.js'
import { ClickGuard } from '../click-guard.ts'
import { faultText, texts } from '../texts.ts'
import type { KnownClaim, WindowApi } from '../window-api.ts'
import { windowStyles } from '../window.styles.ts'

/**
 * Asks whether the basket of a link is to be this browser's from now on, then goes where the shopper wanted to. A
 * stranger's link can ask as well: it replaces nothing unless the shopper says so.
 */
export class ToteAdopt extends LitElement {
  static override styles = windowStyles

  @property({ attribute: false }) api!: WindowApi
  @property({ attribute: false }) ticket: string | null = null
  @property({ attribute: false }) to: string | null = null
  /** A code that the shopper typed on the way here: answered next. */
  @property({ attribute: false }) known: KnownClaim | null = null
  @state() private offered: WindowRedeemed | null = null
  @state() private ended = ''
  @state() private problem = ''
  @state() private isBusy = false
  readonly #guard = new ClickGuard(this)

  override firstUpdated(): void {
    void this.#load()
  }

  override render() {
    if (this.ended !== '') return html`<section class="card"><h1 role="status">${this.ended}</h1></section>`
    const { offered } = this
    if (offered === null) return html`<p class="soft" role="status">${texts.loading}</p>`
    const { basket, from, kept, to } = offered
    return html`<section class="card">
      <h1>${to === null ? texts.takeHere(basket, from) : texts.takeThere(basket, from, new URL(to).host)}</h1>
      ${kept === null ? nothing : html`<p class="alert">${texts.kept(kept)}</p>`}
      <p class="alert" role="alert">${this.problem}</p>
      <div class="acts">
        <button type="button" aria-disabled=${this.isBusy} @click=${this.#onNo}>
          ${to === null ? texts.doNot : texts.goWithout}
        </button>
        <button type="button" aria-disabled=${this.isBusy} @click=${this.#onYes}>
          ${to === null ? texts.keepIt : texts.goWith}
        </button>
      </div>
    </section>`
  }

  async #load(): Promise<void> {
    if (this.ticket === null) {
      this.ended = texts.linkDead
      return
    }
    try {
      this.offered = await this.api.redeem(this.ticket, this.to)
      this.#guard.restart()
    } catch (error) {
      this.ended = faultText(error)
    }
  }

  readonly #onYes = (): void => {
    const { offered } = this
    if (offered === null || this.isBusy || !this.#guard.mayAct) return
    this.isBusy = true
    this.problem = ''
    this.api.adopt(offered.pending).then(
      () => this.#goOn(offered),
      (error: unknown) => {
        this.isBusy = false
        this.problem = faultText(error)
      },
    )
  }

  readonly #onNo = (): void => {
    const { offered } = this
    if (offered === null || !this.#guard.mayAct) return
    if (offered.to === null) this.ended = texts.declined
    else location.replace(offered.to)
  }

  #goOn({ to }: WindowRedeemed): void {
    const { known } = this
    if (known !== null && 'code' in known) location.replace(`/continue?code=${known.code}`)
    else if (to === null) this.ended = texts.adopted
    else location.replace(to)
  }
}
