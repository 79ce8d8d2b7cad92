import type { ProductView } from '@tote/core'
import { css, html, nothing, type TemplateResult } from 'lit'
import type { MessagesController } from '../messages/messages-controller.ts'
import { renderPrice } from '../theme/price.ts'
import type { VariantChoice } from './variant-choice.ts'

/** The price of what is picked; before that the lowest, with 'from' where they differ. */
export function renderProductPrice(
  words: MessagesController,
  product: ProductView,
  { variant }: VariantChoice,
): TemplateResult {
  if (variant !== null) return renderPrice(words, { price: variant.price, compareAt: variant.compareAt })
  const { min, max } = product.priceRange
  const cheapest = product.variants.find(({ price }) => price.amount === min.amount)
  return renderPrice(words, {
    price: min,
    compareAt: cheapest?.compareAt ?? null,
    isFrom: max.amount > min.amount,
  })
}

/** 'Only 3 left', where few are. */
export function renderLowStock(
  words: MessagesController,
  { variant }: VariantChoice,
): TemplateResult | typeof nothing {
  if (variant === null || variant.isSoldOut || variant.lowStock === null) return nothing
  return html`<span class="low-stock" part="low-stock"
    >${words.text('product.lowStock', { count: variant.lowStock })}</span
  >`
}

export function isSoldOut(product: ProductView, { variant, missing }: VariantChoice): boolean {
  return product.isSoldOut || (missing === null && (variant === null || variant.isSoldOut))
}

export const productFactsStyles = css`
  .facts {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: var(--_1) var(--_3);
  }
  .low-stock {
    color: var(--_notice);
    font-size: var(--_text-small);
    font-weight: 550;
  }
  .brand {
    color: var(--_soft);
    font-size: var(--_text-small);
  }
`
