import { css } from 'lit'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { tokens } from '../internal/theme/tokens.ts'

export const toteReactionsStyles = [
  tokens,
  base,
  buttons,
  css`
    :host {
      position: relative;
      container-type: normal;
    }
    .buttons {
      display: flex;
      gap: var(--_1);
    }
    .icon-button {
      font-size: 1.25rem;
      line-height: 1;
      transition: transform var(--_quick) var(--_ease);
    }
    .icon-button:active {
      transform: scale(1.25);
    }
    :host([compact]) .icon-button {
      border: 1px solid var(--_scrim-edge);
      background: var(--_scrim);
      color: var(--_on-scrim);
    }
    :host([compact]) .icon-button:focus-visible {
      outline-color: var(--_on-scrim);
    }
    .air {
      position: absolute;
      inset-inline: 0;
      inset-block-end: 100%;
      color: var(--_on-scrim);
      block-size: 14rem;
      pointer-events: none;
    }
    .sign {
      position: absolute;
      inset-block-end: 0;
      inset-inline-end: 0.6rem;
      font-size: 1.5rem;
      line-height: 1;
      opacity: 0;
      --side: 1;
      animation: tote-rise 2400ms ease-out;
    }
    .sign:dir(rtl) {
      --side: -1;
    }
    .sign[data-way='1'] {
      --sway: -1.5rem;
      animation-delay: 120ms;
    }
    .sign[data-way='2'] {
      --sway: 0.5rem;
      animation-delay: 260ms;
    }
    .sign[data-way='3'] {
      --sway: -2.5rem;
      animation-delay: 380ms;
    }
    .sign[data-way='4'] {
      --sway: -0.75rem;
      animation-delay: 520ms;
    }
    @keyframes tote-rise {
      0% {
        opacity: 0;
        transform: translate(0, 0) scale(0.6);
      }
      12% {
        opacity: 1;
      }
      60% {
        opacity: 1;
        transform: translate(calc(var(--sway, 0rem) * var(--_sway, 1) * var(--side)), -8rem) scale(1);
      }
      100% {
        opacity: 0;
        transform: translate(0, -13rem) scale(1);
      }
    }
    @media (prefers-reduced-motion: reduce) {
      .sign {
        animation-name: tote-stand;
      }
      @keyframes tote-stand {
        15%,
        70% {
          opacity: 1;
        }
      }
    }
  `,
]
