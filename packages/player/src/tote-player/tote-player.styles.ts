import { css } from 'lit'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { tokens } from '../internal/theme/tokens.ts'

import { overlayStyles } from './overlay.styles.ts'
import { panelStyles } from './panel.styles.ts'

const frame = css`
  :host {
    --_stage: var(--tote-player-block-size, min(44rem, 86dvb));
    container-name: player;
    /* As what lies in it: its own ground would show at the corners. */
    border-radius: var(--_radius);
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
    isolation: isolate;
    inline-size: 100%;
    aspect-ratio: 9 / 16;
    max-block-size: var(--tote-player-max-block-size, 100svb);
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
  /* A last frame would stand before what is shown now. */
  .stage:has(tote-thin[silent]) video {
    opacity: 0;
  }
  video::cue {
    font-family: var(--_font);
    font-size: var(--_caption-size);
    background: rgb(0 0 0 / 0.72);
    color: #fff;
  }
  .shade {
    pointer-events: none;
    background:
      linear-gradient(to bottom, rgb(12 11 9 / 0.74), rgb(12 11 9 / 0.6) 9%, transparent 26%),
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

export const totePlayerStyles = [tokens, base, buttons, frame, overlayStyles, panelStyles]
