import { limits } from '@tote/protocol'
import { css, html, type TemplateResult } from 'lit'
import type { MessagesController } from '../messages/messages-controller.ts'
import { minusIcon, plusIcon } from '../theme/icons.ts'

export interface StepperOptions {
  readonly title: string
  readonly quantity: number
  readonly set: (quantity: number) => void
  /** What less than one means; without it there is no less than one. */
  readonly remove?: () => void
}

/** A quantity with a button on either side. */
export function renderStepper(words: MessagesController, options: StepperOptions): TemplateResult {
  const { title, quantity, set, remove } = options
  const isLast = quantity <= 1
  const isMost = quantity >= limits.maxQuantity
  const less = () => (isLast ? remove?.() : set(quantity - 1))
  const more = () => (isMost ? undefined : set(quantity + 1))
  // Never `disabled`: a button that is takes the focus of whoever just pressed it away.
  return html`<div
    class="stepper"
    part="stepper"
    role="group"
    aria-label=${words.text('cart.quantityOf', { title })}
  >
    <button
      class="icon-button less"
      part="less"
      type="button"
      aria-label=${words.text(isLast && remove !== undefined ? 'cart.remove' : 'cart.less', { title })}
      aria-disabled=${isLast && remove === undefined}
      @click=${less}
    >
      ${minusIcon}
    </button>
    <span class="quantity numbers" part="quantity">${quantity}</span>
    <button
      class="icon-button more"
      part="more"
      type="button"
      aria-label=${words.text('cart.more', { title })}
      aria-disabled=${isMost}
      @click=${more}
    >
      ${plusIcon}
    </button>
  </div>`
}

export const stepperStyles = css`
  .stepper {
    display: inline-flex;
    align-items: center;
    inline-size: fit-content;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius-control);
  }
  .stepper .icon-button {
    inline-size: calc(var(--_target) - 2px);
    block-size: calc(var(--_target) - 2px);
  }
  .stepper [aria-disabled='true'] {
    color: color-mix(in oklab, var(--_soft) 55%, transparent);
  }
  .quantity {
    min-inline-size: 1.75em;
    text-align: center;
  }
`
