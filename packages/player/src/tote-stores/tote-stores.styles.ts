import { css } from 'lit'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { tokens } from '../internal/theme/tokens.ts'

export const toteStoresStyles = [
  tokens,
  base,
  buttons,
  css`
    .fulfilment {
      display: grid;
      padding-block-end: var(--_3);
    }
    .small {
      font-size: var(--_text-small);
    }
    .choice {
      display: flex;
      align-items: center;
      gap: var(--_2);
      min-block-size: var(--_target);
      cursor: pointer;
    }
    .choice .name {
      flex: 1;
      min-inline-size: 0;
      overflow-wrap: anywhere;
    }
    .sent {
      display: grid;
      padding: 0;
      border: 0;
      margin: 0;
    }
    input[type='checkbox'],
    input[type='radio'] {
      flex: none;
      inline-size: 1.25rem;
      block-size: 1.25rem;
      margin: 0;
      accent-color: var(--_accent);
    }
    summary {
      min-block-size: var(--_target);
      padding-block: var(--_2);
      cursor: pointer;
      overflow-wrap: anywhere;
    }
    .tools {
      display: flex;
      flex-wrap: wrap;
      gap: var(--_2);
      padding-block: var(--_1);
    }
    .tools .button {
      padding-inline: var(--_4);
    }
    select {
      flex: 1 1 10rem;
      min-inline-size: 0;
      min-block-size: var(--_target);
      padding-inline: var(--_3);
      border: 1px solid var(--_control);
      border-radius: var(--_radius-small);
      background: var(--_paper);
      color: var(--_ink);
      /* Smaller than this and a phone zooms the page in. */
      font: inherit;
      font-size: max(1rem, var(--_text));
    }
    .stores {
      display: grid;
      margin-block-start: var(--_2);
      border-block-start: 1px solid var(--_edge);
    }
    .store {
      padding-block: var(--_2) var(--_3);
      border-block-end: 1px solid var(--_edge);
    }
    .about {
      display: grid;
      gap: var(--_1);
      /* Under the name, beside the radio button. */
      padding-inline-start: calc(1.25rem + var(--_2));
      overflow-wrap: anywhere;
    }
    .ready {
      font-weight: 550;
    }
    .store:not([data-basket='all']) [part='basket'],
    .problem {
      color: var(--_notice);
    }
  `,
]
