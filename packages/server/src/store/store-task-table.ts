import type { StoreTaskKind } from '@tote/protocol/store-tasks'

/** What stores have to do for orders. As in `Tables`. */
export interface StoreTaskTable {
  store_task: {
    tenant_id: string
    checkout_id: string
    location_id: string
    kind: StoreTaskKind
    /** When the order was placed: the oldest is done first. */
    placed_at: number
    /** Null while it is to do. */
    done_at: number | null
    /** Who at the store did. */
    done_by: string | null
    tracking: string | null
  }
}
