/** A shopper went back from a product. */
export class ToteProductCloseEvent extends CustomEvent<null> {
  static readonly type = 'tote-product-close'
  constructor() {
    super(ToteProductCloseEvent.type, { bubbles: true, composed: true, detail: null })
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tote-product-close': ToteProductCloseEvent
  }
}
