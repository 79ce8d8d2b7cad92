import { css } from 'lit'

export const consolePickupsStyles = css`
  main {
    display: grid;
    gap: 1.25rem;
    padding: 1.25rem;
    max-inline-size: 36rem;
    margin-inline: auto;
  }
  form,
  label {
    display: grid;
    gap: 0.5rem;
  }
  label {
    font-weight: 550;
  }
  .code {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0.75rem;
  }
  input {
    inline-size: 100%;
    min-block-size: 3rem;
    font-size: 1.25rem;
    letter-spacing: 0.08em;
    text-transform: uppercase;
  }
  article {
    display: grid;
    gap: 0.875rem;
    padding: 1.25rem;
    border: 1px solid var(--edge);
    border-radius: 0.75rem;
    background: var(--paper);
    overflow-wrap: anywhere;
  }
  h2 {
    font-size: 1.25rem;
    font-weight: 620;
  }
  ul {
    display: grid;
    gap: 0.5rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: 2.5rem minmax(0, 1fr);
    font-variant-numeric: tabular-nums;
  }
  .over {
    font-weight: 620;
  }
  button.primary {
    min-block-size: 3rem;
  }
`
