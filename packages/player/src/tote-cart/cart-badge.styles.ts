import { css } from 'lit'

export const cartBadgeStyles = css`
  :host([badge]) {
    display: inline-block;
    container-type: normal;
  }
  .badge {
    position: relative;
    font-size: 1.125rem;
  }
  .badge-count {
    position: absolute;
    inset-block-start: 0.125rem;
    inset-inline-end: 0;
    display: grid;
    place-items: center;
    min-inline-size: 1.125rem;
    block-size: 1.125rem;
    padding-inline: 0.25rem;
    border-radius: 1rem;
    background: var(--_accent);
    color: var(--_on-accent);
    font: 600 0.6875rem / 1 var(--_font);
    transform: scale(0);
    transition: transform var(--_calm) var(--_ease);
  }
  .badge-count[data-shown] {
    transform: none;
  }
  @media (forced-colors: active) {
    .badge-count {
      border: 1px solid ButtonText;
    }
  }
`
