import { css } from 'lit'
import { openedShowStyles } from '../internal/shows/opened-show.styles.ts'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { pictureStyles } from '../internal/theme/picture.ts'
import { tokens } from '../internal/theme/tokens.ts'

export const toteLauncherStyles = [
  tokens,
  base,
  buttons,
  pictureStyles,
  openedShowStyles,
  css`
    /* Of no room in the page: what it shows floats. */
    :host {
      position: fixed;
      inset-block-end: 0;
      inset-inline-end: 0;
      z-index: var(--tote-launcher-layer, 900);
      container-type: normal;
      background: none;
    }
    .float {
      position: fixed;
      inline-size: 7.5rem;
      animation: tote-arrive var(--_calm) var(--_ease) backwards;
    }
    .float[data-away] {
      visibility: hidden;
    }
    .float[data-corner^='bottom'] {
      inset-block-end: calc(var(--tote-launcher-margin, 1rem) + env(safe-area-inset-bottom));
    }
    .float[data-corner^='top'] {
      inset-block-start: var(--tote-launcher-margin, 1rem);
    }
    .float[data-corner$='end'] {
      inset-inline-end: var(--tote-launcher-margin, 1rem);
    }
    .float[data-corner$='start'] {
      inset-inline-start: var(--tote-launcher-margin, 1rem);
    }
    @keyframes tote-arrive {
      from {
        opacity: 0;
        transform: translateY(0.75rem);
      }
    }
    .open {
      position: relative;
      display: block;
      inline-size: 100%;
      overflow: hidden;
      border-radius: var(--_radius);
      box-shadow:
        var(--_shadow),
        0 0 0 1px rgb(255 255 255 / 0.16);
      text-align: start;
      background: #14120f;
      color: var(--_on-scrim);
    }
    .picture {
      aspect-ratio: 3 / 4;
      border-radius: 0;
    }
    .badge {
      position: absolute;
      inset-block-start: var(--_2);
      inset-inline-start: var(--_2);
      padding: 0.15em 0.6em;
      border-radius: var(--_radius-small);
      background: var(--_scrim);
      font-size: var(--_text-small);
      font-weight: 650;
    }
    .badge[data-status='live'] {
      background: var(--tote-color-live, #c4261d);
      color: #fff;
    }
    .title {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      overflow: hidden;
      margin: var(--_2) var(--_3) var(--_3);
      font-size: var(--_text-small);
      font-weight: 550;
      line-height: 1.3;
    }
    .dismiss {
      position: absolute;
      inset-block-start: var(--_1);
      inset-inline-end: var(--_1);
      inline-size: 2rem;
      block-size: 2rem;
      background: var(--_scrim);
      color: var(--_on-scrim);
      --_focus: var(--_on-scrim);
    }
    .open:focus-visible {
      outline: 2px solid var(--_focus);
      outline-offset: 3px;
    }
    .dismiss:focus-visible {
      outline-offset: -3px;
    }
    :host([compact]) .float {
      display: flex;
      align-items: center;
      inline-size: fit-content;
      max-inline-size: min(20rem, 100vi - 2rem);
      border-radius: var(--_radius-control);
      background: #14120f;
      color: var(--_on-scrim);
      box-shadow:
        var(--_shadow),
        0 0 0 1px rgb(255 255 255 / 0.16);
    }
    :host([compact]) .open {
      display: grid;
      grid-template-columns: 2.75rem minmax(0, 1fr);
      grid-template-rows: auto auto;
      column-gap: var(--_3);
      align-items: center;
      padding: var(--_1) 0 var(--_1) var(--_1);
      border-radius: inherit;
      box-shadow: none;
      background: none;
    }
    :host([compact]) .picture {
      grid-row: 1 / -1;
      aspect-ratio: 1;
      border-radius: 50%;
    }
    :host([compact]) .badge {
      position: static;
      justify-self: start;
      align-self: end;
      font-size: 0.6875rem;
    }
    :host([compact]) .badge:not([data-status='live']) {
      padding: 0;
      background: none;
    }
    :host([compact]) .title {
      margin: 0;
      align-self: start;
      -webkit-line-clamp: 1;
    }
    :host([compact]) .dismiss {
      position: static;
      flex: none;
      margin-inline: var(--_1) var(--_2);
      background: none;
    }
    @media (hover: hover) {
      .open:hover .title {
        text-decoration: underline;
        text-underline-offset: 0.2em;
      }
      .dismiss:hover {
        background: #000;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      .float {
        animation: none;
      }
    }
    @media (forced-colors: active) {
      .open,
      :host([compact]) .float {
        border: 1px solid ButtonText;
      }
    }
  `,
]
