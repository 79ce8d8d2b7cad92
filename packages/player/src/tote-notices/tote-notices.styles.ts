import { css } from 'lit'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { tokens } from '../internal/theme/tokens.ts'

export const toteNoticesStyles = [
  tokens,
  base,
  buttons,
  css`
    ul {
      display: grid;
      gap: var(--_2);
    }
    .notice {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr) auto;
      align-items: center;
      gap: var(--_3);
      min-block-size: calc(var(--_target) + var(--_2));
      padding: var(--_1) var(--_1) var(--_1) var(--_4);
      padding-inline: var(--_4) var(--_1);
      border: 1px solid var(--_scrim-edge);
      border-radius: var(--_radius);
      background: var(--_scrim);
      color: var(--_on-scrim);
      backdrop-filter: blur(18px) saturate(1.3);
      animation: tote-notice var(--_calm) var(--_ease) backwards;
      --_focus: var(--_on-scrim);
    }
    .text {
      padding-block: var(--_2);
      font-size: var(--_text-small);
      line-height: 1.4;
      overflow-wrap: anywhere;
    }
    .notice[data-kind='offline'] {
      padding-inline-end: var(--_4);
    }
    .answers {
      display: flex;
      flex-wrap: wrap;
      grid-column: 2 / -1;
      gap: var(--_1) var(--_4);
      padding-block-end: var(--_2);
    }
    .dismiss {
      grid-area: 1 / 3;
    }
    .dismiss:focus-visible {
      outline-offset: -3px;
    }
    @keyframes tote-notice {
      from {
        opacity: 0;
        transform: translateY(0.5rem);
      }
    }
  `,
]
