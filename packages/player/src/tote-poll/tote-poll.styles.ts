import { css } from 'lit'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { tokens } from '../internal/theme/tokens.ts'

export const totePollStyles = [
  tokens,
  base,
  buttons,
  css`
    :host {
      max-inline-size: 30rem;
    }
    .poll:not([data-shown]) {
      position: absolute;
    }
    .poll[data-shown] {
      position: relative;
      display: grid;
      gap: var(--_2);
      padding: var(--_3);
      border: 1px solid var(--_scrim-edge);
      border-radius: var(--_radius);
      background: var(--_scrim);
      color: var(--_on-scrim);
      backdrop-filter: blur(18px) saturate(1.3);
      --_focus: var(--_on-scrim);
      animation: tote-poll var(--_calm) var(--_ease) backwards;
    }
    .question {
      padding-inline-end: var(--_8);
      font-weight: 600;
      overflow-wrap: anywhere;
    }
    .options {
      display: grid;
      gap: var(--_1);
    }
    .option {
      inline-size: 100%;
      min-block-size: 2.25rem;
      padding: var(--_1) var(--_3);
      border: 1px solid var(--_scrim-edge);
      border-radius: var(--_radius-small);
      text-align: start;
      overflow-wrap: anywhere;
    }
    .choice {
      border-color: var(--_on-scrim-soft);
      background: rgb(255 255 255 / 0.08);
    }
    @media (hover: hover) {
      .choice:hover {
        background: rgb(255 255 255 / 0.18);
      }
    }
    .result {
      position: relative;
      display: flex;
      justify-content: space-between;
      align-items: center;
      gap: var(--_3);
      overflow: hidden;
    }
    .bar {
      position: absolute;
      inset: 0;
      inline-size: 100%;
      block-size: 100%;
      fill: rgb(255 255 255 / 0.16);
    }
    .bar:dir(rtl) {
      transform: scaleX(-1);
    }
    .bar rect {
      transition: width var(--_calm) var(--_ease);
    }
    .result[data-mine] .bar {
      fill: rgb(255 255 255 / 0.3);
    }
    .result > :not(.bar) {
      position: relative;
    }
    .name {
      display: inline-flex;
      align-items: center;
      gap: var(--_2);
    }
    .total,
    .fault {
      font-size: var(--_text-small);
      color: var(--_on-scrim-soft);
    }
    .fault {
      color: var(--tote-color-on-scrim-notice, #f3cd97);
    }
    .news:not(:has(.fault)) {
      position: absolute;
    }
    .dismiss {
      position: absolute;
      inset-block-start: 0;
      inset-inline-end: 0;
    }
    @keyframes tote-poll {
      from {
        opacity: 0;
        transform: translateY(0.5rem);
      }
    }
    @media (forced-colors: active) {
      .result[data-mine] {
        border-color: Highlight;
      }
      .bar {
        forced-color-adjust: none;
        fill: Highlight;
        opacity: 0.4;
      }
    }
  `,
]
