import { css } from 'lit'

export const priceCountdownStyles = css`
  .ends {
    color: var(--_sale);
    font-size: var(--_text-small);
    font-weight: 550;
  }
  .ends::before {
    content: '';
    display: inline-block;
    inline-size: 0.5em;
    block-size: 0.5em;
    margin-inline-end: 0.5em;
    border-radius: 50%;
    background: currentColor;
  }
  @media (prefers-reduced-motion: no-preference) {
    .ends[data-soon]::before {
      animation: ends 1s var(--_ease) infinite alternate;
    }
    @keyframes ends {
      to {
        opacity: 0.2;
      }
    }
  }
`
