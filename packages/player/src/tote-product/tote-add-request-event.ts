export interface ToteAddRequestDetail {
  readonly productId: string
  readonly variantId: string
  readonly quantity: number
}

/** A shopper wants to add to the basket. `preventDefault()` keeps Tote from doing it: the page adds in its own way. */
export class ToteAddRequestEvent extends CustomEvent<ToteAddRequestDetail> {
  static readonly type = 'tote-add-request'
  constructor(detail: ToteAddRequestDetail) {
    super(ToteAddRequestEvent.type, { bubbles: true, composed: true, cancelable: true, detail })
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tote-add-request': ToteAddRequestEvent
  }
}
