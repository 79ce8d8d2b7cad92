import { css } from 'lit'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { tokens } from '../internal/theme/tokens.ts'

export const toteChatStyles = [
  tokens,
  base,
  buttons,
  css`
    .chat {
      position: relative;
      display: flex;
      flex-direction: column;
      gap: var(--_2);
      block-size: 100%;
    }
    .list {
      flex: 1;
      min-block-size: 9rem;
      max-block-size: var(--tote-chat-block-size, none);
      overflow: auto;
      overscroll-behavior: contain;
      border-radius: var(--_radius-small);
    }
    .list ol {
      display: flex;
      flex-direction: column;
      align-items: start;
      justify-content: end;
      gap: var(--_2);
      min-block-size: 100%;
      padding-block: var(--_1);
    }
    .message {
      max-inline-size: min(92%, 34rem);
      padding: var(--_2) var(--_3);
      border-radius: var(--_radius);
      border-end-start-radius: var(--_1);
      background: var(--_well);
      overflow-wrap: anywhere;
    }
    .message[data-mine] {
      align-self: end;
      border-radius: var(--_radius);
      border-end-end-radius: var(--_1);
      background: var(--_accent);
      color: var(--_on-accent);
    }
    .pending {
      display: block;
      font-size: var(--_text-small);
      text-align: end;
    }
    .empty {
      padding-block: var(--_6);
      text-align: center;
    }
    .newest {
      align-self: center;
      display: inline-flex;
      align-items: center;
      gap: var(--_1);
      min-block-size: 2rem;
      padding-inline: var(--_4);
      margin-block-start: calc(-1 * var(--_8) - var(--_2));
      border-radius: var(--_radius-control);
      background: var(--_ink);
      color: var(--_paper);
      font-size: var(--_text-small);
      font-weight: 600;
      box-shadow: var(--_shadow);
    }
    .row {
      display: flex;
      align-items: center;
      border: 1px solid var(--_control);
      border-radius: var(--_radius-control);
      background: var(--_paper);
    }
    .row:focus-within {
      outline: 2px solid var(--_focus);
      outline-offset: 1px;
    }
    .field {
      flex: 1;
      min-inline-size: 0;
      min-block-size: var(--_target);
      padding-inline: var(--_4) var(--_1);
      border: 0;
      background: none;
      color: inherit;
      /* Smaller, and iOS zooms the page on focus. */
      font: inherit;
      font-size: max(1rem, var(--_text));
    }
    .field:focus-visible {
      outline: none;
    }
    .field::placeholder {
      color: var(--_soft);
      opacity: 1;
    }
    .send[aria-disabled='true'] {
      color: var(--_soft);
    }
    .status:empty {
      display: none;
    }
    .status {
      padding-inline: var(--_4);
      color: var(--_notice);
      font-size: var(--_text-small);
    }
    .note {
      padding-inline: var(--_4);
      font-size: var(--_text-small);
    }
    .glass {
      display: grid;
      justify-items: start;
      gap: var(--_1);
    }
    .line {
      max-inline-size: 100%;
      padding: 0.2em var(--_3);
      border-radius: var(--_radius);
      background: var(--_scrim);
      color: var(--_on-scrim);
      font-size: var(--_text-small);
      overflow: hidden;
      white-space: nowrap;
      text-overflow: ellipsis;
      animation: tote-said var(--_calm) var(--_ease) backwards;
    }
    @keyframes tote-said {
      from {
        opacity: 0;
        transform: translateY(0.5rem);
      }
    }
    @media (forced-colors: active) {
      .message {
        border: 1px solid CanvasText;
      }
    }
  `,
]
