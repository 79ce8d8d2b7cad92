import type { TenantId } from '@tote/protocol'
import type { Selectable } from 'kysely'
import { hashSecret } from '../secret.ts'
import type { Db } from './store.ts'
import type { Tables } from './tables.ts'

/** One brand, as the hub works with it. */
export interface Tenant {
  readonly id: TenantId
  readonly name: string
  readonly publishableKey: string
  readonly currencyCode: string
  readonly inventoryMode: 'none' | 'track'
  readonly assetsDir: string | null
  readonly channels: readonly Channel[]
}

export interface Channel {
  readonly origin: string
  readonly name: string
  readonly isTrusted: boolean
}

export async function findTenantByKey(db: Db, publishableKey: string): Promise<Tenant | undefined> {
  const row = await db
    .selectFrom('tenant')
    .selectAll()
    .where('publishable_key', '=', publishableKey)
    .executeTakeFirst()
  return row && withChannels(db, row)
}

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
  const row = await db.selectFrom('tenant').selectAll().where('id', '=', id).executeTakeFirst()
  return row && withChannels(db, row)
}

/** Whether any tenant lists this origin: the cheapest question a handshake can be asked. */
export async function isListedOrigin(db: Db, origin: string): Promise<boolean> {
  const row = await db.selectFrom('channel').select('origin').where('origin', '=', origin).executeTakeFirst()
  return row !== undefined
}

async function withChannels(db: Db, row: Selectable<Tables['tenant']>): Promise<Tenant> {
  const channels = await db.selectFrom('channel').selectAll().where('tenant_id', '=', row.id).execute()
  return {
    // Written by applyTenantFile, which parsed it.
    id: row.id as TenantId,
    name: row.name,
    publishableKey: row.publishable_key,
    currencyCode: row.currency_code,
    inventoryMode: row.inventory_mode,
    assetsDir: row.assets_dir,
    channels: channels.map(({ origin, name, is_trusted }) => ({ origin, name, isTrusted: is_trusted === 1 })),
  }
}
