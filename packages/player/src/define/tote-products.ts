import { safeDefine } from '../internal/safe-define.ts'
import { ToteProducts } from '../tote-products/tote-products.ts'
// A product opens in full inside it.
import './tote-product.ts'

safeDefine('tote-products', ToteProducts)

declare global {
  interface HTMLElementTagNameMap {
    'tote-products': ToteProducts
  }
}
