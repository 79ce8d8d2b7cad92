import { css } from 'lit'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { tokens } from '../internal/theme/tokens.ts'

export const toteCarryStyles = [
  tokens,
  base,
  buttons,
  css`
    :host([compact]) {
      display: block;
      /* Contained, it had no width of its own to fit to: its words stood one below the other. */
      container-type: normal;
      inline-size: fit-content;
      max-inline-size: 100%;
      color: var(--_on-scrim);
    }
    .chip {
      display: flex;
      align-items: center;
      inline-size: fit-content;
      border: 1px solid var(--_scrim-edge);
      border-radius: var(--_radius-control);
      background: var(--_scrim);
    }
    .continue {
      min-block-size: var(--_target);
      padding-inline: var(--_4) 0;
      font-weight: 550;
      text-align: start;
    }
    .said:not(:empty) {
      margin-block-start: var(--_2);
      padding: var(--_2) var(--_4);
      border-radius: var(--_radius-small);
      background: var(--_scrim);
    }
  `,
]
