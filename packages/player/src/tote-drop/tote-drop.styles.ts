import { css } from 'lit'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { tokens } from '../internal/theme/tokens.ts'

export const toteDropStyles = [
  tokens,
  base,
  buttons,
  css`
    .drop[data-shown],
    .entry {
      display: grid;
      gap: var(--_3);
    }
    .words,
    .receipt {
      overflow-wrap: anywhere;
      text-wrap: pretty;
    }
    .clock {
      font-weight: 600;
    }
    .said {
      color: var(--_notice);
      font-size: var(--_text-small);
    }
    .words:empty,
    .said:empty {
      display: none;
    }
    .join {
      inline-size: 100%;
    }
    .acts {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr));
      gap: var(--_3);
    }
    .acts .button {
      padding-inline: var(--_3);
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
    :host([compact]) .drop[data-shown] {
      padding: var(--_4);
      border: 1px solid var(--_edge);
      border-radius: var(--_radius);
      background: var(--_raised);
      box-shadow: var(--_shadow);
    }
  `,
]
