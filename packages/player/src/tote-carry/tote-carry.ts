import type { CarryRoom, Tote } from '@tote/core'
import { formatClaimCode, toClaimCode } from '@tote/protocol'
import { html, nothing, svg, type TemplateResult } from 'lit'
import { state } from 'lit/decorators.js'
import type { MessageParameters } from '../internal/messages/template.ts'
import { StoreController } from '../internal/store-controller.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { carryEnglish, type CarryMessageKey } from './carry-english.ts'
import { drawQrCode } from '../internal/draw-qr-code.ts'
import { ToteCarryCloseEvent } from './tote-carry-close-event.ts'
import { toteCarryStyles } from './tote-carry.styles.ts'

/**
 * Brings a basket here from another site or device, or takes this one along: by a window of the hub, a code to scan or
 * eight letters to type. Nothing is joined before the shopper's yes.
 *
 * @summary Continues a basket between sites and devices.
 * @csspart carry - The whole.
 * @csspart open - The button that opens the hub's window.
 * @csspart here - The button that asks for a basket.
 * @csspart there - The button that takes this one along.
 * @csspart scan - A code to scan.
 * @csspart code - The same, in letters.
 * @csspart match - The two digits.
 * @fires {ToteCarryCloseEvent} tote-carry-close - The shopper is done.
 */
export class ToteCarry extends ToteElement {
  static override styles = toteCarryStyles

  @state() private room: CarryRoom | null = null
  @state() private link: string | null = null
  @state() private problem: CarryMessageKey | null = null
  readonly #claim = new StoreController(this, () => this.room?.$claim)
  #opened: Window | null = null
  #ownerOf: Tote | null = null

  protected override get ownEnglish() {
    return carryEnglish
  }

  override connectedCallback(): void {
    super.connectedCallback()
    window.addEventListener('message', this.#onMessage)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    window.removeEventListener('message', this.#onMessage)
    this.room?.cancel()
  }

  override updated(): void {
    const tote = this.current
    if (tote === this.#ownerOf) return
    this.#ownerOf = tote
    this.room = null
    void tote?.journey.carry().then(
      (room) => {
        if (tote === this.#ownerOf) this.room = room
      },
      () => {
        this.problem = 'carry.failed'
      },
    )
  }

  override render() {
    const hub = this.current?.hub
    return html`<section class="carry" part="carry" aria-labelledby="title">
      <h2 id="title">${this.#text('carry.title')}</h2>
      <div role="status">${this.#renderClaim()}</div>
      <p class="fault" role="alert">${this.problem === null ? nothing : this.#text(this.problem)}</p>
      ${
        hub === undefined
          ? nothing
          : html`<p>
              <a href="${hub}/where" target="_blank" rel="noopener">${this.#text('carry.where')}</a>
            </p>`
      }
      <button class="button" type="button" @click=${() => this.dispatchEvent(new ToteCarryCloseEvent())}>
        ${this.#text('carry.close')}
      </button>
    </section>`
  }

  #renderClaim(): TemplateResult {
    const claim = this.#claim.value ?? { status: 'none' as const }
    switch (claim.status) {
      case 'none':
        return this.link === null ? this.#renderChoice() : this.#renderLink(this.link)
      case 'asking':
        return html`<p class="soft">${this.#text('carry.asking')}</p>`
      case 'waiting':
        return html`<div class="carry">
          <button class="button primary" part="open" type="button" @click=${() => this.#open(claim.window)}>
            ${this.#text('carry.open')}
          </button>
          <p>${this.#text('carry.digits')}</p>
          <p class="match numbers" part="match">${claim.match}</p>
          <p>${this.#text('carry.code', { where: new URL(claim.elsewhere).host })}</p>
          ${this.#renderScan(claim.elsewhere)}
          <p class="code" part="code">${formatClaimCode(claim.code)}</p>
        </div>`
      case 'approved':
        return html`<p>${this.#text('carry.done')}</p>`
      case 'declined':
      case 'over':
      case 'failed':
        return html`<div class="carry">
          <p>${this.#text(`carry.${claim.status}`)}</p>
          <button class="button" part="here" type="button" @click=${this.#ask}>
            ${this.#text('carry.again')}
          </button>
        </div>`
      default:
        return claim satisfies never
    }
  }

  #renderChoice() {
    return html`<div class="carry">
      <p class="soft">${this.#text('carry.lead')}</p>
      <div class="acts">
        <button class="button" part="here" type="button" @click=${this.#ask}>
          ${this.#text('carry.here')}
        </button>
        <button class="button" part="there" type="button" @click=${this.#takeAlong}>
          ${this.#text('carry.there')}
        </button>
      </div>
      <form class="typed" @submit=${this.#onTyped}>
        <label
          >${this.#text('carry.typeLabel')}
          <input name="code" autocapitalize="characters" autocomplete="off" spellcheck="false" required />
        </label>
        <button class="button">${this.#text('carry.typeGo')}</button>
      </form>
    </div>`
  }

  #renderLink(link: string) {
    return html`<div class="carry">
      <p>${this.#text('carry.thereScan')}</p>
      ${this.#renderScan(link)}
    </div>`
  }

  #renderScan(text: string) {
    const { path, size } = drawQrCode(text)
    return html`<svg
      class="scan"
      part="scan"
      role="img"
      aria-label=${this.#text('carry.scan')}
      viewBox="0 0 ${size} ${size}"
      shape-rendering="crispEdges"
    >
      ${svg`<path fill="currentColor" d=${path} />`}
    </svg>`
  }

