import { css } from 'lit'

/** A player without a picture: what is told of the one elsewhere, and below it the shop. */
export const secondScreenStyles = css`
  .frame {
    display: block;
    block-size: auto;
  }
  .stage {
    inline-size: auto;
    block-size: auto;
    max-block-size: none;
    aspect-ratio: auto;
    background: var(--_paper);
    color: var(--_ink);
    border-radius: 0;
  }
  .stage > :not(.offer) {
    display: none;
  }
  .stage > .offer {
    position: static;
    padding: var(--_4);
  }
  .frame .panel,
  .frame:not([data-panel]) .panel {
    position: static;
    transform: none;
    visibility: visible;
    max-block-size: none;
    border-radius: 0;
    box-shadow: none;
  }
  .close {
    display: none;
  }
`
