import { css } from 'lit'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { tokens } from '../internal/theme/tokens.ts'

export const totePointsStyles = [
  tokens,
  base,
  buttons,
  css`
    .points {
      display: grid;
      gap: var(--_1);
      padding-block-end: var(--_3);
      overflow-wrap: anywhere;
    }
    .small {
      font-size: var(--_text-small);
    }
    .problem {
      color: var(--_notice);
    }
    .button {
      justify-self: start;
      padding-inline: var(--_4);
    }
    summary {
      min-block-size: var(--_target);
      padding-block: var(--_2);
      cursor: pointer;
    }
    .entry {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto auto;
      gap: var(--_3);
      padding-block: var(--_1);
    }
    .sum {
      min-inline-size: 4ch;
      text-align: end;
      font-variant-numeric: tabular-nums;
    }
  `,
]
