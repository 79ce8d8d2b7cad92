import type { Generated } from 'kysely'

/** What is between the hub and the tenants' shops. As in `Tables`. */
export interface ShopTables {
  /** A tenant's shop as the hub reads it, and whose turn it is. */
  shop: {
    tenant_id: string
    /** When its catalogue is to be read again. */
    due_at: number
    /** Until then one node is at it. */
    leased_until: number
    /** That failed, one after another. */
    tries: number
    read_at: number | null
    failing_since: number | null
    /** Why, in words for whoever looks after the hub. */
    problem: string | null
  }
  checkout: {
    tenant_id: string
    id: string
    cart_id: string
    cart_rev: number
    state: 'open' | 'placed' | 'cancelled' | 'expired'
    /** Lines, codes and cost as they were when it was opened. */
    frozen_json: string
    /** The order's name at the shop: an order is placed once. */
    external_ref: string | null
    opened_at: number
    expires_at: number
    /** Where its shop takes the money, and by what name it knows it; null where there is no shop to ask. */
    shop_json: string | null
    /** When the shop is asked next whether there is an order; null when it is not asked. */
    ask_at: number | null
    asks: Generated<number>
    placed_at: number | null
    /** What the shopper shows where the goods are picked up; null where they are sent. */
    pickup_code: string | null
    /** From when on a pick-up can be fetched, as was said when it was ordered. */
    ready_at: number | null
    handed_over_at: number | null
    /** Who at the store did. */
    handed_over_by: string | null
  }
}
