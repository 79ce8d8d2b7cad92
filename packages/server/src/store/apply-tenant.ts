import { v7 as uuid } from 'uuid'
import { hashSecret } from '../secret.ts'
import type { CatalogueFile, ShowFile, TenantFile } from '../tenants/tenant-file.ts'
import type { Db } from './store.ts'

/**
 * Makes the database say what the tenant file says. Applied again it changes nothing; what was changed
 * live (a price, a sold-out mark, a count, a show's log) stays until the file's own value changes.
 * Run it in a transaction.
 */
export async function applyTenantFile(db: Db, file: TenantFile, nowMs: number): Promise<void> {
  const tenant = {
    name: file.name,
    publishable_key: file.publishableKey,
    host_key_hash: hashSecret(file.hostKey),
    currency_code: file.catalogue.currency,
    inventory_mode: file.inventoryMode,
    assets_dir: file.assetsDir ?? null,
  }
  await db
    .insertInto('tenant')
    .values({ id: file.id, ...tenant })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(tenant))
    .execute()
  await db.deleteFrom('channel').where('tenant_id', '=', file.id).execute()
  for (const { origin, name, isTrusted } of file.channels)
    await db
      .insertInto('channel')
      .values({ tenant_id: file.id, origin, name, is_trusted: isTrusted ? 1 : 0 })
      .execute()
  await applyCatalogue(db, file.id, file.catalogue, nowMs)
  for (const show of file.shows) await applyShow(db, file.id, show, nowMs)
}

async function applyCatalogue(db: Db, tenantId: string, file: CatalogueFile, nowMs: number): Promise<void> {
  for (const { id, name, kind } of file.locations)
    await db
      .insertInto('location')
      .values({ tenant_id: tenantId, id, name, kind })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet({ name, kind }))
      .execute()
  // What the file no longer names is no longer sold; lines in carts keep pointing at it.
  await db.updateTable('product').set({ is_listed: 0 }).where('tenant_id', '=', tenantId).execute()
  await db.updateTable('variant').set({ is_active: 0 }).where('tenant_id', '=', tenantId).execute()
  for (const [position, product] of file.products.entries()) {
    const values = {
      title: product.title,
      description: product.description,
      brand: product.brand ?? null,
      image: product.image ?? null,
      options_json: JSON.stringify(product.options),
      position,
      is_listed: 1,
    }
    await db
      .insertInto('product')
      .values({ tenant_id: tenantId, id: product.id, ...values })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(values))
      .execute()
    for (const [place, variant] of product.variants.entries())
      await applyVariant(db, { tenantId, productId: product.id, variant, position: place, nowMs })
  }
}

interface VariantPlace {
  readonly tenantId: string
  readonly productId: string
  readonly variant: CatalogueFile['products'][number]['variants'][number]
  readonly position: number
  readonly nowMs: number
}

async function applyVariant(
  db: Db,
  { tenantId, productId, variant, position, nowMs }: VariantPlace,
): Promise<void> {
  const values = {
    product_id: productId,
    title: variant.title,
    options_json: JSON.stringify(variant.options),
    sku: variant.sku ?? null,
    compare_at: variant.compareAt ?? null,
    image: variant.image ?? null,
    is_active: 1,
    position,
  }
  const price = { price: variant.price, file_price: variant.price }
  await db
    .insertInto('variant')
    .values({ tenant_id: tenantId, id: variant.id, is_sold_out: 0, ...values, ...price })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(values))
    .execute()
  await db
    .updateTable('variant')
    .set(price)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', variant.id)
    .where('file_price', '!=', variant.price)
    .execute()
  for (const [locationId, count] of Object.entries(variant.stock))
    await applyStock(db, { tenantId, variantId: variant.id, locationId, count, nowMs })
}

interface StockPlace {
  readonly tenantId: string
  readonly variantId: string
  readonly locationId: string
  readonly count: number
  readonly nowMs: number
}

async function applyStock(
  db: Db,
  { tenantId, variantId, locationId, count, nowMs }: StockPlace,
): Promise<void> {
  const known = await db
    .selectFrom('stock')
    .select(['on_hand', 'file_on_hand'])
    .where('tenant_id', '=', tenantId)
    .where('variant_id', '=', variantId)
    .where('location_id', '=', locationId)
    .executeTakeFirst()
  if (known?.file_on_hand === count) return
  await db
    .insertInto('stock')
    .values({
      tenant_id: tenantId,
      variant_id: variantId,
      location_id: locationId,
      on_hand: count,
      held: 0,
      file_on_hand: count,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'variant_id', 'location_id'])
        .doUpdateSet({ on_hand: count, file_on_hand: count }),
    )
    .execute()
  await db
    .insertInto('stock_move')
    .values({
      id: uuid(),
      tenant_id: tenantId,
      variant_id: variantId,
      location_id: locationId,
      d_on_hand: count - (known?.on_hand ?? 0),
      d_held: 0,
      reason: 'tenant file',
      at: nowMs,
    })
    .execute()
}

async function applyShow(db: Db, tenantId: string, file: ShowFile, nowMs: number): Promise<void> {
  const known = await db
    .selectFrom('show')
    .select(['starts_at', 'seq'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', file.id)
    .executeTakeFirst()
  const startsAt = file.startsAt ?? known?.starts_at ?? nowMs
  const fill = (text: string | undefined) => text?.replaceAll('{startsAt}', String(startsAt)) ?? null
  const values = {
    title: file.title,
    host: file.host ?? null,
    status: file.status,
    starts_at: startsAt,
    ended_at: file.endedAt ?? null,
    poster: file.poster ?? null,
    live_stream: fill(file.stream.live),
    replay_stream: fill(file.stream.replay),
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
