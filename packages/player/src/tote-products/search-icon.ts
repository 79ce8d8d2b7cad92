import { html } from 'lit'

export const searchIcon = html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
  <circle cx="10.5" cy="10.5" r="6" />
  <path d="m15 15 5 5" />
</svg>`
