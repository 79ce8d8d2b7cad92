import { css } from 'lit'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { tokens } from '../internal/theme/tokens.ts'

export const toteMiniStyles = [
  tokens,
  base,
  buttons,
  css`
    :host {
      position: absolute;
      inset: 0;
      z-index: 5;
      container-type: normal;
      pointer-events: none;
      color: var(--_on-scrim);
    }
    canvas {
      position: absolute;
      inset: 0;
      inline-size: 100%;
      block-size: 100%;
      object-fit: cover;
    }
    .row {
      position: absolute;
      inset-inline: 0;
      display: flex;
      justify-content: space-between;
      padding: var(--_1);
    }
    .row.start {
      inset-block-start: 0;
      background: linear-gradient(rgb(12 11 9 / 0.62), transparent);
    }
    .row.end {
      inset-block-end: 0;
      background: linear-gradient(transparent, rgb(12 11 9 / 0.72));
    }
    .row > div {
      display: flex;
    }
    .icon-button {
      pointer-events: auto;
      inline-size: 2.25rem;
      block-size: 2.25rem;
      color: var(--_on-scrim);
      filter: drop-shadow(0 1px 2px rgb(0 0 0 / 0.6));
    }
    .icon-button:focus-visible {
      outline-color: var(--_on-scrim);
      outline-offset: -3px;
    }
    .solid {
      fill: currentColor;
    }
    .keep {
      position: absolute;
      /* Under the badge and the number of viewers. */
      inset-block-start: 4.5rem;
      inset-inline-end: var(--_4);
      background: var(--_scrim);
    }
    @media (pointer: coarse) {
      .icon-button {
        inline-size: 2.5rem;
        block-size: 2.5rem;
      }
    }
  `,
]
