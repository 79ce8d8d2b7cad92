import { css } from 'lit'
import { addButtonStyles } from '../internal/shopping/add-button.ts'
import { productFactsStyles } from '../internal/shopping/product-facts.ts'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { pictureStyles } from '../internal/theme/picture.ts'
import { priceStyles } from '../internal/theme/price.ts'
import { sheetStyles } from '../internal/theme/sheet.ts'
import { tokens } from '../internal/theme/tokens.ts'

export const toteSuggestionsStyles = [
  tokens,
  base,
  buttons,
  pictureStyles,
  priceStyles,
  productFactsStyles,
  addButtonStyles,
  sheetStyles,
  css`
    .suggestions {
      margin-block-start: var(--_6);
      padding-block-start: var(--_4);
      border-block-start: 1px solid var(--_edge);
    }
    .label {
      font: 550 var(--_text) / 1.3 var(--_font);
    }
    .suggestion {
      display: grid;
      grid-template-columns: 3.5rem minmax(0, 1fr) auto;
      gap: var(--_2) var(--_3);
      align-items: center;
      padding-block: var(--_3);
    }
    .suggestion + .suggestion {
      border-block-start: 1px solid var(--_edge);
    }
    .picture-button {
      cursor: pointer;
    }
    .name {
      margin: 0;
      font: inherit;
    }
    .title {
      min-block-size: 1.5rem;
      text-align: start;
      font-weight: 550;
      overflow-wrap: anywhere;
    }
    .why {
      color: var(--_soft);
      font-size: var(--_text-small);
      overflow-wrap: anywhere;
    }
    .add {
      min-inline-size: 5.5rem;
      padding-inline: var(--_4);
      font-size: var(--_text-small);
    }
    [role='status']:not(.ears-only) {
      grid-column: 1 / -1;
    }
    @container (inline-size < 20rem) {
      .suggestion {
        grid-template-columns: 3rem minmax(0, 1fr);
      }
      .add {
        grid-column: 2;
      }
    }
  `,
]
