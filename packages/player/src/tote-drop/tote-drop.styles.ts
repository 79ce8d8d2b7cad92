import { css } from 'lit'
import { lineStyles } from '../internal/shopping/line.styles.ts'

export const toteDropStyles = [
  lineStyles,
  css`
    .receipt {
      overflow-wrap: anywhere;
    }
    .clock {
      font-weight: 600;
    }
    .log {
      color: var(--_soft);
      font-size: var(--_text-small);
    }
    .log summary {
      cursor: pointer;
      min-block-size: 24px;
    }
    .log[open] {
      display: grid;
      gap: var(--_1);
    }
    .log a {
      color: inherit;
    }
  `,
]
