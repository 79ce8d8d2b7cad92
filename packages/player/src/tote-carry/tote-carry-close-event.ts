/** The shopper is done with carrying. */
export class ToteCarryCloseEvent extends Event {
  static readonly type = 'tote-carry-close'
  constructor() {
    super(ToteCarryCloseEvent.type, { bubbles: true, composed: true })
  }
}

declare global {
  interface HTMLElementEventMap {
    'tote-carry-close': ToteCarryCloseEvent
  }
}
