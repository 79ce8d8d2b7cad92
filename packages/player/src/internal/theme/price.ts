import type { Money } from '@tote/protocol'
import { css, html, nothing, type TemplateResult } from 'lit'
import type { MessagesController } from '../messages/messages-controller.ts'

export interface PriceOptions {
  readonly price: Money
  readonly compareAt: Money | null
  /** There are dearer ones: say 'from'. */
  readonly isFrom?: boolean
}

/** A price; one that dropped stands out, with the old one struck through and both named for ears. */
export function renderPrice(words: MessagesController, options: PriceOptions): TemplateResult {
  const { price, compareAt, isFrom = false } = options
  const now = words.money(price)
  if (compareAt === null || compareAt.amount <= price.amount)
    return html`<span class="price numbers" part="price"
      >${isFrom ? words.text('price.from', { price: now }) : now}</span
    >`
  const drop = (compareAt.amount - price.amount) / compareAt.amount
  return html`<span class="price numbers" part="price" data-drop>
    <span class="now"><span class="ears-only">${words.text('price.now')} </span>${now}</span>
    <s><span class="ears-only">${words.text('price.was')} </span>${words.money(compareAt)}</s>
    ${drop < 0.01 ? nothing : html`<span class="drop">${words.text('price.drop', { percent: words.percent(drop) })}</span>`}
  </span>`
}

export const priceStyles = css`
  .price {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: baseline;
    column-gap: var(--_2);
  }
  .price[data-drop] .now {
    color: var(--_sale);
    font-weight: 600;
  }
  .price s {
    color: var(--_soft);
    text-decoration-thickness: 1px;
  }
  .price .drop {
    color: var(--_sale);
    font-size: var(--_text-small);
  }
`
