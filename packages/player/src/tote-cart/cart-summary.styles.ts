import { css } from 'lit'

export const cartSummaryStyles = css`
  .summary {
    display: grid;
    gap: var(--_1);
    padding-block-start: var(--_4);
  }
  .sum {
    display: flex;
    justify-content: space-between;
    gap: var(--_4);
  }
  .sum.last {
    font-size: var(--_text-large);
  }
  .sum.discount {
    color: var(--_sale);
  }
  .taxes,
  .no-checkout,
  .problem {
    font-size: var(--_text-small);
  }
  .problem,
  .no-checkout[data-shown] {
    color: var(--_notice);
  }
  .no-checkout[data-shown] {
    margin-block-start: var(--_2);
  }
  .checkout {
    margin-block-start: var(--_3);
  }
  .codes {
    padding-block-end: var(--_3);
  }
  .code-entry summary {
    color: var(--_soft);
    font-size: var(--_text-small);
  }
  .code-form input {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: var(--_target);
    padding-inline: var(--_3);
    border: 1px solid var(--_control);
    border-radius: var(--_radius-small);
    background: var(--_paper);
    color: var(--_ink);
    /* Smaller than this and a phone zooms the page in. */
    font: inherit;
    font-size: max(1rem, var(--_text));
  }
  .code-entry summary {
    display: inline-block;
    min-block-size: 1.5rem;
    padding-block: var(--_1);
    cursor: pointer;
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
    text-decoration-color: var(--_control);
    list-style: none;
  }
  .code-entry summary::-webkit-details-marker {
    display: none;
  }
  .code-form {
    display: flex;
    gap: var(--_2);
    margin-block-start: var(--_2);
  }
  .code-form input {
    text-transform: uppercase;
  }
  .code-form input::placeholder {
    text-transform: none;
    color: var(--_soft);
  }
  .code-form input[aria-invalid='true'] {
    border-color: var(--_notice);
  }
  .code-form .button {
    flex: none;
    padding-inline: var(--_4);
  }
  .problem:empty {
    display: none;
  }
  .code-list {
    display: grid;
    gap: var(--_1);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .code {
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: var(--_3);
  }
  .code span {
    font-weight: 550;
    letter-spacing: 0.04em;
    overflow-wrap: anywhere;
  }
  .code .link-button {
    font-size: var(--_text-small);
    color: var(--_soft);
  }
  .paying {
    display: grid;
    gap: var(--_2);
    margin-block-start: var(--_3);
    padding: var(--_3) var(--_4);
    border-radius: var(--_radius-small);
    background: var(--_well);
  }
`
