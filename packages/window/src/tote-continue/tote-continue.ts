import { formatClaimCode, toClaimCode } from '@tote/protocol'
import { type Looked } from '@tote/protocol/claim'
import { html, LitElement, nothing } from 'lit'
import { property, state } from 'lit/decorators.js'
import { ClickGuard } from '../click-guard.ts'
import { isFollowTicked, renderFollowBox } from '../follow-box/follow-box.ts'
import type { PasskeyDevice } from '../passkeys/passkey-device.ts'
import type { ToteBroughtBackEvent } from '../tote-bring-back/tote-bring-back.ts'
import type { Texts } from '../words/texts.ts'
import type { KnownClaim, WindowApi } from '../window-api.ts'
import { windowStyles } from '../window.styles.ts'

type View =
  | { readonly status: 'typing' }
  | { readonly status: 'loading' }
  | { readonly status: 'asking'; readonly looked: Looked }
  | { readonly status: 'ended'; readonly text: string }

/** Asks whether another place may show this browser's basket. Near, it compares two digits; far, it wants them typed. */
export class ToteContinue extends LitElement {
  static override styles = windowStyles

  @property({ attribute: false }) api!: WindowApi
  @property({ attribute: false }) device!: PasskeyDevice
  @property({ attribute: false }) texts!: Texts
  @property({ attribute: false }) known: KnownClaim | null = null
  @state() private view: View = { status: 'loading' }
  @state() private problem = ''
  @state() private isBusy = false
  readonly #guard = new ClickGuard(this)

  override firstUpdated(): void {
    if (this.known === null) this.view = { status: 'typing' }
    else void this.#look(this.known)
  }

  override render() {
    const { view } = this
    switch (view.status) {
      case 'loading':
        return html`<p class="soft" role="status">${this.texts.text('loading')}</p>`
      case 'typing':
        return this.#renderTyping()
      case 'asking':
        return view.looked.basket === null ? this.#renderNoBasket() : this.#renderQuestion(view.looked)
      case 'ended':
        return html`<section class="card"><h1 role="status">${view.text}</h1></section>`
      default:
        return view satisfies never
    }
  }

  #renderTyping() {
    return html`<form class="card" @submit=${this.#onTyped}>
      <h1>${this.texts.text('typeCode')}</h1>
      <label
        >${this.texts.text('codeLabel')}
        <input
          name="code"
          autocomplete="one-time-code"
          autocapitalize="characters"
          spellcheck="false"
          required
        />
      </label>
      ${this.#renderProblem()}
      <button>${this.texts.text('goOn')}</button>
    </form>`
  }

  #renderNoBasket() {
    const code = this.known !== null && 'code' in this.known ? formatClaimCode(this.known.code) : null
    return html`<section class="card">
      <h1>${this.texts.text('noBasket')}</h1>
      <p>${code === null ? this.texts.text('noBasketOther') : this.texts.text('noBasketHow', { code })}</p>
      ${this.#renderProblem()}
      <tote-bring-back
        .api=${this.api}
        .device=${this.device}
        .texts=${this.texts}
        @tote-brought-back=${this.#onBroughtBack}
      ></tote-bring-back>
    </section>`
  }

  #renderQuestion(looked: Looked) {
    const { where, basket, match, isOtherNetwork } = looked
    const isNear = this.#isNear
    return html`<form class="card" @submit=${this.#onYes}>
      <h1>${basket === null ? nothing : this.texts.about('show', basket, { where })}</h1>
      ${
        isNear
          ? html`<p>${this.texts.text('sameDigits')}</p>
              <p class="match">${match}</p>`
          : html`<p class="soft">${this.texts.text('saysItIs', { where })}</p>
              <label
                >${this.texts.text('askDigits')}
                <input
                  name="digits"
                  inputmode="numeric"
                  pattern="[0-9]{2}"
                  maxlength="2"
                  autocomplete="off"
                  required
                />
              </label>`
      }
      ${isOtherNetwork ? html`<p class="alert">${this.texts.text('otherNetwork')}</p>` : nothing}
      ${renderFollowBox(this.texts, looked)} ${this.#renderProblem()}
      <div class="acts">
        <button type="button" aria-disabled=${this.isBusy} @click=${this.#onNo}>
          ${this.texts.text('notMe')}
        </button>
        <button aria-disabled=${this.isBusy}>${this.texts.text('showIt')}</button>
      </div>
    </form>`
  }

  #renderProblem() {
    return html`<p class="alert" role="alert">${this.problem}</p>`
  }

  /** Opened by the page that asks, and still tied to it: that page alone can be handed the release. */
  get #isNear(): boolean {
    return this.known !== null && 'claim' in this.known && window.opener !== null
  }

  async #look(known: KnownClaim): Promise<void> {
    this.known = known
    await this.#run(async () => {
      this.view = { status: 'asking', looked: await this.api.look(known) }
      this.#guard.restart()
    })
  }

  readonly #onTyped = (event: SubmitEvent): void => {
    event.preventDefault()
    const code = toClaimCode(this.#typed('code'))
    if (code === null) this.problem = this.texts.text('notACode')
    else void this.#look({ code })
  }

  /** The same request again, for there is a basket now; unless it is of another shop than the one that asks. */
  readonly #onBroughtBack = async ({ tenantName }: ToteBroughtBackEvent): Promise<void> => {
    if (this.known !== null) await this.#look(this.known)
    if (this.view.status === 'asking' && this.view.looked.basket === null)
      this.problem = this.texts.text('otherShop', { tenant: tenantName })
  }

  readonly #onYes = (event: SubmitEvent): void => {
    event.preventDefault()
    const { known, view } = this
    if (known === null || view.status !== 'asking' || !this.#guard.mayAct) return
    const isFollowed = isFollowTicked(this.renderRoot)
    void this.#run(async () => {
      const {
        isApproved,
        triesLeft = 0,
        to,
        release,
      } = this.#isNear ? await this.api.approve(known) : await this.api.approve(known, this.#typed('digits'))
      if (!isApproved) {
        if (triesLeft === 0) this.view = { status: 'ended', text: this.texts.text('over') }
        else this.problem = this.texts.wrongDigits(triesLeft)
        return
      }
      if (isFollowed) await this.#follow(view.looked)
      this.view = { status: 'ended', text: this.texts.text('shown') }
      if (to === undefined || release === undefined || !('claim' in known)) return
      const opener: unknown = window.opener
      // To the claim's own site, by the browser's word and nobody else's.
      if (isWindow(opener)) opener.postMessage({ toteRelease: release, claim: known.claim }, to)
      window.close()
    })
  }

  async #follow({ tenantId }: Looked): Promise<void> {
    try {
      await this.api.follow(tenantId, true)
    } catch {
      // The basket is shown all the same; _Where I am_ says whether this is on.
    }
  }

  readonly #onNo = (): void => {
    const { known } = this
    if (known === null || !this.#guard.mayAct) return
    void this.#run(async () => {
      await this.api.decline(known)
      this.view = { status: 'ended', text: this.texts.text('declined') }
    })
  }

  async #run(work: () => Promise<void>): Promise<void> {
    if (this.isBusy) return
    this.isBusy = true
    this.problem = ''
    try {
      await work()
    } catch (error) {
      this.view =
        this.view.status === 'loading' ? { status: 'ended', text: this.texts.fault(error) } : this.view
      this.problem = this.texts.fault(error)
    }
    this.isBusy = false
  }

  #typed(name: string): string {
    return this.renderRoot.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value ?? ''
  }
}

function isWindow(value: unknown): value is Window {
  return typeof value === 'object' && value !== null && 'postMessage' in value
}