  readonly #ask = (): void => {
    this.problem = null
    void this.room?.ask()
  }

  #open(address: string): void {
    // A name of its own, so that two widgets do not share a window.
    const name = `tote-${crypto.randomUUID()}`
    this.#opened = window.open(address, name, 'popup,width=440,height=680')
    this.problem = this.#opened === null ? 'carry.blocked' : null
  }

  /** The shopper's yes, from the hub's own window that this element opened, and from nobody else. */
  readonly #onMessage = ({ origin, source, data }: MessageEvent<unknown>): void => {
    const { current: tote, room } = this
    if (tote === null || room === null || source === null || source !== this.#opened) return
    if (origin !== new URL(tote.hub).origin || typeof data !== 'object' || data === null) return
    if (!('claim' in data) || !('toteRelease' in data)) return
    const { claim, toteRelease } = data
    if (typeof claim === 'string' && typeof toteRelease === 'string') void room.release(claim, toteRelease)
  }

  readonly #takeAlong = async (): Promise<void> => {
    const tote = this.current
    if (tote === null || this.room === null) return
    const isTrusted = tote.journey.$carryTo.get().includes(location.origin)
    // No ticket rides to a page that is not trusted: the hub's own window takes it there.
    const page = isTrusted ? location.href.split('#', 1)[0] : `${tote.hub}/adopt`
    const ticket = await this.room.mintTicket(isTrusted ? location.origin : new URL(tote.hub).origin)
    this.problem = ticket === null ? 'carry.noTicket' : null
    this.link = ticket === null ? null : `${page}#tote=${ticket}`
  }

  readonly #onTyped = (event: SubmitEvent): void => {
    event.preventDefault()
    const code = toClaimCode(this.renderRoot.querySelector('input')?.value ?? '')
    const { current: tote, room } = this
    this.problem = code === null ? 'carry.notACode' : null
    if (code === null || tote === null || room === null) return
    // Opened by the click itself, which browsers allow; where it goes is known when the hub has answered.
    const opened = window.open('', `tote-${crypto.randomUUID()}`, 'popup,width=440,height=680')
    void room.mintTicket(new URL(tote.hub).origin).then((ticket) => {
      if (ticket === null || opened === null) {
        opened?.close()
        this.problem = ticket === null ? 'carry.noTicket' : 'carry.blocked'
      } else opened.location.href = `${tote.hub}/adopt?code=${code}#tote=${ticket}`
    })
  }

  #text(key: CarryMessageKey, parameters: MessageParameters = {}): string {
    return this.words.text(key, parameters)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-carry': ToteCarry
  }
}
