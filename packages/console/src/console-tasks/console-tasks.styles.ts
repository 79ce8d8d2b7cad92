import { css } from 'lit'

export const consoleTasksStyles = css`
  :host {
    display: grid;
    gap: 1.25rem;
  }
  section {
    display: grid;
    gap: 0.75rem;
  }
  h2 {
    font-size: 1.125rem;
    font-weight: 620;
  }
  h3 {
    font-size: 1rem;
    font-weight: 620;
  }
  ul {
    display: grid;
    gap: 0.75rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  article {
    display: grid;
    gap: 0.625rem;
    padding: 1rem;
    border: 1px solid var(--edge);
    border-radius: 0.75rem;
    background: var(--paper);
    overflow-wrap: anywhere;
  }
  .lines {
    gap: 0.375rem;
  }
  .lines li {
    display: grid;
    grid-template-columns: 2.5rem minmax(0, 1fr);
    font-variant-numeric: tabular-nums;
  }
  small {
    display: block;
    font-size: 0.875rem;
  }
  form {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.5rem 0.75rem;
  }
  label {
    display: grid;
    gap: 0.25rem;
    flex: 1 1 14rem;
  }
  label span {
    font-size: 0.875rem;
  }
  input {
    inline-size: 100%;
  }
`
