import type { ShowEvent, ShowId } from '@tote/protocol'
import { host } from '../fulfilment/store-person.ts'
import { noteAct } from '../store/audit-store.ts'
import type { Db } from '../store/store.ts'

/** A cue is what the host did, in the transaction that logs it. */
export async function noteCue(
  db: Db,
  tenantId: string,
  { showId, event, nowMs }: { showId: ShowId; event: ShowEvent; nowMs: number },
): Promise<void> {
  const act = { kind: 'cuePosted', showId, seq: event.seq, cue: event.cue.kind } as const
  await noteAct(db, tenantId, { person: host, act, nowMs })
}
