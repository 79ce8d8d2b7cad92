import type { HeardPosition } from '@tote/protocol'
import { sql } from 'kysely'
import type { Db, Engine } from './store.ts'

export async function updatePosition(
  db: Db,
  tenantId: string,
  { journeyId, position }: { journeyId: string; position: HeardPosition },
): Promise<void> {
  await db
    .updateTable('journey')
    .set({ position_json: JSON.stringify(position), touched_at: position.heardAt })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', journeyId)
    .execute()
}

export interface NotedPosition {
  readonly tenantId: string
  readonly journeyId: string
  readonly position: HeardPosition
}

/** As `updatePosition`, for many in one statement: its text is the same for any number of them. */
export async function updatePositions(
  db: Db,
  engine: Engine,
  noted: readonly NotedPosition[],
): Promise<void> {
  const rows = JSON.stringify(
    noted.map(({ tenantId, journeyId, position }) => ({
      tenant_id: tenantId,
      id: journeyId,
      position_json: JSON.stringify(position),
      touched_at: position.heardAt,
    })),
  )
  const given =
    engine === 'sqlite'
      ? sql`(select value ->> 'tenant_id' as tenant_id, value ->> 'id' as id,
          value ->> 'position_json' as position_json, value ->> 'touched_at' as touched_at from json_each(${rows}))`
      : sql`json_to_recordset(cast(${rows} as json))
          as given(tenant_id text, id text, position_json text, touched_at bigint)`
  await sql`
    update journey set position_json = given.position_json, touched_at = given.touched_at
    from ${given} ${engine === 'sqlite' ? sql`as given` : sql``}
    where journey.tenant_id = given.tenant_id and journey.id = given.id
  `.execute(db)
}
