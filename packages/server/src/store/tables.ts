/**
 * The database, table by table. Ids are text, times milliseconds by the hub's clock, amounts minor
 * units, `*_json` JSON text, flags 0 or 1: the same on every engine.
 */
export interface Tables {
  meta: { key: string; value: string }
  tenant: {
    id: string
    name: string
    publishable_key: string
    host_key_hash: string
    currency_code: string
    inventory_mode: 'none' | 'track'
    assets_dir: string | null
  }
  channel: { tenant_id: string; origin: string; name: string; is_trusted: number }
  location: { tenant_id: string; id: string; name: string; kind: 'warehouse' | 'store' }
  product: {
    tenant_id: string
    id: string
    title: string
    description: string
    brand: string | null
    image: string | null
    options_json: string
    position: number
    is_listed: number
  }
  variant: {
    tenant_id: string
    id: string
    product_id: string
    title: string
    options_json: string
    sku: string | null
    price: number
    /** The price the tenant file last gave: a change made live stays until the file itself changes. */
    file_price: number
    compare_at: number | null
    image: string | null
    is_active: number
    is_sold_out: number
    position: number
  }
  stock: {
    tenant_id: string
    variant_id: string
    location_id: string
    on_hand: number
    held: number
    file_on_hand: number
  }
  stock_move: {
    id: string
    tenant_id: string
    variant_id: string
    location_id: string
    d_on_hand: number
    d_held: number
    reason: string
    at: number
  }
  show: {
    tenant_id: string
    id: string
    title: string
    host: string | null
    status: 'scheduled' | 'live' | 'ended'
    starts_at: number
    ended_at: number | null
    poster: string | null
    live_stream: string | null
    replay_stream: string | null
    /** Number of the last event in its log. */
    seq: number
  }
  show_event: {
    tenant_id: string
    show_id: string
    seq: number
    at: number
    cue_json: string
    posted_at: number
  }
  journey: {
    tenant_id: string
    id: string
    cart_id: string
    position_json: string | null
    created_at: number
    touched_at: number
  }
  place: {
    tenant_id: string
    id: string
    journey_id: string
    origin: string
    jkt: string
    /** The public key itself: a socket's handshake carries only a proof by it. */
    jwk_json: string
    created_at: number
    seen_at: number
    revoked_at: number | null
  }
  access_grant: { hash: string; tenant_id: string; place_id: string; expires_at: number }
  ticket: {
    hash: string
    tenant_id: string
    journey_id: string
    from_origin: string
    aud: string
    expires_at: number
    used_at: number | null
  }
  offer: {
    hash: string
    tenant_id: string
    journey_id: string
    jkt: string
    origin: string
    expires_at: number
    used_at: number | null
  }
  proof_nonce: { hash: string; expires_at: number }
  console_session: { hash: string; tenant_id: string; expires_at: number }
  cart: {
    tenant_id: string
    id: string
    currency_code: string
    rev: number
    note: string
    state: 'active' | 'merged'
    merged_into: string | null
    touched_at: number
  }
  cart_line: {
    tenant_id: string
    cart_id: string
    id: string
    variant_id: string
    plan_id: string | null
    attrs_json: string
    qty: number
    price: number
    show_id: string | null
    added_at: number
    rev: number
  }
  client: { tenant_id: string; id: string; journey_id: string; last_mid: number; seen_at: number }
  mutation: {
    tenant_id: string
    client_id: string
    mid: number
    uid: string
    cart_id: string
    op_json: string
    verdict_json: string
    rev_after: number
    at: number
  }
}
