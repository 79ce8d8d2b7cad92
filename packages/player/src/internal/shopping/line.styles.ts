import { css } from 'lit'
import { base } from '../theme/base.ts'
import { buttons } from '../theme/buttons.ts'
import { tokens } from '../theme/tokens.ts'

/** Where a shopper stands in a line, be it for what is sold out or for what is given out by turns. */
export const lineStyles = [
  tokens,
  base,
  buttons,
  css`
    .line[data-shown],
    .entry {
      display: grid;
      gap: var(--_3);
    }
    .words {
      overflow-wrap: anywhere;
      text-wrap: pretty;
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
    :host([compact]) .line[data-shown] {
      padding: var(--_4);
      border: 1px solid var(--_edge);
      border-radius: var(--_radius);
      background: var(--_raised);
      box-shadow: var(--_shadow);
    }
  `,
]
