import { css } from 'lit'

/** A modal `<dialog class="sheet">`: from below on a phone, from the side where there is room. */
export const sheetStyles = css`
  .sheet {
    inset: auto 0 0;
    inline-size: 100%;
    max-inline-size: none;
    max-block-size: min(88dvb, 100dvb - 2rem);
    margin: 0;
    padding: 0;
    overflow: hidden;
    border: 0;
    border-start-start-radius: calc(var(--_radius) * 1.5);
    border-start-end-radius: calc(var(--_radius) * 1.5);
    background: var(--_paper);
    color: var(--_ink);
    box-shadow: var(--_shadow);
    transition: transform var(--_calm) var(--_ease);
    @starting-style {
      transform: translateY(2rem);
    }
  }
  .sheet::backdrop {
    background: rgb(12 11 9 / 0.48);
    transition: opacity var(--_calm);
    @starting-style {
      opacity: 0;
    }
  }
  .sheet[open] {
    display: flex;
  }
  .sheet-body {
    flex: 1;
    min-inline-size: 0;
    padding: var(--_4) var(--_4) calc(var(--_6) + env(safe-area-inset-bottom));
    overflow: auto;
    overscroll-behavior: contain;
    --_picture-max: 44dvb;
  }
  .sheet-close {
    position: absolute;
    inset-block-start: var(--_6);
    inset-inline-end: var(--_6);
    z-index: 1;
    margin: 0;
  }
  .sheet-close .icon-button {
    background: color-mix(in oklab, var(--_paper) 88%, transparent);
  }
  @media (width >= 40rem) {
    .sheet {
      inset: 0;
      inset-inline-start: auto;
      inline-size: 26rem;
      block-size: 100dvb;
      max-block-size: none;
      border-radius: 0;
      border-inline-start: 1px solid var(--_edge);
    }
  }
`
