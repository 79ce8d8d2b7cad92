import { css } from 'lit'

export const consoleTrackingStyles = css`
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  caption {
    text-align: start;
    font-weight: 620;
    padding-block: 0.875rem 0.25rem;
  }
  th {
    text-align: start;
    font-weight: 400;
    overflow-wrap: anywhere;
  }
  thead th {
    color: var(--ink-soft);
    font-size: 0.8125rem;
  }
  th,
  td {
    padding: 0.3125rem 0.5rem 0.3125rem 0;
    border-block-end: 1px solid var(--edge);
  }
  td,
  thead th:not(:first-child) {
    text-align: end;
    white-space: nowrap;
  }
  td:last-child,
  th:last-child {
    padding-inline-end: 0;
  }
`
