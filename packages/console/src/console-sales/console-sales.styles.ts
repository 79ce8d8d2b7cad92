import { css } from 'lit'

export const consoleSalesStyles = css`
  .choices {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.75rem;
  }
  main {
    display: grid;
    gap: 1.5rem;
    padding: 1.25rem;
    grid-template-columns: minmax(0, 1fr);
    max-inline-size: 75rem;
    margin-inline: auto;
  }
  label {
    display: grid;
    gap: 0.25rem;
  }
  h2 {
    font-size: 0.8125rem;
    font-weight: 620;
    color: var(--ink-soft);
    margin-block-end: 0.625rem;
  }
  dl {
    display: grid;
    /* Four in a row at most: ten of them leave none alone. */
    grid-template-columns: repeat(auto-fit, minmax(max(9.5rem, 22%), 1fr));
    gap: 0.75rem;
    margin: 0;
  }
  dl div {
    display: grid;
    align-content: start;
    gap: 0.125rem;
    padding: 0.75rem 1rem;
    border: 1px solid var(--edge);
    border-radius: 0.75rem;
    background: var(--paper);
  }
  dd {
    margin: 0;
    font-size: 1.25rem;
    font-weight: 620;
    font-variant-numeric: tabular-nums;
  }
  .wide {
    overflow-x: auto;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  caption {
    text-align: start;
    color: var(--ink-soft);
    margin-block-end: 0.5rem;
  }
  th,
  td {
    padding: 0.5rem 0.625rem;
    border-block-end: 1px solid var(--edge);
    text-align: end;
    white-space: nowrap;
  }
  th:first-child {
    text-align: start;
    white-space: normal;
    overflow-wrap: anywhere;
    min-inline-size: 9rem;
  }
  thead th {
    font-size: 0.8125rem;
    font-weight: 550;
    color: var(--ink-soft);
  }
  tbody th {
    font-weight: 550;
  }
  section > p {
    margin-block-start: 0.75rem;
  }
  .words {
    display: grid;
    gap: 0.375rem;
    margin: 0;
    padding-inline-start: 1.25rem;
    max-inline-size: 48rem;
  }
  a {
    color: var(--accent);
    font-weight: 550;
  }
`
