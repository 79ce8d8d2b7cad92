import { css } from 'lit'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { tokens } from '../internal/theme/tokens.ts'

export const toteOfferStyles = [
  tokens,
  base,
  buttons,
  css`
    .offer[data-shown] {
      position: relative;
      display: grid;
      gap: var(--_4);
      padding: var(--_6);
      border: 1px solid var(--_edge);
      border-radius: var(--_radius);
      background: var(--_raised);
      box-shadow: var(--_shadow);
      animation: tote-offer var(--_calm) var(--_ease) backwards;
    }
    .question {
      font: 400 calc(var(--_text) * 1.333) / 1.25 var(--_font-display);
      letter-spacing: -0.005em;
      text-wrap: balance;
      overflow-wrap: anywhere;
    }
    .offer:has(.dismiss) .question {
      padding-inline-end: var(--_8);
    }
    .from,
    .total {
      color: var(--_soft);
      margin-block-start: var(--_1);
      overflow-wrap: anywhere;
    }
    .acts {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: var(--_3);
    }
    .acts .button {
      padding-inline: var(--_3);
      background: var(--_well);
      border-color: var(--_control);
    }
    .acts [aria-disabled='true'] {
      color: var(--_soft);
    }
    .dismiss {
      position: absolute;
      inset-block-start: var(--_2);
      inset-inline-end: var(--_2);
    }
    .fault:not([data-shown]) {
      position: absolute;
    }
    .fault {
      color: var(--_notice);
      font-size: var(--_text-small);
    }
    @container (inline-size < 17rem) {
      .acts {
        grid-template-columns: 1fr;
      }
      .offer[data-shown] {
        padding: var(--_4);
      }
    }
    @keyframes tote-offer {
      from {
        opacity: 0;
        transform: translateY(0.5rem);
      }
    }
  `,
]
