import type { ColumnType, Generated } from 'kysely'
import type { CreditRule } from '@tote/protocol'
import type { HubWindowTable } from './hub-window-table.ts'
import type { InventoryMode } from './inventory-mode.ts'
import type { TrackCountTable } from './track-count-table.ts'
import type { SubjectTables } from './subject-tables.ts'

/**
 * The database, table by table. Ids are text, times milliseconds by the hub's clock, amounts minor
 * units, `*_json` JSON text, flags 0 or 1: the same on every engine.
 */
export interface Tables extends SubjectTables {
  meta: { key: string; value: string }
  tenant: {
    id: string
    name: string
    publishable_key: string
    host_key_hash: string
    currency_code: string
    inventory_mode: InventoryMode
    /** How long goods are held in a cart, and during check-out. */
    hold_ms: number
    checkout_ms: number
    assets_dir: string | null
    cart_permalink: string | null
    /** Which platform its catalogue and check-outs come from; null where its file has the catalogue. How to reach it is in no database. */
    shop_platform: string | null
    sends_lines: Generated<number>
    /** 1: its shop has a copy of each cart. */
    keeps_shop_cart: ColumnType<number, number | undefined>
    /** Which of its webhooks asks for which topics; addresses and secrets are in no database. */
    webhooks_json: string
    /** By which the ledger shares out what is sold. */
    credit_rule: ColumnType<CreditRule, CreditRule | undefined>
    /** 1: what shoppers only watch is noted of those alone who allow measuring. */
    credit_consent: ColumnType<number, number | undefined>
    /** What it gives points for, and for what it takes them; null where it has none. */
    loyalty_json: ColumnType<string | null, string | null | undefined>
    /** Who else sells at its shows. */
    merchants_json: Generated<string>
  }
  /** Public keys by which the tenant's backend signs who a shopper is. Two at once while one replaces the other. */
  tenant_signing_key: { tenant_id: string; kid: string; jwk_json: string }
  channel: {
    tenant_id: string
    origin: string
    name: string
    is_trusted: number
    is_isolated: number
    tells_count: number
  }
  location: { tenant_id: string; id: string; name: string; kind: 'warehouse' | 'store' }
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
    inventory_mode: InventoryMode
    is_active: number
    is_sold_out: number
    position: number
  }
  stock: {
    tenant_id: string
    variant_id: string
    location_id: string
    on_hand: number
    /** Set aside for carts and check-outs, of `on_hand`; always between the two. */
    held: number
    /** Units promised beyond what an outside count later said there are. */
    shortfall: number
    /** What the tenant file said last: said again it is no news. */
    file_on_hand: number
    /** By our clock: when it was last counted, or ordered from. A reading that was begun before is older. */
    heard_at: Generated<number>
    /** By the shop's clock: when it told its last count. */
    told_at: Generated<number>
  }
  stock_move: {
    id: string
    tenant_id: string
    variant_id: string
    location_id: string
    d_on_hand: number
    d_held: number
    reason: string
    ref: string | null
    at: number
  }
  hold: {
    tenant_id: string
    id: string
    cart_id: string
    line_id: string
    variant_id: string
    location_id: string
    qty: number
    state: 'active' | 'released' | 'expired' | 'consumed'
    expires_at: number
    checkout_id: string | null
  }
  discount_code: {
    tenant_id: string
    code: string
    discount_json: string
    starts_at: number | null
    ends_at: number | null
    max_uses: number | null
    used: number
    is_active: number
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
    /** Addresses or paths on the hub; null as none. */
    live_backups_json: string | null
    replay_backups_json: string | null
    captions_json: string | null
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
    /** Who it belongs to; null while anonymous. */
    shopper_id: string | null
    /** The journey this one went over into: whoever still names it means that one. */
    merged_into: string | null
    merged_at: number | null
    /** What its shopper has set for themselves; null while nothing is. */
    preferences_json: string | null
  }
  /** Whom the tenant's backend named: an opaque subject, no name, mail or address. */
  shopper: { tenant_id: string; id: string; subject: string; journey_id: string; created_at: number }
  place: {
    tenant_id: string
    id: string
    journey_id: string
    origin: string
    jkt: string
    /** The public key itself: a socket's handshake carries only a proof by it. */
    jwk_json: string
    /** Origin of the page around the hub's frame; null for an element in the page itself. */
    embedded_in: string | null
    created_at: number
    /** When it came to this journey along with another one; null for one that was made in it. */
    joined_at: number | null
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
  /** A place that asks to be shown the shopper's basket, until the shopper has answered in a window of the hub. */
  claim: {
    hash: string
    tenant_id: string
    code: string
    match_digits: string
    place_id: string
    origin: string
    embedded_in: string | null
    jkt: string
    /** Of the claim's own address and no other's: it tells nothing once the claim is gone. */
    address_hash: string
    expires_at: number
    state: 'waiting' | 'approved' | 'declined' | 'collected' | 'dead'
    tries_left: number
    /** Of a near approval: what only the page that opened the window was given. */
    release_hash: string | null
    journey_id: string | null
  }
  hub_window: HubWindowTable
  /** What a variant costs once its price of a show has ended, at `ends_at` of the picture; sold so from `due_at` on. */
  price_end: {
    tenant_id: string
    variant_id: string
    product_id: string
    show_id: string
    price: number
    ends_at: number
    due_at: number
  }
  proof_nonce: { hash: string; expires_at: number }
  cart: {
    tenant_id: string
    id: string
    currency_code: string
    rev: number
    note: string
    codes_json: string
    fulfilment_json: string
    checkout_id: string | null
    checkout_expires_at: number | null
    /** What became of each merchant's lines, where more than one sells what is in it. */
    checkout_parts_json: string | null
    /** The order there is news of, and since when. */
    order_id: string | null
    order_at: number | null
    state: 'active' | 'merged'
    merged_into: string | null
    touched_at: number
    /** Traces of lines removed up to this revision are gone: who has seen less is told the whole cart. */
    floor_rev: Generated<number>
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
    is_sent: Generated<number>
    /** Who sells it; null for the tenant itself. */
    merchant_id: string | null
    added_at: number
    hold_until: number | null
    is_hold_over: number
    rev: number
    /** Since when its quantity is 0; null while it has one. */
    removed_at: number | null
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
  outbox: {
    seq: Generated<number>
    id: string
    tenant_id: string
    topic: string
    key: string
    body: string
    at: number
    sent_at: number | null
    /** Given up. */
    failed_at: number | null
    next_try_at: number
    tries: number
  }
  track_count: TrackCountTable
}
