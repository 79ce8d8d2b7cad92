import type { Generated } from 'kysely'

/** One cart's place in the line for a variant. */
export interface WaitingTable {
  waiting: {
    tenant_id: string
    variant_id: string
    /** The order in which the hub took the wishes. */
    seq: number
    cart_id: string
    joined_at: number
    /** Until when it is this one's turn; null while it waits. */
    turn_until: number | null
    /** Where its unit is set aside, counted in `held` there; null while it waits, and for what nobody counts. */
    location_id: string | null
    /** The drop that it comes of, and the name it has in the drop's log; null where the shopper waits for what is sold out. */
    drop_id: string | null
    who: string | null
    /** Units that its turn sets aside, at most; once it is its turn those that are. */
    units: Generated<number>
  }
}
