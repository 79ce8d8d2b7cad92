import { css } from 'lit'

export const toteControlsStyles = css`
  :host {
    container-type: normal;
    color: var(--_on-scrim);
  }
  .bar {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: var(--_1);
  }
  .rewind,
  .time {
    display: flex;
    align-items: center;
    gap: var(--_2);
    flex: 1 0 100%;
    min-block-size: 1.75rem;
  }
  /* All of them in one row of a phone. */
  @container (inline-size < 26rem) {
    .bar {
      gap: 0;
    }
    .icon-button {
      inline-size: 2rem;
      border-radius: 1rem;
    }
  }
  .gap {
    flex: 1;
  }
  .icon-button {
    color: inherit;
    font-size: 1.125rem;
  }
  .icon-button[aria-pressed='true'] {
    background: rgb(255 255 255 / 0.2);
  }
  .solid {
    fill: currentColor;
  }
  .icon-button:focus-visible,
  .live:focus-visible,
  input:focus-visible {
    outline-color: var(--_on-scrim);
  }
  .live {
    display: inline-flex;
    align-items: center;
    gap: var(--_2);
    min-block-size: 1.75rem;
    padding-inline: var(--_3);
    border: 1px solid var(--_scrim-edge);
    border-radius: var(--_radius-control);
    font-size: var(--_text-small);
    font-weight: 600;
    white-space: nowrap;
    color: inherit;
  }
  .dot {
    inline-size: 0.5rem;
    block-size: 0.5rem;
    border-radius: 50%;
    background: var(--_on-scrim-soft);
  }
  .times {
    font-size: var(--_text-small);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .seek {
    flex: 1 1 4rem;
    min-inline-size: 3rem;
    block-size: 1.5rem;
    margin: 0;
    accent-color: var(--_on-scrim);
    cursor: pointer;
  }
`
