import { css } from 'lit'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { tokens } from '../internal/theme/tokens.ts'

export const toteMomentsStyles = [
  tokens,
  base,
  buttons,
  css`
    :host([compact]) {
      max-inline-size: 30rem;
    }
    .missed:not([data-shown]) {
      position: absolute;
    }
    .missed[data-shown] {
      display: flex;
      align-items: center;
      gap: var(--_3);
      padding-inline-start: var(--_4);
      border: 1px solid var(--_scrim-edge);
      border-radius: var(--_radius-control);
      background: var(--_scrim);
      color: var(--_on-scrim);
      font-size: var(--_text-small);
      --_focus: var(--_on-scrim);
      --_control: var(--_on-scrim-soft);
    }
    .missed p {
      flex: 1;
    }
    .missed .dismiss {
      inline-size: 2.25rem;
      block-size: 2.25rem;
    }
    details {
      margin-block-end: var(--_4);
      border-block-end: 1px solid var(--_edge);
    }
    summary {
      display: flex;
      align-items: center;
      gap: var(--_2);
      min-block-size: var(--_target);
      cursor: pointer;
      font-weight: 550;
      list-style: none;
    }
    summary::-webkit-details-marker {
      display: none;
    }
    summary::after {
      content: '';
      inline-size: 0.5em;
      block-size: 0.5em;
      margin-inline: auto var(--_2);
      border: solid currentColor;
      border-width: 0 1.5px 1.5px 0;
      transform: translateY(-25%) rotate(45deg);
      transition: transform var(--_quick) var(--_ease);
    }
    details[open] summary::after {
      transform: translateY(25%) rotate(225deg);
    }
    .count {
      color: var(--_soft);
      font-size: var(--_text-small);
      font-weight: 400;
    }
    .moment {
      display: grid;
      grid-template-columns: 2.75rem minmax(0, 1fr) auto auto;
      align-items: center;
      gap: var(--_3);
      padding-block: var(--_2);
      border-block-start: 1px solid var(--_edge);
      --tote-picture-ratio: 1;
    }
    .names {
      grid-column: 2;
      display: grid;
      font-size: var(--_text-small);
    }
    .title {
      overflow-wrap: anywhere;
      font-size: var(--_text);
    }
    .watch {
      min-block-size: 2.25rem;
      padding: var(--_1) var(--_3);
      gap: var(--_1);
      font-size: var(--_text-small);
    }
    .moment .icon-button {
      grid-column: 4;
      inline-size: 2.25rem;
      block-size: 2.25rem;
    }
    .status {
      padding-block: var(--_2);
      font-size: var(--_text-small);
    }
    .status:empty {
      display: none;
    }
    .link {
      inline-size: 100%;
      padding: var(--_2);
      border: 1px solid var(--_control);
      border-radius: var(--_radius-small);
      background: none;
      color: inherit;
      font: inherit;
    }
  `,
]
