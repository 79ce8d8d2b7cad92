import type { Cue, CueIntent, ShowId } from '@tote/protocol'
import type { Db } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { announceDrop, endDrop } from './announce-drop.ts'

export type DropIntent = Extract<CueIntent, { kind: 'announceDrop' | 'endDrop' }>

export function isDropIntent(intent: CueIntent): intent is DropIntent {
  return intent.kind === 'announceDrop' || intent.kind === 'endDrop'
}

/**
 * What a host asked of a drop, done, and the moment of its cue: an opening is not before it was announced, and an end not before
 * the opening, so that the log of the show tells them in this order. Run in the transaction that logs it.
 * @throws ToteError `invalid`
 */
export async function dropCue(
  db: Db,
  tenant: Tenant,
  {
    showId,
    intent,
    newId,
    at,
    nowMs,
  }: { showId: ShowId; intent: DropIntent; newId: () => string; at: number; nowMs: number },
): Promise<{ cue: Cue; from: number }> {
  if (intent.kind === 'announceDrop') {
    const opensAt = Math.max(at, nowMs)
    const cue = await announceDrop(db, tenant, { showId, intent, id: newId(), opensAt, nowMs })
    return { cue, from: opensAt }
  }
  const { cue, opensAt } = await endDrop(db, tenant, { showId, dropId: intent.dropId, nowMs })
  return { cue, from: Math.max(at, opensAt) }
}
