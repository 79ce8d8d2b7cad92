import type { WindowRedeemed } from '@tote/protocol/claim'
import { html, LitElement, nothing } from 'lit'
import { property, state } from 'lit/decorators.js'
import { ClickGuard } from '../click-guard.ts'
import { isFollowTicked, renderFollowBox } from '../follow-box/follow-box.ts'
import type { Texts } from '../words/texts.ts'
import type { KnownClaim, WindowApi } from '../window-api.ts'
import { windowStyles } from '../window.styles.ts'

/**
 * Asks whether the basket of a link is to be this browser's from now on, then goes where the shopper wanted to. A
 * stranger's link can ask as well: it replaces nothing unless the shopper says so.
 */
export class ToteAdopt extends LitElement {
  static override styles = windowStyles

  @property({ attribute: false }) api!: WindowApi
  @property({ attribute: false }) texts!: Texts
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
    if (offered === null) return html`<p class="soft" role="status">${this.texts.text('loading')}</p>`
    const { basket, from, kept, to } = offered
    return html`<section class="card">
      <h1>
        ${to === null ? this.texts.about('takeHere', basket, { from }) : this.texts.about('takeThere', basket, { from, to: new URL(to).host })}
      </h1>
      ${kept === null ? nothing : html`<p class="alert">${this.texts.about('kept', kept)}</p>`}
      ${renderFollowBox(this.texts, offered)}
      <p class="alert" role="alert">${this.problem}</p>
      <div class="acts">
        <button type="button" aria-disabled=${this.isBusy} @click=${this.#onNo}>
          ${to === null ? this.texts.text('doNot') : this.texts.text('goWithout')}
        </button>
        <button type="button" aria-disabled=${this.isBusy} @click=${this.#onYes}>
          ${to === null ? this.texts.text('keepIt') : this.texts.text('goWith')}
        </button>
      </div>
    </section>`
  }

  async #load(): Promise<void> {
    if (this.ticket === null) {
      this.ended = this.texts.text('linkDead')
      return
    }
    try {
      this.offered = await this.api.redeem(this.ticket, this.to)
      this.#guard.restart()
    } catch (error) {
      this.ended = this.texts.fault(error)
    }
  }

  readonly #onYes = (): void => {
    const { offered } = this
    if (offered === null || this.isBusy || !this.#guard.mayAct) return
    this.isBusy = true
    this.problem = ''
    this.#adopt(offered, isFollowTicked(this.renderRoot)).then(
      () => this.#goOn(offered),
      (error: unknown) => {
        this.isBusy = false
        this.problem = this.texts.fault(error)
      },
    )
  }

  async #adopt({ pending, tenantId }: WindowRedeemed, isFollowed: boolean): Promise<void> {
    await this.api.adopt(pending)
    if (!isFollowed) return
    try {
      await this.api.follow(tenantId, true)
    } catch {
      // The basket is kept all the same; _Where I am_ says whether this is on.
    }
  }

  readonly #onNo = (): void => {
    const { offered } = this
    if (offered === null || !this.#guard.mayAct) return
    if (offered.to === null) this.ended = this.texts.text('declined')
    else location.replace(offered.to)
  }

  #goOn({ to }: WindowRedeemed): void {
    const { known } = this
    if (known !== null && 'code' in known) location.replace(`/continue?code=${known.code}`)
    else if (to === null) this.ended = this.texts.text('adopted')
    else location.replace(to)
  }
}
