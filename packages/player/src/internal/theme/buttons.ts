import { css } from 'lit'

/** `.button` (with `.primary` or `.quiet`), `.icon-button` and `.link-button`. */
export const buttons = css`
  button {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    cursor: pointer;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
  }
  button:disabled,
  button[aria-disabled='true'] {
    cursor: default;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--_2);
    min-block-size: var(--_target);
    padding: var(--_2) var(--_6);
    border: 1px solid var(--_control);
    border-radius: var(--_radius-control);
    font-weight: 550;
    line-height: 1.25;
    text-align: center;
    transition:
      background-color var(--_quick),
      border-color var(--_quick),
      color var(--_quick),
      transform var(--_quick) var(--_ease);
  }
  .button:active:not(:disabled) {
    transform: scale(0.985);
  }
  .button.primary {
    background: var(--_accent);
    border-color: var(--_accent);
    color: var(--_on-accent);
  }
  .button:disabled {
    background: var(--_well);
    border-color: var(--_edge);
    color: var(--_soft);
  }
  .link-button {
    min-block-size: 1.5rem;
    padding-block: var(--_1);
    color: inherit;
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
    text-decoration-color: var(--_control);
  }
  .icon-button {
    display: inline-grid;
    place-items: center;
    flex: none;
    inline-size: var(--_target);
    block-size: var(--_target);
    border-radius: 50%;
    transition: background-color var(--_quick);
  }
  @media (hover: hover) {
    .button:hover:not(:disabled) {
      border-color: var(--_ink);
    }
    .button.primary:hover:not(:disabled) {
      background: color-mix(in oklab, var(--_accent) 86%, var(--_paper));
      border-color: transparent;
    }
    .icon-button:hover:not(:disabled) {
      background: color-mix(in oklab, currentColor 10%, transparent);
    }
    .link-button:hover {
      text-decoration-color: currentColor;
    }
  }
  .icon {
    inline-size: 1.25em;
    block-size: 1.25em;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .icon.forward:dir(rtl) {
    transform: scaleX(-1);
  }
  @media (forced-colors: active) {
    .button.primary:not(:disabled) {
      forced-color-adjust: none;
      background: ButtonText;
      border-color: ButtonText;
      color: ButtonFace;
    }
    button:disabled {
      color: GrayText;
    }
  }
`
