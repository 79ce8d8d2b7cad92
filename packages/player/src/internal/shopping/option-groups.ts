import { css, html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { MessagesController } from '../messages/messages-controller.ts'
import { downIcon } from '../theme/icons.ts'
import { chooseText } from './choose-text.ts'
import type { ChoiceAxis, VariantChoice } from './variant-choice.ts'

/** More values than this are quicker to find in a list than among chips. */
const MAX_CHIPS = 8

type Pick = (axis: string, value: string) => void

/** One radio group (or, with many values, one select) for each axis there is something to choose on. */
export function renderOptions(
  words: MessagesController,
  { axes, missing }: VariantChoice,
  pick: Pick,
): TemplateResult | typeof nothing {
  if (axes.length === 0) return nothing
  return html`<div class="options" part="options">
    ${axes.map((axis) => {
      const isMissing = missing?.name === axis.name
      return axis.values.length > MAX_CHIPS
        ? renderSelect(words, { axis, isMissing, pick })
        : renderChips(words, { axis, isMissing, pick })
    })}
  </div>`
}

interface AxisOptions {
  readonly axis: ChoiceAxis
  readonly isMissing: boolean
  readonly pick: Pick
}

function renderChips(words: MessagesController, { axis, isMissing, pick }: AxisOptions): TemplateResult {
  return html`<fieldset class="axis" part="option" ?data-missing=${isMissing}>
    <legend class="axis-name">${axis.name}</legend>
    <div class="chips">
      ${axis.values.map(
        ({ value, isPicked, isSoldOut }) =>
          html`<label class="chip" part="option-value" ?data-sold-out=${isSoldOut}>
            <input
              type="radio"
              name=${`axis-${axis.name}`}
              value=${value}
              .checked=${live(isPicked)}
              @change=${() => pick(axis.name, value)}
            />
            <span class="chip-text">${value}</span>
            ${isSoldOut ? html`<span class="ears-only">, ${words.text('product.soldOut')}</span>` : nothing}
          </label>`,
      )}
    </div>
  </fieldset>`
}

function renderSelect(words: MessagesController, { axis, isMissing, pick }: AxisOptions): TemplateResult {
  const onChange = ({ currentTarget }: Event) => {
    if (currentTarget instanceof HTMLSelectElement) pick(axis.name, currentTarget.value)
  }
  const picked = axis.values.find(({ isPicked }) => isPicked)
  return html`<label class="axis" part="option" ?data-missing=${isMissing}>
    <span class="axis-name">${axis.name}</span>
    <span class="select-box">
      <select class="select" part="option-select" .value=${live(picked?.value ?? '')} @change=${onChange}>
        <option value="" disabled ?selected=${picked === undefined}>${chooseText(words, axis.name)}</option>
        ${axis.values.map(
          ({ value, isPicked, isSoldOut }) =>
            html`<option value=${value} ?selected=${isPicked}>
              ${isSoldOut ? words.text('product.choice', { value }) : value}
            </option>`,
        )}
      </select>
      ${downIcon}
    </span>
  </label>`
}

/** Puts the focus on the axis that still has to be picked. */
export function focusMissing(root: ParentNode): void {
  root.querySelector<HTMLElement>('[data-missing] :is(input, select)')?.focus()
}

export const optionStyles = css`
  .options {
    display: grid;
    gap: var(--_4);
  }
  .axis {
    display: block;
  }
  .axis-name {
    display: block;
    margin-block-end: var(--_2);
    font-size: var(--_text-small);
    color: var(--_soft);
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_2);
  }
  .chip {
    position: relative;
    display: inline-grid;
    place-items: center;
    min-inline-size: var(--_target);
    min-block-size: var(--_target);
    padding-inline: var(--_3);
    border: 1px solid var(--_edge);
    border-radius: var(--_radius-small);
    cursor: pointer;
    transition:
      border-color var(--_quick),
      box-shadow var(--_quick);
  }
  .chip input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: inherit;
  }
  .chip:has(:checked) {
    border-color: var(--_ink);
    box-shadow: inset 0 0 0 1px var(--_ink);
  }
  .chip:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .chip[data-sold-out] {
    color: var(--_soft);
    background: linear-gradient(
      to top right,
      transparent calc(50% - 0.5px),
      var(--_edge) calc(50% - 0.5px) calc(50% + 0.5px),
      transparent calc(50% + 0.5px)
    );
  }
  .select {
    inline-size: 100%;
    min-block-size: var(--_target);
    padding-inline: var(--_3) var(--_8);
    border: 1px solid var(--_control);
    border-radius: var(--_radius-small);
    background: var(--_paper);
    color: inherit;
    font: inherit;
    appearance: none;
  }
  .select-box {
    position: relative;
    display: block;
  }
  .select-box .icon {
    position: absolute;
    inset-block: 0;
    inset-inline-end: var(--_3);
    margin-block: auto;
    pointer-events: none;
  }
  @media (hover: hover) {
    .chip:hover {
      border-color: var(--_ink);
    }
  }
  @media (forced-colors: active) {
    .chip:has(:checked) {
      outline: 2px solid Highlight;
    }
    .chip[data-sold-out] .chip-text {
      color: GrayText;
      text-decoration: line-through;
    }
  }
`
