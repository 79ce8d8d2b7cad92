import type { CartView } from '@tote/core'

export interface ToteCheckoutRequestDetail {
  readonly cart: CartView
}

/** A shopper wants to pay. A page that takes them to its check-out calls `preventDefault()`; else the element says that there is none. */
export class ToteCheckoutRequestEvent extends CustomEvent<ToteCheckoutRequestDetail> {
  static readonly type = 'tote-checkout-request'
  constructor(detail: ToteCheckoutRequestDetail) {
    super(ToteCheckoutRequestEvent.type, { bubbles: true, composed: true, cancelable: true, detail })
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tote-checkout-request': ToteCheckoutRequestEvent
  }
}
