import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Each table with its columns as `name type` and its primary key. Portable SQL types only. */
const tables: Record<string, { columns: string; key: string[] }> = {
  meta: { columns: 'key text, value text', key: ['key'] },
  tenant: {
    columns:
      'id text, name text, publishable_key text, host_key_hash text, currency_code text, inventory_mode text, hold_ms integer, checkout_ms integer, assets_dir text?, webhooks_json text',
    key: ['id'],
  },
  channel: {
    columns: 'tenant_id text, origin text, name text, is_trusted integer',
    key: ['tenant_id', 'origin'],
  },
  location: { columns: 'tenant_id text, id text, name text, kind text', key: ['tenant_id', 'id'] },
  product: {
    columns:
      'tenant_id text, id text, title text, description text, brand text?, image text?, options_json text, position integer, is_listed integer',
    key: ['tenant_id', 'id'],
  },
  variant: {
    columns:
      'tenant_id text, id text, product_id text, title text, options_json text, sku text?, price bigint, file_price bigint, compare_at bigint?, image text?, inventory_mode text, is_active integer, is_sold_out integer, position integer',
    key: ['tenant_id', 'id'],
  },
  stock: {
    columns:
      'tenant_id text, variant_id text, location_id text, on_hand bigint, held bigint, shortfall bigint, file_on_hand bigint',
    key: ['tenant_id', 'variant_id', 'location_id'],
  },
  stock_move: {
    columns:
      'id text, tenant_id text, variant_id text, location_id text, d_on_hand bigint, d_held bigint, reason text, ref text?, at bigint',
    key: ['id'],
  },
  hold: {
    columns:
      'tenant_id text, id text, cart_id text, line_id text, variant_id text, location_id text, qty bigint, state text, expires_at bigint, checkout_id text?',
    key: ['tenant_id', 'id'],
  },
  discount_code: {
    columns:
      'tenant_id text, code text, discount_json text, starts_at bigint?, ends_at bigint?, max_uses bigint?, used bigint, is_active integer',
    key: ['tenant_id', 'code'],
  },
  checkout: {
    columns:
      'tenant_id text, id text, cart_id text, cart_rev integer, state text, frozen_json text, external_ref text?, opened_at bigint, expires_at bigint',
    key: ['tenant_id', 'id'],
  },
  show: {
    columns:
      'tenant_id text, id text, title text, host text?, status text, starts_at bigint, ended_at bigint?, poster text?, live_stream text?, replay_stream text?, seq integer',
    key: ['tenant_id', 'id'],
  },
  show_event: {
    columns: 'tenant_id text, show_id text, seq integer, at bigint, cue_json text, posted_at bigint',
    key: ['tenant_id', 'show_id', 'seq'],
  },
  journey: {
    columns:
      'tenant_id text, id text, cart_id text, position_json text?, created_at bigint, touched_at bigint, shopper_id text?, merged_into text?',
    key: ['tenant_id', 'id'],
  },
  shopper: {
    columns: 'tenant_id text, id text, subject text, journey_id text, created_at bigint',
    key: ['tenant_id', 'id'],
  },
  tenant_signing_key: { columns: 'tenant_id text, kid text, jwk_json text', key: ['tenant_id', 'kid'] },
  place: {
    columns:
      'tenant_id text, id text, journey_id text, origin text, jkt text, jwk_json text, created_at bigint, seen_at bigint, revoked_at bigint?',
    key: ['tenant_id', 'id'],
  },
  access_grant: { columns: 'hash text, tenant_id text, place_id text, expires_at bigint', key: ['hash'] },
  ticket: {
    columns:
      'hash text, tenant_id text, journey_id text, from_origin text, aud text, expires_at bigint, used_at bigint?',
    key: ['hash'],
  },
  offer: {
    columns:
      'hash text, tenant_id text, journey_id text, jkt text, origin text, expires_at bigint, used_at bigint?',
    key: ['hash'],
  },
  proof_nonce: { columns: 'hash text, expires_at bigint', key: ['hash'] },
  console_session: { columns: 'hash text, tenant_id text, expires_at bigint', key: ['hash'] },
  cart: {
    columns:
      'tenant_id text, id text, currency_code text, rev integer, note text, codes_json text, fulfilment_json text, checkout_id text?, checkout_expires_at bigint?, state text, merged_into text?, touched_at bigint',
    key: ['tenant_id', 'id'],
  },
  cart_line: {
    columns:
      'tenant_id text, cart_id text, id text, variant_id text, plan_id text?, attrs_json text, qty integer, price bigint, show_id text?, added_at bigint, hold_until bigint?, is_hold_over integer, rev integer',
    key: ['tenant_id', 'cart_id', 'id'],
  },
  client: {
    columns: 'tenant_id text, id text, journey_id text, last_mid integer, seen_at bigint',
    key: ['tenant_id', 'id'],
  },
  mutation: {
    columns:
      'tenant_id text, client_id text, mid integer, uid text, cart_id text, op_json text, verdict_json text, rev_after integer, at bigint',
    key: ['tenant_id', 'client_id', 'mid'],
  },
}

