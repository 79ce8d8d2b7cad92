import type { CreditRule } from '@tote/protocol'
import type { CreditKind } from '../credit/credit-sale.ts'
import type { PointsTables } from './points-tables.ts'
import type { Deed } from './service-store.ts'
import type { Touch } from '../credit/touch-path.ts'

/** What led to a sale, what was sold, whose it was, and what points it brought; see `tables.ts`. */
export interface CreditTables extends PointsTables {
  /** What a journey met in shows, one row a thing: kept for a while, and the shopper's to delete. */
  touch: {
    tenant_id: string
    journey_id: string
    show_id: string
    /** Origin of the site. */
    channel: string
    kind: Touch['kind']
    /** A line's id for `added`, a product's for `met` and `bought`, empty for `watched`. */
    item: string
    product_id: string | null
    first_at: number
    last_at: number
    /** Programme time of the picture then, where it was known. */
    first_picture: number | null
    last_picture: number | null
  }
  /** A line of an order, or what was given back of one. Added to, never changed; nobody's name is in it. */
  sale: {
    tenant_id: string
    checkout_id: string
    line_id: string
    /** The shop's name of a refund; empty for the order. */
    ref: string
    order_ref: string
    variant_id: string
    product_id: string
    channel: string
    store_id: string | null
    units: number
    units_before: number
    amount: number
    amount_before: number
    currency_code: string
    path_json: string
    at: number
  }
  /** The ledger: each sale shared out by the rule that stood then. Added to, never changed. */
  credit: {
    tenant_id: string
    checkout_id: string
    line_id: string
    ref: string
    part: number
    rule: CreditRule
    kind: CreditKind
    show_id: string | null
    host: string | null
    cue: number | null
    channel: string
    store_id: string | null
    units: number
    amount: number
  }
  /** Who at a store served a line of an order. Added to, never changed. */
  sale_service: {
    tenant_id: string
    checkout_id: string
    line_id: string
    deed: Deed
    store_id: string
    associate: string
    quantity: number
    at: number
  }
  /** Whoever ordered, by a name that says nothing of them, and where they were first met. Goes with the shopper who is forgotten. */
  buyer: {
    tenant_id: string
    key: string
    /** Whose it is; null once nobody came back to that journey. */
    journey_id: string | null
    met_at: number
    show_id: string | null
    host: string | null
    cue: number | null
    channel: string
    product_id: string
  }
  /** Of which buyer an order is: beside the ledger, for it goes where the ledger stays. */
  sale_buyer: { tenant_id: string; checkout_id: string; buyer: string }
}
