import { css } from 'lit'

export const consoleStudioStyles = css`
  .live {
    background: var(--live);
    color: #fff;
    font-weight: 700;
    font-size: 0.75rem;
    letter-spacing: 0.06em;
    padding: 0.25rem 0.5rem;
    border-radius: 0.375rem;
  }
  main,
  .beside {
    display: grid;
    gap: 1.25rem;
  }
  main {
    padding: 1.25rem;
    grid-template-columns: minmax(0, 1fr);
    max-inline-size: 90rem;
    margin-inline: auto;
  }
  @media (min-width: 60rem) {
    main {
      grid-template-columns: minmax(16rem, 22rem) minmax(0, 1fr) minmax(14rem, 20rem);
      align-items: start;
    }
    .preview {
      position: sticky;
      inset-block-start: 1.25rem;
    }
  }
  h2 {
    font-size: 0.8125rem;
    font-weight: 620;
    color: var(--ink-soft);
    margin-block-end: 0.625rem;
  }
  tote-player {
    display: block;
    border-radius: 1rem;
    overflow: hidden;
  }
  .products,
  ol {
    display: grid;
    gap: 0.625rem;
    list-style: none;
    margin: 0;
    padding: 0;
  }
  ol {
    gap: 0;
  }
  ol li {
    padding-block: 0.5rem;
    border-block-end: 1px solid var(--edge);
  }
  time {
    font-variant-numeric: tabular-nums;
    color: var(--ink-soft);
    margin-inline-end: 0.5rem;
  }
`
