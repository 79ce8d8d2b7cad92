import { sql } from 'kysely'
import type { Pin } from '../credit/touch-path.ts'
import { selectPins } from './show-store.ts'
import type { Db } from './store.ts'
import type { Crowd } from './touch-store.ts'

/** Well below what an engine takes in one statement. */
const MOST_AT_ONCE = 500

/** A pin, from its own programme time until the next pin of the same product in the same show. */
interface Reign extends Pin {
  readonly until: number
}

/**
 * How many journeys met, put in their cart and bought what a cue had brought, between two moments: under `show#seq`, as sales are.
 * A touch is its cue's by the programme time of the shopper's picture, live or in a replay, as it is on the way to a sale
 * (`toPath`); whoever met a product by two pins counts with both.
 */
export async function countCueCrowd(
  db: Db,
  tenantId: string,
  range: { from: number; to: number },
): Promise<Map<string, Crowd>> {
  const reigns = reignsOf(await selectPins(db, tenantId, await selectShowsMet(db, tenantId, range)))
  const crowds = new Map<string, Crowd>()
  // Each cue is in one part alone, so that nobody counts twice.
  for (let first = 0; first < reigns.length; first += MOST_AT_ONCE)
    for (const { showId, seq, ...crowd } of await countSome(db, tenantId, {
      ...range,
      reigns: reigns.slice(first, first + MOST_AT_ONCE),
    }))
      crowds.set(`${showId}#${seq}`, crowd)
  return crowds
}

async function selectShowsMet(
  db: Db,
  tenantId: string,
  { from, to }: { from: number; to: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('touch')
    .select('show_id')
    .distinct()
    .where('tenant_id', '=', tenantId)
    .where('last_at', '>=', from)
    .where('first_at', '<', to)
    .where('product_id', 'is not', null)
    .execute()
  return rows.map(({ show_id }) => show_id)
}

/** Of two at the same moment the later one in the log had the last word. */
function reignsOf(pins: readonly Pin[]): Reign[] {
  const lines = Map.groupBy(pins, ({ showId, productId }) => JSON.stringify([showId, productId]))
  return [...lines.values()].flatMap((line) => {
    const sorted = line.toSorted((one, other) => one.at - other.at || one.seq - other.seq)
    return sorted.map((pin, index) => ({ ...pin, until: sorted[index + 1]?.at ?? Number.MAX_SAFE_INTEGER }))
  })
}

async function countSome(
  db: Db,
  tenantId: string,
  { from, to, reigns }: { from: number; to: number; reigns: readonly Reign[] },
): Promise<(Crowd & { showId: string; seq: number })[]> {
  const values = reigns.map(
    // In a list of values PostgreSQL does not infer what kind a slot takes.
    ({ showId, productId, seq, at, until }) =>
      sql`(cast(${showId} as text), cast(${productId} as text), cast(${seq} as integer), cast(${at} as bigint), cast(${until} as bigint))`,
  )
  const within = (picture: string, moment: string) =>
    sql`coalesce(${sql.ref(picture)}, ${sql.ref(moment)}) >= pin.at and coalesce(${sql.ref(picture)}, ${sql.ref(moment)}) < pin.until_at`
  const { rows } = await sql<Crowd & { show_id: string; seq: number }>`
    with pin (show_id, product_id, seq, at, until_at) as (values ${sql.join(values)})
    select pin.show_id, pin.seq, count(distinct touch.journey_id) as viewers,
      count(distinct case when touch.kind = 'added' then touch.journey_id end) as carts,
      count(distinct case when touch.kind = 'added' and bought.last_at >= touch.first_at then touch.journey_id end) as ordered,
      count(distinct case when bought.last_at >= touch.first_at and bought.last_at >= ${from} and bought.last_at < ${to}
        then touch.journey_id end) as buyers
    from pin
      inner join touch on touch.tenant_id = ${tenantId} and touch.show_id = pin.show_id
        and touch.product_id = pin.product_id and touch.kind in ('met', 'added')
        and ((${within('touch.first_picture', 'touch.first_at')}) or (${within('touch.last_picture', 'touch.last_at')}))
      left join touch as bought on bought.tenant_id = touch.tenant_id and bought.journey_id = touch.journey_id
        and bought.show_id = touch.show_id and bought.channel = touch.channel and bought.kind = 'bought'
        and bought.item = touch.product_id
    where touch.first_at < ${to} and (touch.last_at >= ${from} or bought.last_at >= ${from})
    group by pin.show_id, pin.seq
  `.execute(db)
  return rows.map(({ show_id: showId, seq, viewers, carts, ordered, buyers }) => ({
    showId,
    seq,
    viewers,
    carts,
    ordered,
    buyers,
  }))
}
