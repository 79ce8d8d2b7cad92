import { css } from 'lit'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { tokens } from '../internal/theme/tokens.ts'

export const toteOrdersStyles = [
  tokens,
  base,
  buttons,
  css`
    .orders {
      display: grid;
      gap: var(--_3);
    }
    .orders[data-shown] {
      padding-block: var(--_4);
      border-block-end: 1px solid var(--_edge);
    }
    .order {
      display: grid;
      gap: var(--_2);
      overflow-wrap: anywhere;
    }
    .current {
      padding: var(--_4);
      border: 1px solid var(--_edge);
      border-radius: var(--_radius);
      background: var(--_raised);
    }
    .head {
      display: flex;
      align-items: baseline;
      justify-content: space-between;
      gap: var(--_4);
    }
    h3 {
      font: 400 var(--_text-large) / 1.2 var(--_font-display);
      text-wrap: balance;
    }
    .small {
      font-size: var(--_text-small);
    }
    .pickup {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--_3) var(--_4);
      padding-block: var(--_2);
    }
    .code {
      font: 600 var(--_text-large) / 1.2 var(--_font);
      letter-spacing: 0.1em;
      white-space: nowrap;
    }
    .scan {
      inline-size: min(8rem, 100%);
      padding: var(--_2);
      border-radius: var(--_radius-small);
      /* Scanners want dark on light, whatever the page's colours are. */
      background: #fff;
      color: #000;
    }
    .ready {
      font-weight: 550;
    }
    .hours {
      display: grid;
      grid-template-columns: max-content 1fr;
      gap: var(--_1) var(--_4);
      margin: 0;
    }
    .hours dd {
      margin: 0;
    }
    .earlier {
      display: grid;
      gap: var(--_4);
      padding-block-start: var(--_3);
    }
    summary {
      min-block-size: 1.5rem;
      cursor: pointer;
    }
    .problem {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: var(--_2) var(--_3);
    }
  `,
]
