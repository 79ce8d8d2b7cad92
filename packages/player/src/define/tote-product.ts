import { safeDefine } from '../internal/safe-define.ts'
import { ToteProduct } from '../tote-product/tote-product.ts'

safeDefine('tote-product', ToteProduct)

declare global {
  interface HTMLElementTagNameMap {
    'tote-product': ToteProduct
  }
}
