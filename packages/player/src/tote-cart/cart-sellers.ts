import type { CartLineView, Tote } from '@tote/core'
import { html, nothing, type TemplateResult } from 'lit'
import { sellerName } from '../internal/shopping/seller-name.ts'

/** Lines under the names of those who sell them, where more than one does. */
export function renderSellers(
  tote: Tote,
  lines: readonly CartLineView[],
  list: (lines: readonly CartLineView[], label: string | typeof nothing) => TemplateResult,
): TemplateResult | readonly TemplateResult[] {
  const bySeller = Map.groupBy(lines, ({ merchantId }) => merchantId)
  if (bySeller.size === 1) return list(lines, nothing)
  return [...bySeller].map(([merchantId, own]) => {
    const name = sellerName(tote, merchantId)
    return html`<p class="seller" part="seller">${name}</p>
      ${list(own, name)}`
  })
}
