import { css } from 'lit'

export const productSearchStyles = css`
  .search {
    display: flex;
    align-items: center;
    block-size: 100%;
    padding-inline-start: var(--_4);
    border: 1px solid var(--_control);
    border-radius: var(--_radius-control);
  }
  .search .icon {
    color: var(--_soft);
  }
  .search-field {
    flex: 1;
    min-inline-size: 0;
    block-size: 100%;
    padding-inline: var(--_2);
    border: 0;
    outline: 0;
    background: none;
    color: inherit;
    font: inherit;
    /* Smaller, and iOS zooms the page on focus. */
    font-size: max(1rem, var(--_text));
    appearance: none;
  }
  .search-field::placeholder {
    color: var(--_soft);
    opacity: 1;
  }
  .search-field::-webkit-search-cancel-button {
    display: none;
  }
  .search:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .search-clear:focus-visible {
    outline-offset: -4px;
  }
  .none {
    padding-block: var(--_6);
  }
`
