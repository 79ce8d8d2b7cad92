import { staffActSchema, type AuditEntry, type StaffAct } from '@tote/protocol/audit'
import type { StorePerson } from '../fulfilment/store-person.ts'
import type { Db } from './store.ts'

export interface StaffDeed {
  readonly person: StorePerson
  readonly act: StaffAct
  readonly nowMs: number
}

/** Writes down what somebody of the staff did: in the transaction that does it, so that neither is without the other. */
export async function noteAct(db: Db, tenantId: string, { person, act, nowMs }: StaffDeed): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      tenant_id: tenantId,
      at: nowMs,
      by_name: person.name,
      store_id: person.locationId,
      act_json: JSON.stringify(act),
    })
    .execute()
}

/** The latest first, before this number. */
export async function selectActs(
  db: Db,
  tenantId: string,
  { before, limit }: { before: number; limit: number },
): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom('audit')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('seq', '<', before)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ seq, at, by_name: name, store_id, act_json }) => ({
    seq,
    at,
    by: { name, ...(store_id === null ? {} : { store: store_id }) },
    act: staffActSchema.parse(JSON.parse(act_json)),
  }))
}
