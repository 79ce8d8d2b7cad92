/** Drops of shows, who entered them, and the public log of each. */
export interface DropTables {
  show_drop: {
    tenant_id: string
    id: string
    show_id: string
    product_id: string
    variant_id: string
    /** Programme time, which is the hub's. */
    opens_at: number
    /** How long after it who enters is drawn. */
    window_ms: number
    per_shopper: number
    hold_ms: number
    /** Secret until the draw. */
    seed: string
    /** Secret for good: with it a pseudonym could be told from an entry's id. */
    salt: string
    commitment: string
    state: 'announced' | 'opened' | 'ordered' | 'closed'
    /** Whether its log says so. */
    is_sold_out: number
    /** Number, time and hash of the log's last entry. */
    log_n: number
    log_at: number
    log_hash: string
  }
  /** One cart's entry. It stays when its turn is over: nobody enters twice. */
  drop_entry: {
    tenant_id: string
    drop_id: string
    cart_id: string
    who: string
    state: 'entered' | 'queued' | 'taken' | 'passed'
    /** The log's entry that says that it entered. */
    n: number
    hash: string
  }
  drop_log: { tenant_id: string; drop_id: string; n: number; entry_json: string }
}
