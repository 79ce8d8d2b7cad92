import { css } from 'lit'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { tokens } from '../internal/theme/tokens.ts'

export const toteWaitlistStyles = [
  tokens,
  base,
  buttons,
  css`
    .waitlist[data-shown],
    .entry {
      display: grid;
      gap: var(--_3);
    }
    .words {
      overflow-wrap: anywhere;
      text-wrap: pretty;
    }
    .left {
      color: var(--_soft);
      font-size: var(--_text-small);
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
    :host([compact]) .waitlist[data-shown] {
      padding: var(--_4);
      border: 1px solid var(--_edge);
      border-radius: var(--_radius);
      background: var(--_raised);
      box-shadow: var(--_shadow);
    }
  `,
]
