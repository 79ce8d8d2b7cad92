import { css } from 'lit'

/** A show in a dialog of its own, dark around whatever the page is; or in place, as the page is. */
export const openedShowStyles = css`
  dialog.opened {
    inset: 0;
    inline-size: min(60rem, 100vi - 4rem);
    max-inline-size: none;
    max-block-size: none;
    margin: auto;
    padding: 0;
    border: 0;
    overflow: visible;
    background: none;
    color: var(--_on-scrim);
    --_focus: var(--_on-scrim);
    --tote-player-block-size: min(46rem, 100dvb - 7rem);
    transition: opacity var(--_calm);
    @starting-style {
      opacity: 0;
    }
  }
  dialog.opened::backdrop {
    background: rgb(12 11 9 / 0.82);
  }
  .opened-bar {
    display: flex;
    align-items: center;
    gap: var(--_1);
    min-block-size: var(--_target);
    margin-block-end: var(--_2);
    font-size: 1.125rem;
  }
  .opened-close {
    margin-inline-start: auto;
  }
  .place {
    display: block;
    margin-block-end: var(--_6);
  }
  @media (width < 51rem) {
    dialog.opened {
      inline-size: min(100vi - 2rem, (100dvb - 5rem) * 9 / 16);
      --tote-player-max-block-size: calc(100dvb - 5rem);
    }
  }
  /* A phone's whole screen: the bar, and the picture down to its foot. */
  @media (width < 32rem) {
    dialog.opened {
      inline-size: 100%;
      block-size: 100dvb;
      background: #0f0e0c;
      --tote-radius: 0;
      --tote-player-max-block-size: calc(100dvb - 2.75rem);
    }
    dialog.opened .opened-bar {
      margin-block-end: 0;
    }
  }
`
