import { randomBytes } from 'node:crypto'
import { ToteError, variantIdSchema, type Cue, type CueIntent, type ShowId } from '@tote/protocol'
import { DROP_WINDOW_MS, dropIdSchema, emptyHead, type Drop } from '@tote/protocol/drops'
import { variantsOf } from '../catalogue/catalogue.ts'
import { insertDrop, lockDrop, selectDropped, updateDrop } from '../store/drop-store.ts'
import { countPlaces, lockVariant } from '../store/line-store.ts'
import type { Db } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { appendToLog } from './append-to-log.ts'
import { tellDrop } from './tell-drop.ts'
import { sha256 } from './sha-256.ts'

type DropCue = Extract<Cue, { kind: 'dropSet' }>

/**
 * Fixes a drop and its draw's seed, and gives the cue of its opening. Run in the transaction that logs it.
 * @throws ToteError `invalid` when the variant is not the product's, is counted by nobody, is in a drop already, or has a line.
 */
export async function announceDrop(
  db: Db,
  tenant: Tenant,
  {
    showId,
    intent: { productId, variantId, perShopper, holdMs, windowMs = DROP_WINDOW_MS },
    id,
    opensAt,
    nowMs,
  }: {
    showId: ShowId
    intent: Extract<CueIntent, { kind: 'announceDrop' }>
    id: string
    opensAt: number
    nowMs: number
  },
): Promise<DropCue> {
  await lockVariant(db, { tenantId: tenant.id, variantId })
  const variant = (await variantsOf(db, tenant, productId)).find((one) => one.id === variantId)
  if (variant === undefined) throw refusal(`${variantId} is not a variant of ${productId}.`)
  if (variant.inventory_mode === 'none')
    throw refusal(`Nobody counts ${variantId}: a drop gives out what there are so many of.`)
  if ((await selectDropped(db, tenant.id, [variantId])).length > 0)
    throw refusal(`${variantId} is in a drop already. End that one first.`)
  if ((await countPlaces(db, { tenantId: tenant.id, variantId })) > 0)
    throw refusal(`Shoppers wait in line for ${variantId}: they come before any drop.`)
  const seed = randomBytes(32).toString('hex')
  const drop: Drop = {
    id: dropIdSchema.parse(id),
    showId,
    productId,
    variantId,
    opensAt,
    windowMs,
    perShopper,
    holdMs,
    commitment: sha256(seed),
  }
  const row = {
    tenant_id: tenant.id,
    id,
    show_id: showId,
    product_id: productId,
    variant_id: variantId,
    opens_at: opensAt,
    window_ms: windowMs,
    per_shopper: perShopper,
    hold_ms: holdMs,
    seed,
    salt: randomBytes(32).toString('hex'),
    commitment: drop.commitment,
    state: 'announced' as const,
    is_sold_out: 0,
    log_n: emptyHead.n,
    log_at: emptyHead.at,
    log_hash: emptyHead.hash,
  }
  await insertDrop(db, row)
  await appendToLog(db, row, { news: { kind: 'announced', drop }, nowMs })
  return { kind: 'dropSet', variantId, drop }
}

/**
 * Ends a drop: from now on what is left is sold like anything else. Whoever is in its line keeps their place. Run in the
 * transaction that logs the cue.
 * @throws ToteError `invalid` when the show has no such drop, it is over, or its window is open: those who entered are owed
 * their draw.
 */
export async function endDrop(
  db: Db,
  tenant: Tenant,
  { showId, dropId, nowMs }: { showId: ShowId; dropId: string; nowMs: number },
): Promise<{ cue: DropCue; opensAt: number }> {
  const row = await lockDrop(db, tenant.id, dropId)
  if (row === undefined || row.show_id !== showId) throw refusal('This show has no such drop.', 'dropId')
  if (row.state === 'closed') throw refusal('This drop is over already.', 'dropId')
  const isOpening = row.state === 'announced' && nowMs >= row.opens_at
  if (row.state === 'opened' || isOpening)
    throw refusal('Shoppers are entering this drop. It can be ended once their order is drawn.', 'dropId')
  await appendToLog(db, row, { news: { kind: 'closed' }, nowMs })
  await updateDrop(db, row, { state: 'closed' })
  await tellDrop(db, tenant, { topic: 'drop.closed', row, nowMs })
  const variantId = variantIdSchema.parse(row.variant_id)
  return { cue: { kind: 'dropSet', variantId, drop: null }, opensAt: row.opens_at }
}

function refusal(message: string, field = 'variantId'): ToteError {
  return new ToteError('invalid', message, { details: { field: `intent.${field}` } })
}
