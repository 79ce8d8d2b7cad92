import { css, html, LitElement } from 'lit'
import { property } from 'lit/decorators.js'
import { createWindowApi, type WindowApi } from '../window-api.ts'
import { readAddress, type WindowAddress } from '../window-address.ts'
import { windowStyles } from '../window.styles.ts'

/** The one element of the hub's windows: shows what its address asks for. */
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
  readonly #address: WindowAddress = takeAddress()

  override render() {
    return html`<main>${this.#renderRoom()}</main>`
  }

  #renderRoom() {
    const { room, known, ticket, to } = this.#address
    if (room === 'where') return html`<tote-where .api=${this.api}></tote-where>`
    if (room === 'adopt')
      return html`<tote-adopt .api=${this.api} .ticket=${ticket} .to=${to} .known=${known}></tote-adopt>`
    return html`<tote-continue .api=${this.api} .known=${known}></tote-continue>`
  }
}

/** The ticket leaves the address at once, so that neither a reload nor a copied link carries it. */
function takeAddress(): WindowAddress {
  const address = readAddress(location)
  if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search)
  return address
}
