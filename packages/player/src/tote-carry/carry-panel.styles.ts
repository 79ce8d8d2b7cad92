import { css } from 'lit'

export const carryPanelStyles = css`
  .carry {
    display: grid;
    gap: var(--_4);
    /* Longer lines are no easier to read, nor wider buttons to press. */
    max-inline-size: 32rem;
    padding-block: var(--_4);
  }
  .acts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr));
    gap: var(--_3);
  }
  .match {
    font: 400 2.5rem/1 var(--_font-display);
    letter-spacing: 0.06em;
  }
  .code {
    font-size: var(--_text-large);
    letter-spacing: 0.1em;
  }
  .scan {
    inline-size: min(12rem, 100%);
    padding: var(--_2);
    border-radius: var(--_radius-small);
    /* Scanners want dark on light, whatever the page's colours are. */
    background: #fff;
    color: #000;
  }
  .typed {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--_3);
  }
  label {
    display: grid;
    gap: var(--_1);
    flex: 1 1 10rem;
  }
  input {
    font: inherit;
    color: inherit;
    min-block-size: var(--_target);
    inline-size: 100%;
    padding-inline: var(--_3);
    border: 1px solid var(--_control);
    border-radius: var(--_radius-small);
    background: var(--_paper);
    letter-spacing: 0.08em;
  }
  .fault {
    color: var(--_notice);
  }
  a {
    color: inherit;
  }
`
