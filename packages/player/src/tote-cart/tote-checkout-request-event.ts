import type { CartView } from '@tote/core'
import type { CheckoutId } from '@tote/protocol'
import { ToteRequestEvent } from '../internal/shopping/request-event.ts'

export interface ToteCheckoutRequestDetail {
  readonly cart: CartView
  /** Which of several merchants' check-outs is to be paid, once the shopper has chosen one; null before. */
  readonly checkoutId: CheckoutId | null
}

/** A shopper wants to pay. A page that takes them to its check-out calls `preventDefault()`, or `respondWith` to say how it went; else the player leads to the check-out of the shop behind the hub, or says that there is none. */
export class ToteCheckoutRequestEvent extends ToteRequestEvent<ToteCheckoutRequestDetail> {
  static readonly type = 'tote-checkout-request'
  constructor(detail: ToteCheckoutRequestDetail) {
    super(ToteCheckoutRequestEvent.type, detail)
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tote-checkout-request': ToteCheckoutRequestEvent
  }
}
