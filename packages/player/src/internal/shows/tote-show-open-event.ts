export interface ToteShowOpenDetail {
  readonly showId: string
}

/** A shopper wants to see a show. `preventDefault()` keeps the element from opening it: the page does. */
export class ToteShowOpenEvent extends CustomEvent<ToteShowOpenDetail> {
  static readonly type = 'tote-show-open'
  constructor(detail: ToteShowOpenDetail) {
    super(ToteShowOpenEvent.type, { bubbles: true, composed: true, cancelable: true, detail })
  }
}

/** A shopper closed the show that an element had opened. */
export class ToteShowCloseEvent extends CustomEvent<ToteShowOpenDetail> {
  static readonly type = 'tote-show-close'
  constructor(detail: ToteShowOpenDetail) {
    super(ToteShowCloseEvent.type, { bubbles: true, composed: true, detail })
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tote-show-open': ToteShowOpenEvent
    'tote-show-close': ToteShowCloseEvent
  }
}
