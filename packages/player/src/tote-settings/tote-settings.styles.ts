import { css } from 'lit'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { tokens } from '../internal/theme/tokens.ts'

export const toteSettingsStyles = [
  tokens,
  base,
  buttons,
  css`
    :host {
      display: flex;
      padding: var(--_2);
      pointer-events: none;
    }
    .settings {
      pointer-events: auto;
      display: flex;
      flex-direction: column;
      inline-size: 100%;
      min-block-size: 0;
      border: 1px solid var(--_edge);
      border-radius: var(--_radius);
      background: var(--_paper);
      box-shadow: var(--_shadow);
      animation: tote-settings var(--_calm) var(--_ease) backwards;
    }
    header {
      display: flex;
      align-items: center;
      gap: var(--_1);
      padding-inline: var(--_4) var(--_1);
      border-block-end: 1px solid var(--_edge);
    }
    header:has(.back) {
      padding-inline-start: var(--_1);
    }
    h2 {
      flex: 1;
      font: 550 var(--_text) / 1.3 var(--_font);
      letter-spacing: 0;
    }
    /* It takes the focus so that ears begin here; eyes see that it opened. */
    h2:focus-visible {
      outline: none;
    }
    .body {
      min-block-size: 0;
      overflow: auto;
      overscroll-behavior: contain;
      padding: var(--_1) var(--_4) var(--_2);
    }
    .row {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: var(--_3);
      inline-size: 100%;
      min-block-size: var(--_target);
      text-align: start;
    }
    .row > :first-child {
      min-inline-size: 0;
      overflow-wrap: anywhere;
    }
    button.row:focus-visible {
      outline-offset: -2px;
    }
    select {
      max-inline-size: 60%;
      min-block-size: 2.25rem;
      padding-inline: var(--_2);
      border: 1px solid var(--_control);
      border-radius: var(--_radius-small);
      background: var(--_paper);
      color: inherit;
      font: inherit;
    }
    input {
      inline-size: 1.5rem;
      block-size: 1.5rem;
      margin: 0;
      accent-color: var(--_accent);
    }
    h3 {
      margin-block-start: var(--_2);
      padding-block-start: var(--_3);
      border-block-start: 1px solid var(--_edge);
      font-weight: 550;
    }
    .status:empty {
      display: none;
    }
    dl,
    dd {
      margin: 0;
    }
    dl .row {
      min-block-size: 2rem;
    }
    dt {
      display: flex;
      gap: var(--_1);
      flex: 0 0 7rem;
    }
    dd {
      flex: 1;
    }
    kbd {
      min-inline-size: 1.75rem;
      padding: 0.1em 0.5em;
      border: 1px solid var(--_control);
      border-radius: var(--_radius-small);
      font: inherit;
      font-size: var(--_text-small);
      text-align: center;
    }
    @keyframes tote-settings {
      from {
        opacity: 0;
        transform: translateY(0.5rem);
      }
    }
  `,
]
