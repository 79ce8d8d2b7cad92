import type { Tote } from '@tote/core'
import { formatClaimCode, toClaimCode } from '@tote/protocol'
import { html, nothing, svg, type TemplateResult } from 'lit'
import { drawQrCode } from '../internal/draw-qr-code.ts'
import { MessagesController, type MessagesHost } from '../internal/messages/messages-controller.ts'
import type { MessageParameters } from '../internal/messages/template.ts'
import { wear } from '../internal/wear.ts'
import { carryEnglish, type CarryMessageKey } from './carry-english.ts'
import { carryPanelStyles } from './carry-panel.styles.ts'
import { chipEnglish } from './chip-english.ts'
import type { ClaimWindow } from './claim-window.ts'

type PanelMessageKey = CarryMessageKey | keyof typeof chipEnglish

export interface CarryPanelHost extends MessagesHost {
  readonly current: Tote | null
}

/** Every way between sites and devices, drawn into an element that has nothing of it until it is needed. */
export class CarryPanel {
  /** What another device scans to go on with this basket. */
  link: string | null = null
  readonly #host: CarryPanelHost
  readonly #claim: ClaimWindow
  readonly #words: MessagesController

  constructor(host: CarryPanelHost, claim: ClaimWindow) {
    this.#host = host
    this.#claim = claim
    this.#words = new MessagesController(host, { ...chipEnglish, ...carryEnglish })
    wear(host, carryPanelStyles)
  }

  render(close: () => void): TemplateResult {
    void this.#claim.load()
    const { problem } = this.#claim
    const hub = this.#host.current?.hub
    return html`<section class="carry" part="carry" aria-labelledby="title">
      <h2 id="title">${this.#text('carry.title')}</h2>
      <div role="status">${this.#renderClaim()}</div>
      <p class="fault" role="alert">${problem === null ? nothing : this.#text(problem)}</p>
      ${
        hub === undefined
          ? nothing
          : html`<p>
              <a href="${hub}/where" target="_blank" rel="noopener">${this.#text('carry.where')}</a>
            </p>`
      }
      <button class="button" part="close" type="button" @click=${close}>${this.#text('carry.close')}</button>
    </section>`
  }

  #renderClaim(): TemplateResult {
    const claim = this.#claim.state
    switch (claim.status) {
      case 'none':
        return this.link === null ? this.#renderChoice() : this.#renderLink(this.link)
      case 'asking':
        return html`<p class="soft">${this.#text('carry.asking')}</p>`
      case 'waiting':
        return html`<div class="carry">
          <button class="button primary" part="open" type="button" @click=${() => this.#claim.open()}>
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
      ${this.#renderFollow()}
      <form class="typed" @submit=${this.#onTyped}>
        <label
          >${this.#text('carry.typeLabel')}
          <input name="code" autocapitalize="characters" autocomplete="off" spellcheck="false" required />
        </label>
        <button class="button">${this.#text('carry.typeGo')}</button>
      </form>
    </div>`
  }

  /** In a frame alone, and where the browser can hand it the hub's cookie. */
  #renderFollow() {
    const follow = this.#claim.room?.follow
    if (follow == null || !('requestStorageAccess' in document)) return nothing
    return html`<button class="button" part="follow" type="button" @click=${() => this.#follow(follow)}>
      ${this.#text('carry.follow')}
    </button>`
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
    this.#claim.say(null)
    void this.#claim.ask()
  }

  readonly #follow = async (follow: () => Promise<boolean>): Promise<void> => {
    this.#claim.say(null)
    // Before anything else: the press is what lets the browser ask.
    const isAllowed = await document.requestStorageAccess().then(
      () => true,
      () => false,
    )
    if (!isAllowed) return this.#claim.say('carry.followDenied')
    const isOffered = await follow().catch(() => null)
    this.#claim.say(isOffered === null ? 'carry.failed' : isOffered ? null : 'carry.followNone')
  }

  readonly #takeAlong = async (): Promise<void> => {
    const { current: tote } = this.#host
    const room = await this.#claim.load()
    if (tote === null || room === null) return
    const isTrusted = tote.journey.$carryTo.get().includes(location.origin)
    // No ticket rides to a page that is not trusted: the hub's own window takes it there.
    const page = isTrusted ? location.href.split('#', 1)[0] : `${tote.hub}/adopt`
    const ticket = await room.mintTicket(isTrusted ? location.origin : new URL(tote.hub).origin)
    this.link = ticket === null ? null : `${page}#tote=${ticket}`
    this.#claim.say(ticket === null ? 'carry.noTicket' : null)
  }

  readonly #onTyped = (event: SubmitEvent): void => {
    event.preventDefault()
    const code = toClaimCode(this.#host.renderRoot.querySelector('input')?.value ?? '')
    const { current: tote } = this.#host
    this.#claim.say(code === null ? 'carry.notACode' : null)
    if (code === null || tote === null) return
    // Opened by the press itself, which browsers allow; where it goes is known when the hub has answered.
    const opened = window.open('', `tote-${crypto.randomUUID()}`, 'popup,width=440,height=680')
    void this.#toHub(tote).then((ticket) => {
      if (ticket === null || opened === null) {
        opened?.close()
        this.#claim.say(ticket === null ? 'carry.noTicket' : 'carry.blocked')
      } else opened.location.href = `${tote.hub}/adopt?code=${code}#tote=${ticket}`
    })
  }

  async #toHub({ hub }: Tote): Promise<string | null> {
    const room = await this.#claim.load()
    return room === null ? null : room.mintTicket(new URL(hub).origin)
  }

  #text(key: PanelMessageKey, parameters: MessageParameters = {}): string {
    return this.#words.text(key, parameters)
  }
}
