import type { Generated } from 'kysely'

/** Who works with the console. As in `Tables`. */
export interface ConsoleTables {
  /** What the staff did; added to, and neither changed nor deleted. */
  audit: {
    seq: Generated<number>
    tenant_id: string
    at: number
    by_name: string
    /** The associate's; null for the host. */
    store_id: string | null
    act_json: string
  }
  /** Who at a store hands goods over. */
  associate: { tenant_id: string; key_hash: string; name: string; location_id: string }
  /** A host's, or an associate's as long as that one is in the tenant file. */
  console_session: {
    hash: string
    tenant_id: string
    expires_at: number
    associate_key_hash: string | null
  }
}
