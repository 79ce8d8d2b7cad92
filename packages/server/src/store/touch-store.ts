import { sql, type Expression } from 'kysely'
import type { Touch } from '../credit/touch-path.ts'
import { createStatement } from './statement.ts'
import type { Db, Engine } from './store.ts'

export interface AddedTouch {
  readonly tenantId: string
  readonly journeyId: string
  readonly showId: string
  readonly channel: string
  readonly lineId: string
  readonly variantId: string
  readonly nowMs: number
  /** Programme time of the shopper's picture, where it is known. */
  readonly picture: number | null
}

const KEY = ['tenant_id', 'journey_id', 'show_id', 'channel', 'kind', 'item'] as const

/** Remembers that a line was added in a show. One that is not on air yet, a rehearsal, leaves no trace. */
export async function insertAdded(db: Db, touch: AddedTouch): Promise<void> {
  await addedInShow.rows(db, touch)
}

const addedInShow = createStatement((db, touch: AddedTouch) =>
  db
    .insertInto('touch')
    .columns([...KEY, 'product_id', 'first_at', 'last_at', 'first_picture', 'last_picture'])
    .expression(
      db
        .selectFrom('show')
        .innerJoin('variant', (join) =>
          join.onRef('variant.tenant_id', '=', 'show.tenant_id').on('variant.id', '=', touch.variantId),
        )
        // In a select PostgreSQL does not infer what kind of value a slot takes.
        .select(({ cast, val }) => [
          'show.tenant_id',
          cast<string>(val(touch.journeyId), 'text').as('journey_id'),
          'show.id as show_id',
          cast<string>(val(touch.channel), 'text').as('channel'),
          sql<'added'>`'added'`.as('kind'),
          cast<string>(val(touch.lineId), 'text').as('item'),
          'variant.product_id',
          cast<number>(val(touch.nowMs), 'bigint').as('first_at'),
          cast<number>(val(touch.nowMs), 'bigint').as('last_at'),
          cast<number | null>(val(touch.picture), 'bigint').as('first_picture'),
          cast<number | null>(val(touch.picture), 'bigint').as('last_picture'),
        ])
        .where('show.tenant_id', '=', touch.tenantId)
        .where('show.id', '=', touch.showId)
        .where('show.status', '!=', 'scheduled'),
    )
    .onConflict((conflict) =>
      conflict.columns(KEY).doUpdateSet(({ ref }) => ({
        last_at: ref('excluded.last_at'),
        last_picture: ref('excluded.last_picture'),
      })),
    ),
)

/** What a picture showed: a show (`productId` null), or a product that was on air in it. */
export interface SeenTouch {
  readonly tenantId: string
  readonly journeyId: string
  readonly showId: string
  readonly channel: string
  readonly productId: string | null
  readonly nowMs: number
  readonly picture: number
}

/**
 * Remembers what pictures showed, for many journeys in one statement: its text is the same for any number of them. Shows that
 * are not on air yet leave no trace, nor do journeys that were forgotten or went over meanwhile: their places come again, and tell. Each is given once.
 */
export async function insertSeen(db: Db, engine: Engine, seen: readonly SeenTouch[]): Promise<void> {
  const rows = JSON.stringify(
    seen.map(({ tenantId, journeyId, showId, channel, productId, nowMs, picture }) => ({
      tenant_id: tenantId,
      journey_id: journeyId,
      show_id: showId,
      channel,
      product_id: productId,
      at: nowMs,
      picture,
    })),
  )
  const given =
    engine === 'sqlite'
      ? sql`(select value ->> 'tenant_id' as tenant_id, value ->> 'journey_id' as journey_id,
          value ->> 'show_id' as show_id, value ->> 'channel' as channel, value ->> 'product_id' as product_id,
          value ->> 'at' as at, value ->> 'picture' as picture from json_each(${rows})) as given`
      : sql`json_to_recordset(cast(${rows} as json)) as given(tenant_id text, journey_id text, show_id text,
          channel text, product_id text, at bigint, picture bigint)`
  await sql`
    insert into touch (tenant_id, journey_id, show_id, channel, kind, item, product_id, first_at, last_at, first_picture, last_picture)
    select given.tenant_id, given.journey_id, given.show_id, given.channel,
      case when given.product_id is null then 'watched' else 'met' end, coalesce(given.product_id, ''),
      given.product_id, given.at, given.at, given.picture, given.picture
    from ${given}
      inner join show on show.tenant_id = given.tenant_id and show.id = given.show_id and show.status <> 'scheduled'
      inner join journey on journey.tenant_id = given.tenant_id and journey.id = given.journey_id
        and journey.merged_into is null
    where true
    order by given.tenant_id, given.journey_id, given.show_id, given.channel, given.product_id
    ${
      // Whoever forgets the journey waits for this, and then finds what it wrote.
      engine === 'sqlite' ? sql`` : sql`for key share of journey`
    }
    on conflict (tenant_id, journey_id, show_id, channel, kind, item)
      do update set last_at = excluded.last_at, last_picture = excluded.last_picture
  `.execute(db)
}

