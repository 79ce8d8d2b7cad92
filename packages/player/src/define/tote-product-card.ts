import { safeDefine } from '../internal/safe-define.ts'
import { ToteProductCard } from '../tote-product-card/tote-product-card.ts'
// A product opens in full inside it.
import './tote-product.ts'

safeDefine('tote-product-card', ToteProductCard)

declare global {
  interface HTMLElementTagNameMap {
    'tote-product-card': ToteProductCard
  }
}
