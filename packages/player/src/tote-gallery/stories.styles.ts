import { css } from 'lit'

/** The layout of round pictures in one row, with a ring around what is live. */
export const storiesStyles = css`
  .gallery[data-layout='stories'] .row {
    --_tile: 5.75rem;
    --_ring: 6px;
    gap: var(--_2);
    scroll-snap-type: none;
  }
  .gallery[data-layout='stories'] .show {
    justify-items: center;
    text-align: center;
  }
  .gallery[data-layout='stories'] .frame {
    inline-size: 4.75rem;
    margin-block-end: var(--_1);
  }
  .gallery[data-layout='stories'] .picture {
    aspect-ratio: 1;
    border-radius: 50%;
    box-shadow:
      0 0 0 2px var(--_paper),
      0 0 0 3px var(--_control);
  }
  .gallery[data-layout='stories'] .show[data-status='live'] .picture {
    box-shadow:
      0 0 0 2px var(--_paper),
      0 0 0 4px var(--tote-color-live, #c4261d);
  }
  .gallery[data-layout='stories'] .title {
    inline-size: 100%;
    min-block-size: 2.7em;
    font: 400 var(--_text-small) / 1.35 var(--_font);
    overflow-wrap: anywhere;
  }
  .gallery[data-layout='stories'] .badge {
    inset: auto 0 -0.35rem;
    inline-size: fit-content;
    margin-inline: auto;
    font-size: 0.6875rem;
    box-shadow: 0 0 0 2px var(--_paper);
  }
  .gallery[data-layout='stories'] .row .more {
    inline-size: 4.75rem;
    margin-inline: auto;
    padding: var(--_1);
    aspect-ratio: 1;
    border-radius: 50%;
    font-size: 0.75rem;
  }
`