/** Remembers what a journey has bought of what it met in shows. */
export async function insertBought(
  db: Db,
  tenantId: string,
  bought: readonly {
    readonly journeyId: string
    readonly showId: string
    readonly channel: string
    readonly productId: string
    readonly nowMs: number
  }[],
): Promise<void> {
  if (bought.length === 0) return
  await db
    .insertInto('touch')
    .values(
      bought.map(({ journeyId, showId, channel, productId, nowMs }) => ({
        tenant_id: tenantId,
        journey_id: journeyId,
        show_id: showId,
        channel,
        kind: 'bought' as const,
        item: productId,
        product_id: productId,
        first_at: nowMs,
        last_at: nowMs,
        first_picture: null,
        last_picture: null,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(KEY).doUpdateSet(({ ref }) => ({ last_at: ref('excluded.last_at') })),
    )
    .execute()
}

/** What a journey met since. */
export async function selectTouches(
  db: Db,
  tenantId: string,
  { journeyId, since }: { journeyId: string; since: number },
): Promise<Touch[]> {
  const rows = await touchesOf.rows(db, { tenantId, journeyId, since })
  return rows.map((row) => ({
    kind: row.kind,
    showId: row.show_id,
    channel: row.channel,
    item: row.item,
    productId: row.product_id,
    firstAt: row.first_at,
    lastAt: row.last_at,
    firstPicture: row.first_picture,
    lastPicture: row.last_picture,
  }))
}

const touchesOf = createStatement(
  (db, { tenantId, journeyId, since }: { tenantId: string; journeyId: string; since: number }) =>
    db
      .selectFrom('touch')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('journey_id', '=', journeyId)
      .where('last_at', '>=', since)
      .orderBy('first_at')
      .orderBy('show_id')
      .orderBy('channel')
      .orderBy('kind')
      .orderBy('item'),
)

/**
 * What one journey met is met by another as well: all of it where it went over whole, and is no more; else of a line that goes
 * over alone where it was added, which its own journey keeps.
 */
export async function takeTouches(
  db: Db,
  tenantId: string,
  { from, into, isWhole }: { from: string; into: string; isWhole: boolean },
): Promise<void> {
  const own = db
    .selectFrom('touch')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('journey_id', '=', from)
  for (const row of await (isWhole ? own : own.where('kind', '=', 'added')).execute())
    await db
      .insertInto('touch')
      .values({ ...row, journey_id: into })
      .onConflict((conflict) =>
        conflict.columns(KEY).doUpdateSet(({ ref }) => ({
          first_at: earlier(ref('touch.first_at'), ref('excluded.first_at')),
          first_picture: sql`case when excluded.first_at < touch.first_at then excluded.first_picture else touch.first_picture end`,
          last_at: later(ref('touch.last_at'), ref('excluded.last_at')),
          last_picture: sql`case when excluded.last_at > touch.last_at then excluded.last_picture else touch.last_picture end`,
        })),
      )
      .execute()
  if (isWhole) await deleteTouches(db, tenantId, [from])
}

// `min` and `max` of two are SQLite's alone, `least` and `greatest` PostgreSQL's.
const earlier = (one: Expression<number>, other: Expression<number>) =>
  sql<number>`case when ${one} < ${other} then ${one} else ${other} end`
const later = (one: Expression<number>, other: Expression<number>) =>
  sql<number>`case when ${one} > ${other} then ${one} else ${other} end`

export async function deleteTouches(db: Db, tenantId: string, journeyIds: readonly string[]): Promise<void> {
  await db
    .deleteFrom('touch')
    .where('tenant_id', '=', tenantId)
    .where('journey_id', 'in', journeyIds)
    .execute()
}

export interface Crowd {
  readonly viewers: number
  readonly carts: number
  /** Of those, how many bought something they had put in there. */
  readonly ordered: number
  readonly buyers: number
}

export type CrowdBy = 'show' | 'host' | 'channel' | 'product'

/**
 * How many journeys watched, put something in their cart, and bought between two moments: by what is asked, and of all under an
 * empty key when nothing is.
 */
export async function countCrowd(
  db: Db,
  tenantId: string,
  { from, to, by }: { from: number; to: number; by: CrowdBy | null },
): Promise<Map<string, Crowd>> {
  const key = {
    show: sql<string>`touch.show_id`,
    host: sql<string>`coalesce(show.host, '')`,
    channel: sql<string>`touch.channel`,
    product: sql<string>`touch.product_id`,
    all: sql<string>`''`,
  }[by ?? 'all']
  const { rows } = await sql<{ key: string } & Crowd>`
    select ${key} as key, count(distinct touch.journey_id) as viewers,
      count(distinct case when touch.kind = 'added' then touch.journey_id end) as carts,
      count(distinct case when touch.kind = 'added' and bought.last_at >= touch.first_at then touch.journey_id end) as ordered,
      count(distinct case when touch.kind = 'bought' and touch.last_at < ${to} then touch.journey_id end) as buyers
    from touch
      left join touch as bought on touch.kind = 'added' and bought.tenant_id = touch.tenant_id
        and bought.journey_id = touch.journey_id and bought.show_id = touch.show_id
        and bought.channel = touch.channel and bought.kind = 'bought' and bought.item = touch.product_id
      left join show on show.tenant_id = touch.tenant_id and show.id = touch.show_id
    where touch.tenant_id = ${tenantId} and touch.last_at >= ${from} and touch.first_at < ${to}
      ${by === 'product' ? sql`and touch.product_id is not null` : sql``}
    group by 1
  `.execute(db)
  return new Map(
    rows.map(({ key: name, viewers, carts, ordered, buyers }) => [name, { viewers, carts, ordered, buyers }]),
  )
}
