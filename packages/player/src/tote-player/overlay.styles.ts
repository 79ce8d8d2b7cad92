import { css } from 'lit'

/** What lies over the picture. */
export const overlayStyles = css`
  .top {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--_2) var(--_4);
    padding: var(--_4);
    pointer-events: none;
    text-shadow:
      0 1px 2px rgb(0 0 0 / 0.7),
      0 0 0.75rem rgb(0 0 0 / 0.6);
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
  tote-settings {
    position: absolute;
    inset-inline-end: 0;
    inset-block-end: 0;
    z-index: 5;
    inline-size: min(24rem, 100%);
    max-block-size: 100%;
  }
  /* Of one height whatever is in it, so that a card that comes or goes moves nothing else. */
  .bottom {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
    block-size: 62%;
    display: flex;
    flex-direction: column;
    justify-content: end;
    gap: var(--_2);
    padding: var(--_3);
    padding-block-end: calc(var(--_2) + env(safe-area-inset-bottom));
    z-index: 2;
    pointer-events: none;
  }
  .bottom > * {
    pointer-events: auto;
  }
  :not(:defined) {
    display: none;
  }
  /* A phone's picture holds one of them; the poll will be over first. */
  tote-moments:has(+ tote-poll[data-shown]) {
    display: none;
  }
  /* Signs rise beside its answers. */
  tote-poll[data-shown]:has(+ .talk) {
    margin-inline-end: calc(var(--_target) + var(--_2));
  }
  tote-poll[data-shown] + .talk {
    --_sway: 0;
  }
  .talk {
    display: flex;
    align-items: end;
    gap: var(--_2);
  }
  .talk tote-chat {
    flex: 1;
  }
  .talk .opener {
    border: 1px solid var(--_scrim-edge);
    background: var(--_scrim);
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
