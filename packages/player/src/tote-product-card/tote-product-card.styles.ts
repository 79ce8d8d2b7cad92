import { css } from 'lit'
import { addButtonStyles } from '../internal/shopping/add-button.ts'
import { optionStyles } from '../internal/shopping/option-groups.ts'
import { productFactsStyles } from '../internal/shopping/product-facts.ts'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { pictureStyles } from '../internal/theme/picture.ts'
import { priceStyles } from '../internal/theme/price.ts'
import { sheetStyles } from '../internal/theme/sheet.ts'
import { tokens } from '../internal/theme/tokens.ts'
import { compactStyles } from './compact.styles.ts'

export const toteProductCardStyles = [
  tokens,
  base,
  buttons,
  pictureStyles,
  priceStyles,
  optionStyles,
  productFactsStyles,
  addButtonStyles,
  sheetStyles,
  css`
    .stack {
      display: grid;
    }
    .stack > * {
      grid-area: 1 / 1;
    }
    .card {
      position: relative;
      display: grid;
      gap: var(--_4);
      align-content: start;
      animation: tote-enter var(--_calm) var(--_ease) backwards;
    }
    .card[data-leaving] {
      animation: tote-leave var(--_quick) ease-in forwards;
    }
    @keyframes tote-enter {
      from {
        opacity: 0;
        transform: translateY(0.75rem);
      }
    }
    @keyframes tote-leave {
      to {
        opacity: 0;
        transform: translateY(0.25rem);
      }
    }
    .picture-button {
      cursor: pointer;
    }
    .body,
    .heading {
      display: grid;
      align-content: start;
    }
    .body {
      gap: var(--_4);
    }
    .heading {
      gap: var(--_1);
    }
    .title {
      display: inline-block;
      padding-block: 2px;
      text-align: start;
      font: 400 calc(var(--_text) * 1.333) / 1.2 var(--_font-display);
      letter-spacing: -0.005em;
      min-block-size: 1.5rem;
      text-wrap: balance;
    }
    .buying {
      display: grid;
      gap: var(--_2);
    }
    .picture {
      aspect-ratio: var(--tote-picture-ratio, 1);
    }
    .also {
      margin-block-start: var(--_6);
      padding-block-start: var(--_4);
      border-block-start: 1px solid var(--_edge);
    }
    .also-heading {
      margin-block-end: var(--_3);
      color: var(--_soft);
      font-size: var(--_text-small);
    }
    .also ul {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 8.5rem), 1fr));
      gap: var(--_3);
    }
    .also-product {
      display: grid;
      grid-template-columns: 2.75rem minmax(0, 1fr);
      align-items: center;
      gap: var(--_3);
      inline-size: 100%;
      min-block-size: var(--_target);
      text-align: start;
    }
    .also-product .picture {
      aspect-ratio: 1;
    }
    .also-title {
      color: var(--_soft);
      font-size: var(--_text-small);
      line-height: 1.3;
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      overflow: hidden;
    }
    @media (hover: hover) {
      .title:hover,
      .also-product:hover .also-title {
        text-decoration: underline;
        text-decoration-thickness: 1px;
        text-underline-offset: 0.2em;
      }
    }
    @container (inline-size >= 24rem) {
      .picture {
        aspect-ratio: var(--tote-picture-ratio, 4 / 5);
      }
      .card {
        grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
        gap: var(--_6);
      }
    }
  `,
  compactStyles,
]
