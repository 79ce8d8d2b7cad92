import type { VariantId, Wait } from '@tote/protocol'
import { sql } from 'kysely'
import { createStatement } from './statement.ts'
import type { Db } from './store.ts'

/** A cart's place in the line for a variant, as it is kept. */
export interface Waiting {
  readonly variantId: string
  /** Of two places the lower one is the better. */
  readonly seq: number
  readonly cartId: string
  /** Null while it waits. */
  readonly turn: Turn | null
}

/** A unit that is set aside for whoever's turn it is. */
export interface Turn {
  readonly untilMs: number
  /** Where the unit lies; null for what nobody counts. */
  readonly locationId: string | null
}

interface CartKey {
  readonly tenantId: string
  readonly cartId: string
}

/** All that a cart waits for. It changes under the cart's lock alone. */
export async function selectWaiting(db: Db, tenantId: string, cartId: string): Promise<Waiting[]> {
  const rows = await waitingOfCart.rows(db, { tenantId, cartId })
  return rows.map(toWaiting)
}

export interface WaitingRow {
  readonly variant_id: string
  readonly seq: number
  readonly cart_id: string
  readonly turn_until: number | null
  readonly location_id: string | null
}

export function toWaiting({ variant_id, seq, cart_id, turn_until, location_id }: WaitingRow): Waiting {
  return {
    variantId: variant_id,
    seq,
    cartId: cart_id,
    turn: turn_until === null ? null : { untilMs: turn_until, locationId: location_id },
  }
}

const waitingOfCart = createStatement((db, { tenantId, cartId }: CartKey) =>
  db
    .selectFrom('waiting')
    .select(['variant_id', 'seq', 'cart_id', 'turn_until', 'location_id'])
    .where('tenant_id', '=', tenantId)
    .where('cart_id', '=', cartId)
    .orderBy('variant_id'),
)

/** What these carts' shoppers are told of their places; a cart that waits for nothing has no entry. */
export async function selectWaits(
  db: Db,
  tenantId: string,
  cartIds: readonly string[],
): Promise<Map<string, Wait[]>> {
  const waits = new Map<string, Wait[]>()
  if (cartIds.length === 0) return waits
  for (const { cart_id, variant_id, turn_until, place } of await placesOf.rows(db, { tenantId, cartIds })) {
    // Joined under an id that passed the schema.
    const variantId = variant_id as VariantId
    const wait: Wait =
      turn_until === null
        ? { status: 'waiting', variantId, place: Number(place) }
        : { status: 'called', variantId, untilMs: turn_until }
    const known = waits.get(cart_id)
    if (known === undefined) waits.set(cart_id, [wait])
    else known.push(wait)
  }
  return waits
}

const placesOf = createStatement(
  (db, { tenantId, cartIds }: { tenantId: string; cartIds: readonly string[] }) =>
    db
      .selectFrom('waiting')
      .select(['cart_id', 'variant_id', 'turn_until'])
      .select(
        sql<number>`(select count(*) from waiting as ahead where ahead.tenant_id = waiting.tenant_id
          and ahead.variant_id = waiting.variant_id and ahead.turn_until is null and ahead.seq <= waiting.seq)`.as(
          'place',
        ),
      )
      .where('tenant_id', '=', tenantId)
      .where('cart_id', 'in', cartIds)
      .orderBy('variant_id'),
)

interface WaitingKey extends CartKey {
  readonly variantId: string
}

/** Takes a place out of its line. What was set aside with it is the caller's to see to. */
export async function deleteWaiting(
  db: Db,
  tenantId: string,
  { cartId, variantId }: { cartId: string; variantId: string },
): Promise<void> {
  await placeGone.rows(db, { tenantId, cartId, variantId })
}

const placeGone = createStatement((db, key: WaitingKey) =>
  db
    .deleteFrom('waiting')
    .where('tenant_id', '=', key.tenantId)
    .where('cart_id', '=', key.cartId)
    .where('variant_id', '=', key.variantId),
)

/** The place, and what is set aside with it, is another cart's. */
export async function moveWaiting(
  db: Db,
  tenantId: string,
  { from, into, variantId }: { from: string; into: string; variantId: string },
): Promise<void> {
  await db
    .updateTable('waiting')
    .set({ cart_id: into })
    .where('tenant_id', '=', tenantId)
    .where('cart_id', '=', from)
    .where('variant_id', '=', variantId)
    .execute()
}

/** Starts a turn: its unit has been set aside at `locationId` by the caller. */
export async function beginTurn(
  db: Db,
  tenantId: string,
  { cartId, variantId, untilMs, locationId }: { cartId: string; variantId: string } & Turn,
): Promise<void> {
  await db
    .updateTable('waiting')
    .set({ turn_until: untilMs, location_id: locationId })
    .where('tenant_id', '=', tenantId)
    .where('cart_id', '=', cartId)
    .where('variant_id', '=', variantId)
    .execute()
}
