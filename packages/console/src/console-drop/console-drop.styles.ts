import { css } from 'lit'

export const consoleDropStyles = css`
  :host {
    display: grid;
    gap: 0.75rem;
    margin-block-start: 0.75rem;
  }
  form,
  .drop {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.75rem;
  }
  .drop {
    align-items: center;
    justify-content: space-between;
    margin: 0;
  }
  a {
    color: var(--accent);
  }
  label {
    display: grid;
    gap: 0.25rem;
  }
`
