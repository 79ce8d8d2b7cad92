import { css } from 'lit'

/** What every part of the console shares: colour, type and controls. */
export const consoleStyles = css`
  :host {
    --ink: light-dark(#1c1b19, #f1efe9);
    --ink-soft: light-dark(#5d5a54, #b0aba0);
    --paper: light-dark(#ffffff, #1d1c1b);
    --edge: light-dark(#dcd8cf, #37352f);
    --accent: light-dark(#1f5c4a, #7fd1b5);
    --on-accent: light-dark(#ffffff, #10201a);
    --alert: light-dark(#a5281b, #ff9d8f);
    --live: #d6312b;
    display: block;
    color: var(--ink);
    font:
      400 0.9375rem/1.45 system-ui,
      sans-serif;
  }
  :host([hidden]) {
    display: none;
  }
  * {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p {
    margin: 0;
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
    min-block-size: 2.5rem;
    border-radius: 0.5rem;
    border: 1px solid var(--edge);
    background: var(--paper);
    padding-inline: 0.875rem;
  }
  button {
    cursor: pointer;
    font-weight: 550;
  }
  button:hover {
    border-color: var(--ink-soft);
  }
  button[aria-pressed='true'],
  button.primary {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
  }
  button:disabled {
    opacity: 0.55;
    cursor: default;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .soft {
    color: var(--ink-soft);
  }
  .error {
    color: var(--alert);
  }
`
