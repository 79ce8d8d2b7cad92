import { css } from 'lit'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { tokens } from '../internal/theme/tokens.ts'

export const toteShareStyles = [
  tokens,
  base,
  buttons,
  css`
    .share {
      display: grid;
      gap: var(--_3);
      padding-block: var(--_3);
    }
    :host([compact]) .share {
      padding: var(--_4);
      border: 1px solid var(--_edge);
      border-radius: var(--_radius);
      background: var(--_raised);
      box-shadow: var(--_shadow);
      max-block-size: 60svb;
      overflow: auto;
    }
    summary {
      display: list-item;
      min-block-size: 1.5rem;
      cursor: pointer;
    }
    .words {
      display: grid;
      gap: var(--_2);
      overflow-wrap: anywhere;
    }
    ul {
      margin: 0;
      padding-inline-start: var(--_4);
    }
    .acts {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr));
      gap: var(--_3);
    }
    .button {
      padding-inline: var(--_3);
    }
    .link {
      font: inherit;
      color: inherit;
      min-block-size: var(--_target);
      inline-size: 100%;
      padding-inline: var(--_3);
      border: 1px solid var(--_control);
      border-radius: var(--_radius-small);
      background: var(--_paper);
    }
    a {
      color: inherit;
    }
  `,
]