const indexes: [name: string, table: string, columns: string[], isUnique: boolean][] = [
  ['tenant_by_key', 'tenant', ['publishable_key'], true],
  ['tenant_by_host_key', 'tenant', ['host_key_hash'], true],
  ['variant_by_product', 'variant', ['tenant_id', 'product_id'], false],
  ['shopper_by_subject', 'shopper', ['tenant_id', 'subject'], true],
  ['journey_by_merge', 'journey', ['tenant_id', 'merged_into'], false],
  ['client_by_journey', 'client', ['tenant_id', 'journey_id'], false],
  ['place_by_journey', 'place', ['tenant_id', 'journey_id'], false],
  ['checkout_by_ref', 'checkout', ['tenant_id', 'external_ref'], true],
  ['checkout_by_expiry', 'checkout', ['state', 'expires_at'], false],
  ['hold_by_cart', 'hold', ['tenant_id', 'cart_id', 'state'], false],
  ['hold_by_expiry', 'hold', ['state', 'expires_at'], false],
  ['mutation_by_uid', 'mutation', ['tenant_id', 'uid'], true],
  ['grant_by_expiry', 'access_grant', ['expires_at'], false],
  ['nonce_by_expiry', 'proof_nonce', ['expires_at'], false],
]

type ColumnType = 'text' | 'integer' | 'bigint'

export const first: Migration = {
  async up(db: Kysely<unknown>) {
    for (const [name, { columns, key }] of Object.entries(tables)) {
      let table = db.schema.createTable(name)
      for (const column of columns.split(', ')) {
        const [columnName = '', type = 'text'] = column.split(' ')
        const isNullable = type.endsWith('?')
        // The table above only says text, integer or bigint.
        const columnType = type.replace('?', '') as ColumnType
        table = table.addColumn(columnName, columnType, (build) => (isNullable ? build : build.notNull()))
      }
      if (name === 'stock') table = table.addCheckConstraint('stock_held', sql`held >= 0 and held <= on_hand`)
      // A migration knows no table type, so the builder takes no column name as its own: the list above is the check.
      await table.addPrimaryKeyConstraint(`${name}_key`, key as never[]).execute()
    }
    // The last word against a mistake of ours: no statement can promise what is not there, or hold a line's goods twice.
    await db.schema
      .createIndex('hold_once')
      .unique()
      .on('hold')
      .columns(['tenant_id', 'cart_id', 'line_id', 'location_id'])
      .where(sql.ref('state'), '=', sql.lit('active'))
      .execute()
    for (const [name, table, columns, isUnique] of indexes) {
      const index = db.schema.createIndex(name).on(table).columns(columns)
      await (isUnique ? index.unique() : index).execute()
    }
  },
}
