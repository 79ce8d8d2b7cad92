/** The shopper wants to see what they missed. The player unfolds its list; a page may show its own. Cancelable. */
export class ToteMomentsOpenEvent extends Event {
  static readonly type = 'tote-moments-open'

  constructor() {
    super(ToteMomentsOpenEvent.type, { bubbles: true, composed: true, cancelable: true })
  }
}

declare global {
  interface HTMLElementEventMap {
    'tote-moments-open': ToteMomentsOpenEvent
  }
}
