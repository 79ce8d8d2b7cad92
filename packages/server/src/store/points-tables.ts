/** Points of shoppers who signed in. As in `Tables`. */
export interface PointsTables {
  points_account: {
    tenant_id: string
    shopper_id: string
    balance: number
    /** Of the balance, set aside for check-outs that are open. */
    held: number
    /** To be taken from what is earned next. */
    owed: number
  }
  /** How the balance came about. Added to, never changed; each reason once. */
  points_entry: {
    tenant_id: string
    shopper_id: string
    kind: PointsKind
    /** The check-out, refund, step of a show or act of staff that it is about. */
    ref: string
    points: number
    /** Who of the staff adjusted it, and why; empty for all else. */
    note: string
    at: number
  }
  points_hold: {
    tenant_id: string
    checkout_id: string
    shopper_id: string
    points: number
    state: 'held' | 'released' | 'spent'
  }
  /** What an order earned and took, and how much of both came back. */
  points_order: {
    tenant_id: string
    checkout_id: string
    shopper_id: string
    earned: number
    spent: number
    reversed: number
    returned: number
  }
  points_watch: {
    tenant_id: string
    shopper_id: string
    show_id: string
    minutes: number
    /** The minute since 1970 that was counted last: each counts once, on however many screens. */
    last_minute: number
  }
}

export type PointsKind = 'order' | 'reversed' | 'watch' | 'spent' | 'returned' | 'adjusted'
