import { css } from 'lit'
import { openedShowStyles } from '../internal/shows/opened-show.styles.ts'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { pictureStyles } from '../internal/theme/picture.ts'
import { tokens } from '../internal/theme/tokens.ts'
import { storiesStyles } from './stories.styles.ts'

export const toteGalleryStyles = [
  tokens,
  base,
  buttons,
  pictureStyles,
  openedShowStyles,
  css`
    .head {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: var(--_4);
      min-block-size: var(--_target);
      margin-block-end: var(--_4);
    }
    .arrows {
      display: flex;
      gap: var(--_1);
      font-size: 1.125rem;
    }
    .arrows[data-idle] {
      visibility: hidden;
    }
    .arrows [aria-disabled='true'] {
      opacity: 0.35;
    }
    /* Its own room for the ring of focus, which a scrolled row would cut off. */
    .row {
      --_ring: 4px;
      display: grid;
      grid-auto-flow: column;
      grid-auto-columns: var(--_tile);
      --_tile: clamp(8rem, 37cqi, 14rem);
      gap: var(--_4);
      margin: calc(var(--_ring) * -1);
      padding: var(--_ring);
      overflow: auto hidden;
      overscroll-behavior-inline: contain;
      scroll-snap-type: inline mandatory;
      scroll-padding-inline: var(--_ring);
      scrollbar-width: none;
    }
    .row > li {
      scroll-snap-align: start;
    }
    .grid {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, max(9.5rem, 20cqi)), 1fr));
      gap: var(--_6) var(--_4);
    }
    .show {
      display: grid;
      grid-template-rows: auto auto 1fr;
      align-content: start;
      gap: var(--_1);
      inline-size: 100%;
      block-size: 100%;
      text-align: start;
      border-radius: var(--_radius);
    }
    .show .frame {
      position: relative;
      display: block;
      margin-block-end: var(--_2);
    }
    .show .picture {
      aspect-ratio: var(--tote-show-ratio, 3 / 4);
      border-radius: var(--_radius);
    }
    .show .picture img {
      transition: transform calc(var(--_calm) * 2) var(--_ease);
    }
    .ghost {
      animation: tote-wait 1.4s ease-in-out infinite alternate;
    }
    @keyframes tote-wait {
      to {
        opacity: 0.55;
      }
    }
    .show .title {
      font: 400 calc(var(--_text) * 1.133) / 1.25 var(--_font-display);
      min-block-size: 2.5em;
      text-wrap: balance;
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      overflow: hidden;
    }
    .show .meta {
      min-block-size: 1.45em;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
      color: var(--_soft);
      font-size: var(--_text-small);
    }
    .badge,
    .when {
      position: absolute;
      inset-block-start: var(--_2);
      inset-inline-start: var(--_2);
      padding: 0.2em 0.6em;
      border-radius: var(--_radius-small);
      background: var(--_scrim);
      color: var(--_on-scrim);
      font-size: var(--_text-small);
      font-weight: 600;
      line-height: 1.35;
      white-space: nowrap;
    }
    .badge[data-status='live'] {
      background: var(--tote-color-live, #c4261d);
      color: #fff;
    }
    .badge[data-status='scheduled'] {
      background: var(--_on-scrim);
      color: #1d1b18;
    }
    .when {
      inset-block: auto var(--_2);
      font-weight: 450;
    }
    .show[aria-current] .picture {
      box-shadow:
        0 0 0 2px var(--_paper),
        0 0 0 4px var(--_ink);
    }
    .more-item {
      display: grid;
      align-items: start;
    }
    .row .more {
      aspect-ratio: var(--tote-show-ratio, 3 / 4);
      border-radius: var(--_radius);
      border-color: var(--_edge);
      background: var(--_well);
    }
    .grid + .more {
      display: flex;
      margin: var(--_6) auto 0;
    }
    .more[aria-busy='true'] {
      opacity: 0.6;
    }
    .failed,
    .empty {
      padding-block: var(--_6);
    }
    .failed {
      display: grid;
      justify-items: start;
      gap: var(--_3);
    }
    @media (hover: hover) {
      .show:hover .title {
        text-decoration: underline;
        text-decoration-thickness: 1px;
        text-underline-offset: 0.2em;
      }
      .show:hover .picture img {
        transform: scale(1.03);
      }
      .arrows [aria-disabled='true']:hover {
        background: none;
      }
    }
    @media (prefers-reduced-motion: no-preference) {
      .row {
        scroll-behavior: smooth;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      .ghost {
        animation: none;
      }
      .show:hover .picture img {
        transform: none;
      }
    }
    @media (forced-colors: active) {
      .badge,
      .when {
        border: 1px solid CanvasText;
      }
      .ghost {
        border: 1px solid GrayText;
      }
    }
  `,
  storiesStyles,
]
