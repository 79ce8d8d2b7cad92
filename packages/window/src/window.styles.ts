import { css } from 'lit'

/** What every window of the hub shares: the brand's quiet colours, type and controls. */
export const windowStyles = css`
  :host {
    --ink: light-dark(#1d1b18, #f4f0e8);
    --soft: light-dark(#655f56, #b3aca0);
    --paper: light-dark(#fffefc, #1e1c1a);
    --well: light-dark(#f4f1eb, #2a2724);
    --edge: light-dark(#e2dcd1, #3b3833);
    --control: light-dark(#918a7e, #7d766b);
    --alert: light-dark(#a1301f, #ff9c86);
    display: block;
    color: var(--ink);
    font:
      400 1rem/1.5 ui-sans-serif,
      system-ui,
      sans-serif;
  }
  * {
    box-sizing: border-box;
  }
  h1,
  h2,
  p,
  ul {
    margin: 0;
    padding: 0;
  }
  ul {
    list-style: none;
  }
  h1 {
    font:
      400 1.625rem/1.2 ui-serif,
      'New York',
      'Iowan Old Style',
      Palatino,
      Georgia,
      serif;
    letter-spacing: -0.01em;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  h2 {
    font-size: 1rem;
    font-weight: 600;
  }
  .card {
    display: grid;
    gap: 1rem;
    padding: 1.75rem;
    background: var(--paper);
    border: 1px solid var(--edge);
    border-radius: 1rem;
  }
  .soft {
    color: var(--soft);
  }
  .alert {
    color: var(--alert);
  }
  .match {
    font:
      400 3rem/1 ui-serif,
      Georgia,
      serif;
    font-variant-numeric: tabular-nums lining-nums;
    letter-spacing: 0.06em;
  }
  .acts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr));
    gap: 0.75rem;
  }
  button,
  input {
    font: inherit;
    color: inherit;
    min-block-size: 2.75rem;
    border: 1px solid var(--control);
    border-radius: 624rem;
    background: var(--well);
    padding: 0.5rem 1.25rem;
  }
  input {
    inline-size: 100%;
    border-radius: 0.5rem;
    background: var(--paper);
    font-variant-numeric: tabular-nums;
    letter-spacing: 0.08em;
  }
  button {
    cursor: pointer;
    font-weight: 550;
  }
  button.danger {
    color: var(--alert);
    background: none;
  }
  button:hover {
    border-color: var(--ink);
  }
  button[aria-disabled='true'] {
    color: var(--soft);
  }
  label {
    display: grid;
    gap: 0.375rem;
    font-weight: 550;
  }
  label.box {
    grid-template-columns: auto 1fr;
    gap: 0.75rem;
    align-items: start;
    font-weight: 400;
  }
  .box input {
    inline-size: 1.5rem;
    min-block-size: 1.5rem;
    margin: 0;
    accent-color: var(--ink);
  }
  :focus-visible {
    outline: 2px solid var(--ink);
    outline-offset: 2px;
  }
`
