export interface ToteProductOpenDetail {
  readonly productId: string
}

/** A shopper wants to see a product. `preventDefault()` keeps the element from showing it: the page does. */
export class ToteProductOpenEvent extends CustomEvent<ToteProductOpenDetail> {
  static readonly type = 'tote-product-open'
  constructor(detail: ToteProductOpenDetail) {
    super(ToteProductOpenEvent.type, { bubbles: true, composed: true, cancelable: true, detail })
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tote-product-open': ToteProductOpenEvent
  }
}
