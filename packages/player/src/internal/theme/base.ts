import { css } from 'lit'

/** The ground every element stands on: box, type, focus, and text for ears only. */
export const base = css`
  :host {
    display: block;
    box-sizing: border-box;
    min-inline-size: 0;
    container-type: inline-size;
    color: var(--_ink);
    font: 400 var(--_text) / 1.45 var(--_font);
    letter-spacing: 0;
    text-align: start;
    text-transform: none;
    -webkit-text-size-adjust: 100%;
    -webkit-font-smoothing: antialiased;
  }
  /* Own colours want their own ground; without them the page's shows through. */
  :host([theme]) {
    background: var(--_paper);
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h2,
  h3,
  p,
  ul,
  ol,
  fieldset,
  legend {
    margin: 0;
    padding: 0;
    border: 0;
    font: inherit;
    min-inline-size: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h2 {
    font: 400 var(--_text-display) / 1.15 var(--_font-display);
    letter-spacing: -0.01em;
    text-wrap: balance;
  }
  :focus {
    outline: none;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .ears-only {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .soft {
    color: var(--_soft);
  }
  .numbers {
    font-variant-numeric: tabular-nums lining-nums;
  }
`
