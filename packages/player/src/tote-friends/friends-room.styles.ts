import { css, unsafeCSS } from 'lit'

/** Turned by this much each next colour is far from all before it. */
const GOLDEN_ANGLE = 137.5
const colours = Array.from(
  { length: 20 },
  (_, index) =>
    `[data-colour='${index}'] { --_colour: oklch(0.65 0.17 ${Math.round((25 + index * GOLDEN_ANGLE) % 360)}); }`,
)

export const friendsRoomStyles = css`
  ${unsafeCSS(colours.join('\n'))}
  .friends {
    display: grid;
    gap: var(--_3);
    max-inline-size: 40rem;
    padding-block: var(--_4);
    overflow-wrap: anywhere;
  }
  :host([compact]) .friends {
    padding: var(--_4);
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_raised);
    box-shadow: var(--_shadow);
  }
  .friends ul {
    display: grid;
    gap: var(--_2);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .friends .members {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_2) var(--_4);
  }
  .dot {
    display: inline-block;
    inline-size: 0.75em;
    block-size: 0.75em;
    border-radius: 50%;
    background: var(--_colour);
  }
  .line {
    display: grid;
    gap: var(--_1);
    padding-inline-start: var(--_3);
    border-inline-start: 3px solid var(--_colour);
  }
  .line .head,
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_2) var(--_4);
  }
  .line .title {
    flex: 1 1 8rem;
  }
  .line[data-bought] .title {
    text-decoration: line-through;
  }
  .small {
    font-size: var(--_text-small);
  }
  .vote {
    min-block-size: var(--_target);
    padding-inline: var(--_3);
    border: 1px solid var(--_control);
    border-radius: var(--_radius-control);
  }
  .vote[aria-pressed='true'] {
    background: var(--_accent);
    border-color: var(--_accent);
    color: var(--_on-accent);
  }
  .friends form {
    display: grid;
    gap: var(--_2);
  }
  .friends label {
    display: grid;
    gap: var(--_1);
  }
  .friends input,
  .friends select {
    font: inherit;
    color: inherit;
    min-block-size: var(--_target);
    inline-size: 100%;
    min-inline-size: 0;
    padding-inline: var(--_3);
    border: 1px solid var(--_control);
    border-radius: var(--_radius-small);
    background: var(--_paper);
  }
  .acts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr));
    gap: var(--_3);
  }
  .friends .button {
    padding-inline: var(--_3);
  }
`
