import { safeDefine } from '../internal/safe-define.ts'
import { ToteOrders } from '../tote-orders/tote-orders.ts'

safeDefine('tote-orders', ToteOrders)

declare global {
  interface HTMLElementTagNameMap {
    'tote-orders': ToteOrders
  }
}
