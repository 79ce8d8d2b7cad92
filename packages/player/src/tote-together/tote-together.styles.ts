import { css } from 'lit'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { tokens } from '../internal/theme/tokens.ts'

export const toteTogetherStyles = [
  tokens,
  base,
  buttons,
  css`
    .together[data-shown] {
      display: grid;
      gap: var(--_3);
      max-inline-size: 40rem;
      padding-block: var(--_4);
    }
    :host([compact]) .together[data-shown] {
      padding: var(--_4);
      border: 1px solid var(--_edge);
      border-radius: var(--_radius);
      background: var(--_raised);
      box-shadow: var(--_shadow);
    }
    .words {
      overflow-wrap: anywhere;
      text-wrap: pretty;
    }
    .acts {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr));
      gap: var(--_3);
    }
    .acts:empty {
      display: none;
    }
    .button {
      padding-inline: var(--_3);
    }
  `,
]
