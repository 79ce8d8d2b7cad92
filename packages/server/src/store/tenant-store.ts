import type { CreditRule, MerchantId, TenantId } from '@tote/protocol'
import type { Selectable } from 'kysely'
import * as z from 'zod'
import { loyaltySchema, type Loyalty } from '../loyalty/loyalty-settings.ts'
import { merchantsSchema, type Merchant } from '../tenants/merchant.ts'
import { hashSecret } from '../secret.ts'
import { createStatement } from './statement.ts'
import type { Db } from './store.ts'
import type { Tables } from './tables.ts'

const webhooksSchema = z.array(z.object({ id: z.string(), topics: z.array(z.string()) }))

/** One brand, as the hub works with it. */
export interface Tenant {
  readonly id: TenantId
  readonly name: string
  readonly publishableKey: string
  readonly currencyCode: string
  /** How long goods are held in a cart, where they are. */
  readonly holdMs: number
  /** How long a shopper may take to pay. */
  readonly checkoutMs: number
  readonly assetsDir: string | null
  /** Address of its shop's own cart, with `{lines}` for the contents. */
  readonly cartPermalink: string | null
  /** Where its catalogue comes from and its carts are paid; null where its file has the catalogue. */
  readonly shopPlatform: string | null
  /** Whether who takes the money can tell lines that are sent from those that are fetched. */
  readonly sendsLines: boolean
  /** Whether its shop has a copy of each shopper's cart, and may change it. */
  readonly keepsShopCart: boolean
  readonly channels: readonly Channel[]
  /** What its backend asks to be told. */
  readonly webhooks: readonly { readonly id: string; readonly topics: readonly string[] }[]
  /** By which its ledger shares out what is sold. */
  readonly creditRule: CreditRule
  /** Whether what shoppers only watch is noted of those alone who allow measuring. */
  readonly creditConsent: boolean
  /** What it gives points for, and for what it takes them; null where it has none. */
  readonly loyalty: Loyalty | null
  /** Who else sells at its shows. */
  readonly merchants: readonly Merchant[]
}

/** Where what one of them sells is paid; null where no shop takes the money, and the page that asks does. */
export function platformOf(
  { shopPlatform, merchants }: Tenant,
  merchantId: MerchantId | null,
): string | null {
  if (merchantId === null) return shopPlatform
  return merchants.find(({ id }) => id === merchantId)?.platform ?? null
}

/** Whether the hub knows where a cart is paid: all that is sold has a shop, or nothing has. */
export function paysAtShop({ shopPlatform, merchants }: Tenant): boolean {
  return shopPlatform !== null || merchants.some(({ platform }) => platform !== null)
}

export interface Channel {
  readonly origin: string
  readonly name: string
  readonly isTrusted: boolean
  /** Only a frame of the hub may speak for shoppers there, never the page itself. */
  readonly isIsolated: boolean
  /** The page around such a frame is told how much is in the basket. */
  readonly tellsCount: boolean
}

export async function findTenantByKey(db: Db, publishableKey: string): Promise<Tenant | undefined> {
  const row = await tenantByKey.row(db, { publishableKey })
  return row && withChannels(db, row)
}

const tenantByKey = createStatement((db, { publishableKey }: { publishableKey: string }) =>
  db.selectFrom('tenant').selectAll().where('publishable_key', '=', publishableKey),
)

/** Looked up by hash: neither the database nor its timing knows the key itself. */
export async function findTenantByHostKey(db: Db, hostKey: string): Promise<Tenant | undefined> {
  const row = await db
    .selectFrom('tenant')
    .selectAll()
    .where('host_key_hash', '=', hashSecret(hostKey))
    .executeTakeFirst()
  return row && withChannels(db, row)
}

export async function findTenant(db: Db, id: string): Promise<Tenant | undefined> {
  const row = await tenantById.row(db, { id })
  return row && withChannels(db, row)
}

const tenantById = createStatement((db, { id }: { id: string }) =>
  db.selectFrom('tenant').selectAll().where('id', '=', id),
)

/** Whether any tenant lists this origin: the cheapest question a handshake can be asked. */
export async function isListedOrigin(db: Db, origin: string): Promise<boolean> {
  return (await channelByOrigin.row(db, { origin })) !== undefined
}

const channelByOrigin = createStatement((db, { origin }: { origin: string }) =>
  db.selectFrom('channel').select('origin').where('origin', '=', origin),
)
const channelsOf = createStatement((db, { tenantId }: { tenantId: string }) =>
  db.selectFrom('channel').selectAll().where('tenant_id', '=', tenantId).orderBy('origin'),
)

async function withChannels(db: Db, row: Selectable<Tables['tenant']>): Promise<Tenant> {
  const channels = await channelsOf.rows(db, { tenantId: row.id })
  return {
    // Written by applyTenantFile, which parsed it.
    id: row.id as TenantId,
    name: row.name,
    publishableKey: row.publishable_key,
    currencyCode: row.currency_code,
    holdMs: row.hold_ms,
    checkoutMs: row.checkout_ms,
    assetsDir: row.assets_dir,
    cartPermalink: row.cart_permalink,
    shopPlatform: row.shop_platform,
    sendsLines: row.sends_lines === 1,
    keepsShopCart: row.keeps_shop_cart === 1,
    webhooks: webhooksSchema.parse(JSON.parse(row.webhooks_json)),
    creditRule: row.credit_rule,
    creditConsent: row.credit_consent === 1,
    loyalty: row.loyalty_json === null ? null : loyaltySchema.parse(JSON.parse(row.loyalty_json)),
    merchants: merchantsSchema.parse(JSON.parse(row.merchants_json)),
    channels: channels.map(({ origin, name, is_trusted, is_isolated, tells_count }) => ({
      origin,
      name,
      isTrusted: is_trusted === 1,
      isIsolated: is_isolated === 1,
      tellsCount: tells_count === 1,
    })),
  }
}
