/** A shopper pressed the basket button. `preventDefault()` keeps it from opening its sheet: the page shows the basket. */
export class ToteCartOpenEvent extends CustomEvent<null> {
  static readonly type = 'tote-cart-open'
  constructor() {
    super(ToteCartOpenEvent.type, { bubbles: true, composed: true, cancelable: true, detail: null })
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tote-cart-open': ToteCartOpenEvent
  }
}
