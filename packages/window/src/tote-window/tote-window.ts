import { css, html, LitElement, nothing } from 'lit'
import { property, state } from 'lit/decorators.js'
import { createWindowApi, type WindowApi } from '../window-api.ts'
import { readAddress, type WindowAddress } from '../window-address.ts'
import { createPasskeyDevice, type PasskeyDevice } from '../passkeys/passkey-device.ts'
import { windowStyles } from '../window.styles.ts'
import { loadWords } from '../words/load-words.ts'
import { Texts } from '../words/texts.ts'

/** Written from right to left. */
const RIGHT_TO_LEFT: readonly string[] = ['ar']

/** The one element of the hub's windows: shows what its address asks for, in the language of the browser. */
export class ToteWindow extends LitElement {
  static override styles = [
    windowStyles,
    css`
      main {
        display: grid;
        align-content: center;
        min-block-size: 100dvb;
        max-inline-size: 30rem;
        margin-inline: auto;
        padding: 1rem;
      }
    `,
  ]

  @property({ attribute: false }) api: WindowApi = createWindowApi()
  @property({ attribute: false }) device: PasskeyDevice = createPasskeyDevice()
  @state() private texts: Texts | null = null
  readonly #address: WindowAddress = takeAddress()

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#speak()
  }

  override render() {
    return html`<main>${this.texts === null ? nothing : this.#renderRoom(this.texts)}</main>`
  }

  #renderRoom(texts: Texts) {
    const { room, known, ticket, to } = this.#address
    if (room === 'where')
      return html`<tote-where .api=${this.api} .device=${this.device} .texts=${texts}></tote-where>`
    if (room === 'adopt')
      return html`<tote-adopt
        .api=${this.api}
        .texts=${texts}
        .ticket=${ticket}
        .to=${to}
        .known=${known}
      ></tote-adopt>`
    return html`<tote-continue
      .api=${this.api}
      .device=${this.device}
      .texts=${texts}
      .known=${known}
    ></tote-continue>`
  }

  async #speak(): Promise<void> {
    const texts = new Texts(await loadWords(navigator.languages))
    const { documentElement } = this.ownerDocument
    // The page is the hub's own, and all that is in it is this element.
    documentElement.lang = texts.language
    documentElement.dir = RIGHT_TO_LEFT.includes(texts.language) ? 'rtl' : 'ltr'
    this.texts = texts
  }
}

/** The ticket leaves the address at once, so that neither a reload nor a copied link carries it. */
function takeAddress(): WindowAddress {
  const address = readAddress(location)
  if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search)
  return address
}
