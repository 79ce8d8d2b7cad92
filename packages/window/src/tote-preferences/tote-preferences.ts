import type { WindowJourney } from '@tote/protocol/claim'
import { css, html, LitElement, nothing } from 'lit'
import { property } from 'lit/decorators.js'
import type { Texts } from '../words/texts.ts'
import { windowStyles } from '../window.styles.ts'

/** What a shopper has set for themselves at one shop, and the way to take it back. Nothing where they set nothing. */
export class TotePreferences extends LitElement {
  static override styles = [
    windowStyles,
    css`
      section {
        display: grid;
        gap: 0.75rem;
      }
    `,
  ]

  @property({ attribute: false }) texts!: Texts
  @property({ attribute: false }) journey!: WindowJourney
  /** Takes it back, and tells so. */
  @property({ attribute: false }) clear!: () => void

  override render() {
    const { tenantName, preferences } = this.journey
    const { captions, store } = preferences
    if (captions === undefined && store === undefined) return nothing
    return html`<section>
      <p class="soft">${this.texts.text('setWhy', { tenant: tenantName })}</p>
      <ul>
        ${captions === undefined ? nothing : html`<li>${this.texts.captions(captions)}</li>`}
        ${store === undefined ? nothing : html`<li>${this.texts.text('ownStore', { store })}</li>`}
      </ul>
      <div class="acts">
        <button @click=${() => this.clear()}>${this.texts.text('clearSet')}</button>
      </div>
    </section>`
  }
}
