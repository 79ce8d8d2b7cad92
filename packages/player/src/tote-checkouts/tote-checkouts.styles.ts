import { css } from 'lit'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { tokens } from '../internal/theme/tokens.ts'

export const toteCheckoutsStyles = [
  tokens,
  base,
  buttons,
  css`
    .checkouts,
    .parts {
      display: grid;
      gap: var(--_3);
    }
    .parts {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    .part {
      display: grid;
      gap: var(--_1);
      overflow-wrap: anywhere;
    }
    .seller {
      font-weight: 550;
    }
    .small {
      font-size: var(--_text-small);
    }
    .failed {
      color: var(--_notice);
    }
  `,
]
