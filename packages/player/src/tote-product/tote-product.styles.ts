import { css } from 'lit'
import { addButtonStyles } from '../internal/shopping/add-button.ts'
import { optionStyles } from '../internal/shopping/option-groups.ts'
import { productFactsStyles } from '../internal/shopping/product-facts.ts'
import { stepperStyles } from '../internal/shopping/stepper.ts'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { pictureStyles } from '../internal/theme/picture.ts'
import { priceStyles } from '../internal/theme/price.ts'
import { tokens } from '../internal/theme/tokens.ts'

export const toteProductStyles = [
  tokens,
  base,
  buttons,
  pictureStyles,
  priceStyles,
  optionStyles,
  stepperStyles,
  productFactsStyles,
  addButtonStyles,
  css`
    .back {
      display: inline-flex;
      align-items: center;
      gap: var(--_1);
      min-block-size: var(--_target);
      margin-block-end: var(--_2);
      text-decoration: none;
      color: var(--_soft);
    }
    .layout {
      display: grid;
      gap: var(--_6);
    }
    .picture {
      inline-size: 100%;
      max-block-size: var(--_picture-max, none);
    }
    .body,
    .heading {
      display: grid;
      align-content: start;
    }
    .body {
      gap: var(--_6);
    }
    .heading {
      gap: var(--_1);
    }
    .title:focus-visible {
      outline: none;
    }
    .facts {
      font-size: var(--_text-large);
      margin-block-start: var(--_1);
    }
    .buying {
      display: grid;
      grid-template-columns: auto 1fr;
      gap: var(--_2) var(--_3);
    }
    .buying .add:first-child,
    .buying tote-waitlist,
    .buying [role='status']:not(.ears-only) {
      grid-column: 1 / -1;
    }
    .description {
      max-inline-size: 62ch;
      color: var(--_soft);
      white-space: pre-line;
      text-wrap: pretty;
    }
    @container (inline-size < 17rem) {
      .buying {
        grid-template-columns: 1fr;
      }
    }
    @container (inline-size >= 32rem) {
      .layout {
        grid-template-columns: minmax(0, 1fr) minmax(0, 1.15fr);
        align-items: start;
      }
    }
  `,
]
