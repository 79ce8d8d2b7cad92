import { css } from 'lit'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { tokens } from '../internal/theme/tokens.ts'

export const toteThinStyles = [
  tokens,
  base,
  buttons,
  css`
    :host {
      position: absolute;
      inset: 0;
      pointer-events: none;
    }
    /* Under the picture's own layer, which is empty but for captions. */
    .still {
      position: absolute;
      inset: 0;
      z-index: -1;
      background: #14120f;
    }
    .still img {
      inline-size: 100%;
      block-size: 100%;
      object-fit: cover;
    }
    .notice {
      position: absolute;
      inset-block-start: 8rem;
      inset-inline: var(--_4);
      display: grid;
      justify-items: start;
      gap: var(--_3);
      max-inline-size: 26rem;
      padding: var(--_3) var(--_4);
      border: 1px solid var(--_scrim-edge);
      border-radius: var(--_radius);
      background: var(--_scrim);
      color: var(--_on-scrim);
      pointer-events: auto;
      --_focus: var(--_on-scrim);
    }
    .button {
      border-color: var(--_on-scrim-soft);
    }
    @media (hover: hover) {
      .button:hover:not(:disabled) {
        border-color: var(--_on-scrim);
      }
    }
  `,
]
