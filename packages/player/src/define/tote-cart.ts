import { safeDefine } from '../internal/safe-define.ts'
import { ToteCart } from '../tote-cart/tote-cart.ts'

safeDefine('tote-cart', ToteCart)

declare global {
  interface HTMLElementTagNameMap {
    'tote-cart': ToteCart
  }
}
