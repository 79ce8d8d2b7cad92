import { css } from 'lit'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { tokens } from '../internal/theme/tokens.ts'

const frame = css`
  :host {
    --_stage: var(--tote-player-block-size, min(44rem, 86dvb));
    container-name: player;
  }
  :host(:fullscreen) {
    --_stage: 100dvb;
    background: #000;
  }
  .frame {
    position: relative;
    overflow: clip;
    border-radius: var(--_radius);
    background: var(--_paper);
  }
  .stage {
    position: relative;
    overflow: clip;
    inline-size: 100%;
    aspect-ratio: 9 / 16;
    max-block-size: 100svb;
    background: #14120f;
    color: var(--_on-scrim);
  }
  .frame[data-shape='landscape'] .stage {
    aspect-ratio: 16 / 9;
    min-block-size: 22rem;
  }
  video,
  .poster,
  .poster img,
  .shade {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  video,
  .poster img,
  ::slotted([slot='poster']) {
    object-fit: cover;
  }
  .frame[data-shape='landscape'] video {
    object-fit: contain;
  }
  video::cue {
    font-family: var(--_font);
    background: rgb(0 0 0 / 0.72);
    color: #fff;
  }
  .shade {
    pointer-events: none;
    background:
      linear-gradient(to bottom, rgb(12 11 9 / 0.62), transparent 22%),
      linear-gradient(to top, rgb(12 11 9 / 0.72), transparent 42%);
    transition: opacity var(--_calm);
  }
  .stage[data-resting] .shade {
    opacity: 0.55;
  }
  .start {
    position: absolute;
    inset: 0;
    margin: auto;
    inline-size: 5rem;
    block-size: 5rem;
    display: grid;
    place-items: center;
    border-radius: 50%;
    background: var(--_scrim);
    border: 1px solid var(--_scrim-edge);
    color: var(--_on-scrim);
    font-size: 2rem;
    backdrop-filter: blur(12px);
    transition: transform var(--_quick) var(--_ease);
    z-index: 2;
  }
  .start:hover {
    transform: scale(1.05);
  }
  .start .solid,
  .start path {
    fill: currentColor;
  }
  .start:focus-visible,
  .opener:focus-visible,
  .sound:focus-visible,
  .fault .button:focus-visible {
    outline: 2px solid var(--_on-scrim);
    outline-offset: 3px;
  }
`

