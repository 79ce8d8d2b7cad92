import { css } from 'lit'

/** Products and basket: a sheet over the picture, beside it where there is room. */
export const panelStyles = css`
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
    /* Seen at once when it opens, so that it can take the focus; gone only when it has left. */
    transition: transform var(--_calm) var(--_ease);
  }
  .frame:not([data-panel]) .panel {
    transform: translateY(102%);
    visibility: hidden;
    transition:
      transform var(--_calm) var(--_ease),
      visibility var(--_calm);
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
  .chat {
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }
  .chat tote-chat {
    flex: 1;
    min-block-size: 0;
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
    /* Not 100%: of that Firefox makes no width. */
    .stage {
      inline-size: auto;
      block-size: var(--_stage);
      max-block-size: 100%;
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
