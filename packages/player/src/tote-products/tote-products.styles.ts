import { css } from 'lit'
import { productFactsStyles } from '../internal/shopping/product-facts.ts'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { pictureStyles } from '../internal/theme/picture.ts'
import { priceStyles } from '../internal/theme/price.ts'
import { tokens } from '../internal/theme/tokens.ts'

export const toteProductsStyles = [
  tokens,
  base,
  buttons,
  pictureStyles,
  priceStyles,
  productFactsStyles,
  css`
    .head {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      justify-content: space-between;
      column-gap: var(--_3);
      padding-block-end: var(--_4);
    }
    .count {
      color: var(--_soft);
      font-size: var(--_text-small);
    }
    .empty {
      padding-block: var(--_6);
    }
    /* Kept while the search is on its way: the list does not jump. */
    .search-place {
      flex-basis: 100%;
      block-size: var(--_target);
      margin-block-start: var(--_3);
    }
    .list {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 10.5rem), 1fr));
      gap: var(--_6) var(--_4);
    }
    .item {
      display: grid;
      gap: var(--_3);
      inline-size: 100%;
      text-align: start;
      align-content: start;
    }
    .item .picture img {
      /* Slow, and not at all for those who want nothing to move. */
      transition: transform calc(var(--_calm) * 2) var(--_ease);
    }
    .text {
      display: grid;
      justify-items: start;
      align-content: start;
      gap: 2px;
    }
    .title {
      font-weight: 500;
      line-height: 1.35;
      overflow-wrap: anywhere;
    }
    .marks {
      display: flex;
      flex-wrap: wrap;
      gap: var(--_2);
    }
    .mark {
      color: var(--_soft);
      font-size: var(--_text-small);
    }
    .mark.now {
      display: inline-flex;
      align-items: center;
      gap: var(--_2);
      color: var(--_sale);
      font-weight: 600;
    }
    .mark.now::before {
      content: '';
      inline-size: 0.4em;
      block-size: 0.4em;
      border-radius: 50%;
      background: currentColor;
    }
    .item[data-sold-out] img {
      opacity: 0.55;
      filter: grayscale(0.6);
    }
    .ghost {
      aspect-ratio: 4 / 6;
      border-radius: var(--_radius-small);
      background: var(--_well);
    }
    @container (inline-size >= 23rem) {
      .item {
        position: relative;
      }
      .marks {
        position: absolute;
        inset-block-start: var(--_2);
        inset-inline-start: var(--_2);
      }
      .mark {
        padding: 2px var(--_2);
        border-radius: var(--_radius-control);
        background: var(--_paper);
      }
    }
    @container (inline-size < 23rem) {
      .list {
        grid-template-columns: 1fr;
        gap: 0;
      }
      .item {
        grid-template-columns: 4.5rem minmax(0, 1fr);
        align-items: center;
        gap: var(--_4);
        padding-block: var(--_3);
        border-block-start: 1px solid var(--_edge);
      }
      .text {
        align-content: center;
      }
      .ghost {
        aspect-ratio: auto;
        block-size: 5.5rem;
        margin-block-end: var(--_3);
      }
    }
    @media (hover: hover) and (prefers-reduced-motion: no-preference) {
      .item:hover img {
        transform: scale(1.025);
      }
    }
    @media (hover: hover) {
      .item:hover .title {
        text-decoration: underline;
        text-decoration-thickness: 1px;
        text-underline-offset: 0.2em;
      }
    }
  `,
]
