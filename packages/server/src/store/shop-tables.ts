import type { Generated } from 'kysely'

/** What is between the hub and the tenants' shops. As in `Tables`. */
export interface ShopTables {
  /** A tenant's shop as the hub reads it, and whose turn it is. */
  shop: {
    tenant_id: string
    /** Whose it is; empty for the tenant's own. */
    merchant_id: string
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
  /** The copy that a tenant's shop has of a cart, where it keeps one. */
  shop_cart: {
    tenant_id: string
    cart_id: string
    /** When the shop is to be told how the cart is; null when it knows. */
    due_at: number | null
    /** How often it was to be told: another number than before says that there is more to tell. */
    marks: Generated<number>
    /** Until then one node is at it. */
    leased_until: Generated<number>
    /** That failed, one after another. */
    tries: Generated<number>
    /** The shop's own name of its cart; null before it has one. A secret on some platforms, so it is in no log. */
    shop_ref: string | null
    /** The last order of the cart when the shop was told: what was bought goes on as another cart there. */
    order_id: string | null
    /** Our revision that the shop has; null before it has any. */
    rev: number | null
    /** Units by variant that the shop has of that revision, with what was changed there since. */
    theirs_json: string
    /** When the shop last had ours, by our clock. */
    mirrored_at: number
    /** Of what moment the last change there was, by the shop's clock; 0 when there was none since. */
    told_at: Generated<number>
    /** What was changed there while the cart was being paid here: taken once it is not. Units by variant. */
    waits_json: string | null
  }
  checkout: {
    tenant_id: string
    id: string
    cart_id: string
    /** Whose part of the cart it is; null for what the tenant sells itself. */
    merchant_id: string | null
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
