import { css } from 'lit'
import { stepperStyles } from '../internal/shopping/stepper.ts'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { pictureStyles } from '../internal/theme/picture.ts'
import { sheetStyles } from '../internal/theme/sheet.ts'
import { tokens } from '../internal/theme/tokens.ts'
import { cartBadgeStyles } from './cart-badge.styles.ts'
import { cartLineStyles } from './cart-line.styles.ts'
import { cartSummaryStyles } from './cart-summary.styles.ts'

export const toteCartStyles = [
  tokens,
  base,
  buttons,
  pictureStyles,
  stepperStyles,
  sheetStyles,
  cartLineStyles,
  cartBadgeStyles,
  cartSummaryStyles,
  css`
    .sheet .cart {
      container-type: inline-size;
    }
    .sheet-close {
      inset-block-start: var(--_2);
      inset-inline-end: var(--_2);
    }
    .sheet .head {
      padding-inline-end: calc(var(--_target) + var(--_4));
    }
    .head {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      column-gap: var(--_3);
      padding-block-end: var(--_4);
      border-block-end: 1px solid var(--_edge);
    }
    .count,
    .state {
      color: var(--_soft);
      font-size: var(--_text-small);
    }
    .state {
      margin-inline-start: auto;
      opacity: 0;
      transition: opacity var(--_calm);
    }
    .state[data-shown] {
      opacity: 1;
    }
    .empty {
      display: grid;
      justify-items: center;
      gap: var(--_2);
      padding: var(--_8) var(--_4);
      text-align: center;
      text-wrap: balance;
    }
    .empty .icon {
      inline-size: 2.25rem;
      block-size: 2.25rem;
      stroke-width: 1;
      color: var(--_soft);
      margin-block-end: var(--_2);
    }
    .empty-title {
      font: 400 var(--_text-large) / 1.2 var(--_font-display);
    }
    .empty .soft {
      max-inline-size: 34ch;
    }
    .ghosts {
      display: grid;
      gap: var(--_4);
      padding-block: var(--_4);
    }
    .ghosts span {
      block-size: 5rem;
      border-radius: var(--_radius-small);
      background: var(--_well);
    }
    .undo {
      display: none;
    }
    .undo[data-shown] {
      position: sticky;
      inset-block-end: var(--_2);
      z-index: 1;
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: var(--_3);
      margin-block: var(--_3);
      padding-inline: var(--_4) var(--_1);
      min-block-size: calc(var(--_target) + var(--_2));
      border-radius: var(--_radius);
      background: var(--_accent);
      color: var(--_on-accent);
      animation: tote-rise var(--_calm) var(--_ease) backwards;
      --_focus: var(--_on-accent);
    }
    .undo p {
      min-inline-size: 0;
      overflow-wrap: anywhere;
      padding-block: var(--_1);
      font-size: var(--_text-small);
    }
    .undo-button {
      display: inline-flex;
      flex: none;
      align-items: center;
      gap: var(--_2);
      min-block-size: var(--_target);
      padding-inline: var(--_3);
      border-radius: calc(var(--_radius) - 0.25rem);
      font-weight: 600;
    }
    .undo-button:focus-visible {
      outline-offset: -2px;
    }
    @keyframes tote-rise {
      from {
        opacity: 0;
        transform: translateY(0.5rem);
      }
    }
    @media (forced-colors: active) {
      .undo[data-shown] {
        border: 1px solid CanvasText;
      }
    }
  `,
]
