import type { VariantId, Wait } from '@tote/protocol'
import type { DropId } from '@tote/protocol/drops'
import { sql } from 'kysely'
import type { DropEntryRow, DropRow } from './drop-store.ts'
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
  /** Units that a turn sets aside at most; those that it has once it has begun. */
  readonly units: number
  /** The drop it comes of, and its pseudonym there; null where the shopper waits for what is sold out. */
  readonly drop: { readonly id: string; readonly who: string } | null
}

/** What is set aside for whoever's turn it is. */
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
  readonly drop_id: string | null
  readonly who: string | null
  readonly units: number
}

export function toWaiting(row: WaitingRow): Waiting {
  const { variant_id, seq, cart_id, turn_until, location_id, drop_id, who, units } = row
  return {
    variantId: variant_id,
    seq,
    cartId: cart_id,
    turn: turn_until === null ? null : { untilMs: turn_until, locationId: location_id },
    units,
    drop: drop_id === null || who === null ? null : { id: drop_id, who },
  }
}

const waitingOfCart = createStatement((db, { tenantId, cartId }: CartKey) =>
  db
    .selectFrom('waiting')
    .select(['variant_id', 'seq', 'cart_id', 'turn_until', 'location_id', 'drop_id', 'who', 'units'])
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
  const places = await placesOf.rows(db, { tenantId, cartIds })
  const tell = (cartId: string, wait: Wait) => {
    const known = waits.get(cartId)
    if (known === undefined) waits.set(cartId, [wait])
    else known.push(wait)
  }
  for (const { cart_id, variant_id, turn_until, place, drop_id } of places) {
    if (drop_id !== null) continue
    // Joined under an id that passed the schema.
    const variantId = variant_id as VariantId
    tell(
      cart_id,
      turn_until === null
        ? { status: 'waiting', variantId, place: Number(place) }
        : { status: 'called', variantId, untilMs: turn_until },
    )
  }
  for (const entry of await entriesOf.rows(db, { tenantId, cartIds })) {
    const wait = toDropWait(
      entry,
      places.find((place) => place.cart_id === entry.cart_id && place.drop_id === entry.drop_id),
    )
    if (wait !== null) tell(entry.cart_id, wait)
  }
  return waits
}

/** Null for an entry of which nothing is left to say. */
function toDropWait(
  entry: DropEntryFacts,
  place: { readonly turn_until: number | null; readonly place: number; readonly units: number } | undefined,
): Wait | null {
  // Made by the hub, and by a cue that passed the schema.
  const ids = { dropId: entry.drop_id as DropId, variantId: entry.variant_id as VariantId }
  const inDrop = { ...ids, who: entry.who, receipt: { n: entry.n, hash: entry.hash } }
  switch (entry.state) {
    case 'entered':
      return { ...inDrop, status: 'entered', drawsAt: Number(entry.opens_at) + Number(entry.window_ms) }
    case 'queued':
      if (place === undefined) return null
      return place.turn_until === null
        ? { ...inDrop, status: 'queued', place: Number(place.place), isSoldOut: entry.is_sold_out === 1 }
        : { ...inDrop, status: 'turn', untilMs: place.turn_until, units: place.units }
    case 'taken':
    case 'passed':
      if (entry.drop_state === 'closed') return null
      return { ...inDrop, status: 'done', isTaken: entry.state === 'taken' }
    default:
      return entry.state satisfies never
  }
}

type DropEntryFacts = Pick<DropEntryRow, 'cart_id' | 'drop_id' | 'who' | 'state' | 'n' | 'hash'> &
  Pick<DropRow, 'variant_id' | 'opens_at' | 'window_ms' | 'is_sold_out'> & {
    readonly drop_state: DropRow['state']
  }

const entriesOf = createStatement(
  (db, { tenantId, cartIds }: { tenantId: string; cartIds: readonly string[] }) =>
    db
      .selectFrom('drop_entry')
      .innerJoin('show_drop', (join) =>
        join
          .onRef('show_drop.tenant_id', '=', 'drop_entry.tenant_id')
          .onRef('show_drop.id', '=', 'drop_entry.drop_id'),
      )
      .select([
        'drop_entry.cart_id',
        'drop_entry.drop_id',
        'drop_entry.who',
        'drop_entry.state',
        'drop_entry.n',
        'drop_entry.hash',
        'show_drop.variant_id',
        'show_drop.opens_at',
        'show_drop.window_ms',
        'show_drop.is_sold_out',
        'show_drop.state as drop_state',
      ])
      .where('drop_entry.tenant_id', '=', tenantId)
      .where('drop_entry.cart_id', 'in', cartIds)
      .orderBy('show_drop.opens_at')
      .orderBy('show_drop.id'),
)

const placesOf = createStatement(
  (db, { tenantId, cartIds }: { tenantId: string; cartIds: readonly string[] }) =>
    db
      .selectFrom('waiting')
      .select(['cart_id', 'variant_id', 'turn_until', 'drop_id', 'units'])
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

/** Starts a turn: its units have been set aside at `locationId` by the caller. */
export async function beginTurn(
  db: Db,
  tenantId: string,
  {
    cartId,
    variantId,
    untilMs,
    locationId,
    units,
  }: { cartId: string; variantId: string; units: number } & Turn,
): Promise<void> {
  await db
    .updateTable('waiting')
    .set({ turn_until: untilMs, location_id: locationId, units })
    .where('tenant_id', '=', tenantId)
    .where('cart_id', '=', cartId)
    .where('variant_id', '=', variantId)
    .execute()
}
