import { toDiscountCode } from '@tote/protocol'
import { hashSecret } from '../secret.ts'
import type { ShowFile } from '../tenants/show-file.ts'
import type { TenantFile } from '../tenants/tenant-file.ts'
import { webhookId } from '../webhooks/webhook.ts'
import { applyCatalogue, unlistOthers } from './apply-catalogue.ts'
import { replaceAssociates } from './associate-store.ts'
import { deleteOtherShops, upsertShop } from './shop-store.ts'
import { replaceStoreFacts } from './store-facts-store.ts'
import { replaceSigningKeys } from './signing-key-store.ts'
import type { Db } from './store.ts'

/**
 * Makes the database say what the tenant file says. Applied again it changes nothing; what was changed
 * live (a price, a sold-out mark, a count, a show's log) stays until the file's own value changes.
 * Run it in a transaction.
 */
export async function applyTenantFile(db: Db, file: TenantFile, nowMs: number): Promise<void> {
  const { goods } = file
  const tenant = {
    name: file.name,
    publishable_key: file.publishableKey,
    host_key_hash: hashSecret(file.hostKey),
    currency_code: goods.from === 'file' ? goods.catalogue.currency : goods.shop.currency,
    shop_platform: goods.from === 'shop' ? goods.shop.platform : null,
    sends_lines: Number(goods.from === 'file' || ('sendsLines' in goods.shop && goods.shop.sendsLines)),
    keeps_shop_cart: Number(goods.from === 'shop' && goods.shop.keepsCart),
    inventory_mode: file.inventoryMode,
    hold_ms: Math.round(file.holdMinutes * 60_000),
    checkout_ms: Math.round(file.checkoutMinutes * 60_000),
    assets_dir: file.assetsDir ?? null,
    cart_permalink: file.cartPermalink ?? null,
    webhooks_json: JSON.stringify(file.webhooks.map(({ url, topics }) => ({ id: webhookId(url), topics }))),
    credit_rule: file.creditRule,
    credit_consent: Number(file.creditConsent),
    loyalty_json: file.loyalty === undefined ? null : JSON.stringify(file.loyalty),
    merchants_json: JSON.stringify(
      file.merchants.map(({ id, name, shop }) => ({ id, name, platform: shop?.platform ?? null })),
    ),
  }
  await db
    .insertInto('tenant')
    .values({ id: file.id, ...tenant })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(tenant))
    .execute()
  // A shop that keeps no copies any more is told of none, and what it had is not known.
  if (tenant.keeps_shop_cart === 0)
    await db.deleteFrom('shop_cart').where('tenant_id', '=', file.id).execute()
  await db.deleteFrom('channel').where('tenant_id', '=', file.id).execute()
  for (const { origin, name, isTrusted, isIsolated, tellsCount } of file.channels)
    await db
      .insertInto('channel')
      .values({
        tenant_id: file.id,
        origin,
        name,
        is_trusted: Number(isTrusted),
        is_isolated: Number(isIsolated),
        tells_count: Number(tellsCount),
      })
      .execute()
  await replaceSigningKeys(db, file.id, file.keys)
  await replaceAssociates(db, file.id, file.associates)
  await replaceStoreFacts(db, file.id, file.stores)
  const sellers = sellersOf(file)
  for (const merchantId of sellers.atShops) await upsertShop(db, { tenantId: file.id, merchantId }, nowMs)
  await deleteOtherShops(db, file.id, sellers.atShops)
  await unlistOthers(db, file.id, [...sellers.inFile, ...sellers.atShops])
  if (goods.from === 'file') {
    const { inventoryMode } = file
    await applyCatalogue(db, file.id, {
      catalogue: goods.catalogue,
      sellers: sellers.inFile,
      inventoryMode,
      word: { reason: 'tenant file', nowMs },
    })
  }
  await applyDiscountCodes(db, file)
  for (const show of file.shows) await applyShow(db, file.id, show, nowMs)
}

/** Whose goods are in the file, and whose at a shop; null is the tenant itself. */
function sellersOf({ goods, merchants }: TenantFile) {
  const own = { id: null, shop: goods.from === 'shop' ? goods.shop : undefined }
  const all = [own, ...merchants]
  return {
    inFile: all.flatMap(({ id, shop }) => (shop === undefined ? [id] : [])),
    atShops: all.flatMap(({ id, shop }) => (shop === undefined ? [] : [id])),
  }
}

async function applyDiscountCodes(db: Db, { id, discountCodes }: TenantFile): Promise<void> {
  await db.updateTable('discount_code').set({ is_active: 0 }).where('tenant_id', '=', id).execute()
  for (const { code, discount, startsAt, endsAt, maxUses } of discountCodes) {
    const values = {
      discount_json: JSON.stringify(discount),
      starts_at: startsAt ?? null,
      ends_at: endsAt ?? null,
      max_uses: maxUses ?? null,
      is_active: 1,
    }
    await db
      .insertInto('discount_code')
      .values({ tenant_id: id, code: toDiscountCode(code), used: 0, ...values })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'code']).doUpdateSet(values))
      .execute()
  }
}

async function applyShow(db: Db, tenantId: string, file: ShowFile, nowMs: number): Promise<void> {
  const known = await db
    .selectFrom('show')
    .select(['starts_at', 'seq'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', file.id)
    .executeTakeFirst()
  const startsAt = file.startsAt ?? known?.starts_at ?? nowMs
  const fill = (text: string) => text.replaceAll('{startsAt}', String(startsAt))
  const values = {
    title: file.title,
    host: file.host ?? null,
    status: file.status,
    starts_at: startsAt,
    ended_at: file.endedAt ?? null,
    poster: file.poster ?? null,
    live_stream: file.stream.live === undefined ? null : fill(file.stream.live),
    replay_stream: file.stream.replay === undefined ? null : fill(file.stream.replay),
    live_backups_json: JSON.stringify(file.backups.live.map(fill)),
    replay_backups_json: JSON.stringify(file.backups.replay.map(fill)),
    captions_json: JSON.stringify(
      file.captions.map((captions) => ({ ...captions, src: fill(captions.src) })),
    ),
  }
  await db
    .insertInto('show')
    .values({ tenant_id: tenantId, id: file.id, seq: file.cues.length, ...values })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(values))
    .execute()
  if (known !== undefined) return
  for (const [index, { atSeconds, cue }] of file.cues.entries())
    await db
      .insertInto('show_event')
      .values({
        tenant_id: tenantId,
        show_id: file.id,
        seq: index + 1,
        at: startsAt + Math.round(atSeconds * 1000),
        cue_json: JSON.stringify(cue),
        posted_at: nowMs,
      })
      .execute()
}
