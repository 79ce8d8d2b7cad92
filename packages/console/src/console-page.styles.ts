import { css } from 'lit'

/** What every page of the console has on top: its name, and what leads away from it. */
export const consolePageStyles = css`
  :host {
    min-block-size: 100dvb;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
    padding: 0.75rem 1.25rem;
    border-block-end: 1px solid var(--edge);
    background: var(--paper);
  }
  h1 {
    font-size: 1.125rem;
    font-weight: 620;
  }
  header .end {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.75rem;
    margin-inline-start: auto;
  }
`
