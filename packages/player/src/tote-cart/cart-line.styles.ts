import { css } from 'lit'

export const cartLineStyles = css`
  .seller {
    padding-block-start: var(--_4);
    color: var(--_soft);
    font-size: var(--_text-small);
  }
  .line {
    display: grid;
    grid-template:
      'picture body cost'
      'picture acts acts' 1fr / 5rem minmax(0, 1fr) auto;
    gap: var(--_2) var(--_4);
    padding-block: var(--_4);
    border-block-end: 1px solid var(--_edge);
    animation: tote-rise var(--_calm) var(--_ease) backwards;
  }
  .line .picture {
    grid-area: picture;
    align-self: start;
  }
  .line-body {
    grid-area: body;
    display: grid;
    align-content: start;
    gap: 2px;
  }
  .line-title {
    font-weight: 500;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }
  .line-variant,
  .line-hold,
  .line-note,
  .each {
    color: var(--_soft);
    font-size: var(--_text-small);
  }
  .line-cost {
    grid-area: cost;
    display: grid;
    justify-items: end;
    align-content: start;
    text-align: end;
  }
  .line-acts {
    grid-area: acts;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--_2);
    align-self: end;
  }
  .remove {
    color: var(--_soft);
    font-size: var(--_text-small);
    min-block-size: var(--_target);
  }
  .line[data-unavailable] :is(.picture, .line-title, .line-cost) {
    opacity: 0.6;
    filter: grayscale(1);
  }
  .line[data-unavailable] :is(.line-title, .line-cost) {
    opacity: 1;
    color: var(--_soft);
  }
  .line-hold[data-over],
  .line-note {
    color: var(--_notice);
  }
  @container (inline-size < 20rem) {
    .line {
      grid-template:
        'picture body'
        'picture cost'
        'acts acts' / 3.5rem minmax(0, 1fr);
      column-gap: var(--_3);
    }
    .line-cost {
      display: flex;
      gap: var(--_2);
      align-items: baseline;
      justify-items: start;
      text-align: start;
    }
  }
`
