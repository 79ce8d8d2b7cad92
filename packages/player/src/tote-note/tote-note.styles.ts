import { css } from 'lit'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { tokens } from '../internal/theme/tokens.ts'

export const toteNoteStyles = [
  tokens,
  base,
  buttons,
  css`
    :host {
      max-inline-size: 30rem;
    }
    /* What will be told is there before its words are, and takes no room. */
    .note:not([data-shown]) {
      position: absolute;
    }
    .note[data-shown] {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: var(--_2);
      padding-inline-start: var(--_3);
      border: 1px solid var(--_scrim-edge);
      border-radius: var(--_radius);
      background: var(--_scrim);
      color: var(--_on-scrim);
      backdrop-filter: blur(18px) saturate(1.3);
      --_focus: var(--_on-scrim);
      animation: tote-note var(--_calm) var(--_ease) backwards;
    }
    .note[data-shown] .text {
      padding-block: var(--_2);
      overflow-wrap: anywhere;
    }
    @keyframes tote-note {
      from {
        opacity: 0;
        transform: translateY(0.5rem);
      }
    }
  `,
]
