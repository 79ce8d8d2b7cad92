import type { Outcome } from '@tote/core'

export interface ToteCartChangeDetail {
  readonly action: 'add' | 'quantity' | 'remove' | 'undo'
  /** Absent for `undo`, which may bring back several. */
  readonly variantId?: string
  /** Units added, or the line's new quantity. */
  readonly quantity?: number
  /** What the hub said of it; late when offline. Never rejects. */
  readonly outcome: Promise<Outcome>
}

/** A shopper changed the basket. Never fired for changes by code, by the hub or from another place: follow the stores for those. */
export class ToteCartChangeEvent extends CustomEvent<ToteCartChangeDetail> {
  static readonly type = 'tote-cart-change'
  constructor(detail: ToteCartChangeDetail) {
    super(ToteCartChangeEvent.type, { bubbles: true, composed: true, detail })
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tote-cart-change': ToteCartChangeEvent
  }
}