const overlays = css`
  .top {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--_2) var(--_4);
    padding: var(--_4);
    pointer-events: none;
    text-shadow: 0 1px 2px rgb(0 0 0 / 0.6);
  }
  .top button {
    pointer-events: auto;
  }
  .title {
    font: 400 var(--_text-large) / 1.2 var(--_font-display);
    overflow-wrap: anywhere;
    display: -webkit-box;
    -webkit-line-clamp: 2;
    -webkit-box-orient: vertical;
    overflow: hidden;
  }
  .host,
  .watching {
    font-size: var(--_text-small);
    color: var(--_on-scrim-soft);
  }
  .facts {
    display: grid;
    justify-items: end;
    align-content: start;
    gap: var(--_1);
  }
  .badge {
    padding: 0.15em 0.6em;
    border-radius: var(--_radius-small);
    background: var(--_scrim);
    font-size: var(--_text-small);
    font-weight: 650;
    text-shadow: none;
  }
  .badge[data-status='live'] {
    background: var(--tote-color-live, #c4261d);
    color: #fff;
  }
  .sound {
    grid-column: 1 / -1;
    justify-self: center;
    display: inline-flex;
    align-items: center;
    gap: var(--_2);
    min-block-size: var(--_target);
    padding-inline: var(--_6);
    border-radius: var(--_radius-control);
    background: var(--_on-scrim);
    color: #1d1b18;
    font-weight: 600;
    text-shadow: none;
  }
  .spinner {
    position: absolute;
    inset: 0;
    margin: auto;
    inline-size: 3rem;
    block-size: 3rem;
    border-radius: 50%;
    border: 3px solid rgb(255 255 255 / 0.25);
    border-block-start-color: #fff;
    animation: turn 900ms linear infinite;
    pointer-events: none;
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation-duration: 4s;
    }
  }
  .fault {
    position: absolute;
    inset: 0;
    z-index: 1;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--_4);
    padding: var(--_8);
    text-align: center;
    background: var(--_scrim);
  }
  .fault .button {
    color: var(--_on-scrim);
    border-color: var(--_on-scrim);
    background: none;
  }
  .offer {
    position: absolute;
    inset-block-start: 5.5rem;
    inset-inline: var(--_3);
    z-index: 3;
  }
  .bottom {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
    display: grid;
    gap: var(--_2);
    padding: var(--_3);
    padding-block-end: calc(var(--_2) + env(safe-area-inset-bottom));
    z-index: 2;
    pointer-events: none;
  }
  .bottom > * {
    pointer-events: auto;
  }
  tote-controls {
    transition: opacity var(--_calm);
  }
  .stage[data-resting] tote-controls:not(:focus-within) {
    opacity: 0;
  }
  .opener {
    position: relative;
    display: inline-grid;
    place-items: center;
    inline-size: var(--_target);
    block-size: var(--_target);
    border-radius: 50%;
    color: var(--_on-scrim);
    font-size: 1.125rem;
  }
  .opener:hover {
    background: rgb(255 255 255 / 0.14);
  }
  .count {
    min-inline-size: 1.25rem;
    padding-inline: 0.35rem;
    border-radius: 1rem;
    background: var(--_on-scrim);
    color: #1d1b18;
    font-size: 0.75rem;
    font-weight: 700;
    line-height: 1.25rem;
    text-align: center;
    font-variant-numeric: tabular-nums;
  }
  .opener .count {
    position: absolute;
    inset-block-start: 0;
    inset-inline-end: 0;
  }
`

const panel = css`
  .panel {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
    z-index: 4;
    display: flex;
    flex-direction: column;
    max-block-size: 78%;
    border-start-start-radius: calc(var(--_radius) * 1.5);
    border-start-end-radius: calc(var(--_radius) * 1.5);
    background: var(--_paper);
    box-shadow: var(--_shadow);
    transition:
      transform var(--_calm) var(--_ease),
      visibility var(--_calm);
  }
  .frame:not([data-panel]) .panel {
    transform: translateY(102%);
    visibility: hidden;
  }
  .panel-head {
    display: flex;
    align-items: center;
    gap: var(--_2);
    padding: var(--_2) var(--_4) 0;
    border-block-end: 1px solid var(--_edge);
  }
  .tab {
    display: inline-flex;
    align-items: center;
    gap: var(--_2);
    min-block-size: 3rem;
    padding-inline: var(--_1);
    margin-inline-end: var(--_3);
    border-block-end: 2px solid transparent;
    color: var(--_soft);
    font-weight: 550;
  }
  .tab[aria-pressed='true'] {
    color: var(--_ink);
    border-block-end-color: var(--_ink);
  }
  .tab .count {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .close {
    margin-inline-start: auto;
  }
  .panel-body {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
    padding: var(--_4);
  }
  @container player (inline-size >= 47rem) {
    .frame {
      display: grid;
      grid-template-columns: auto minmax(20rem, 1fr);
      block-size: var(--_stage);
      border: 1px solid var(--_edge);
    }
    .frame[data-shape='landscape'] {
      grid-template-columns: minmax(0, 1fr) 22rem;
    }
    .stage {
      inline-size: auto;
      block-size: 100%;
      max-block-size: none;
    }
    .frame[data-shape='landscape'] .stage {
      aspect-ratio: auto;
    }
    .panel,
    .frame:not([data-panel]) .panel {
      position: static;
      transform: none;
      visibility: visible;
      max-block-size: none;
      min-block-size: 0;
      border-radius: 0;
      box-shadow: none;
    }
    .close,
    .opener {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .stage,
    .panel {
      border: 1px solid CanvasText;
    }
    .tab[aria-pressed='true'] {
      border-block-end-color: Highlight;
    }
  }
`

export const totePlayerStyles = [tokens, base, buttons, frame, overlays, panel]
