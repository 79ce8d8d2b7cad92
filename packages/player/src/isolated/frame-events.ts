/** How much is in the basket of the frame; fired where the tenant lets this site know. */
export class ToteCountChangeEvent extends Event {
  static readonly type = 'tote-count-change'
  readonly quantity: number

  constructor(quantity: number) {
    super(ToteCountChangeEvent.type, { bubbles: true, composed: true })
    this.quantity = quantity
  }
}

/** The shopper has gone to pay at the brand's own site, in a window of their own. */
export class ToteCheckoutOpenEvent extends Event {
  static readonly type = 'tote-checkout-open'

  constructor() {
    super(ToteCheckoutOpenEvent.type, { bubbles: true, composed: true })
  }
}

/** A fault of the frame, or that it does not come: as a player's own, `error` has a code. */
export class ToteFrameErrorEvent extends Event {
  static readonly type = 'tote-error'
  readonly error: Error & { readonly code: string }

  constructor({ code, message }: { readonly code: string; readonly message: string }) {
    super(ToteFrameErrorEvent.type, { bubbles: true, composed: true })
    this.error = Object.assign(new Error(message), { name: 'ToteError', code })
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tote-count-change': ToteCountChangeEvent
    'tote-checkout-open': ToteCheckoutOpenEvent
  }
}
