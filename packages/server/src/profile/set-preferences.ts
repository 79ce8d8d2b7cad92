import { ToteError, type Preferences, type PreferencesChange } from '@tote/protocol'
import { selectJourney } from '../store/journey-store.ts'
import { selectPickups } from '../store/location-store.ts'
import { selectPreferences, writePreferences } from '../store/preference-store.ts'
import { lockJourney } from '../store/shopper-store.ts'
import type { Db } from '../store/store.ts'
import { changePreferences, toPreferences } from './merge-preferences.ts'

/** What a shopper has set for themselves, wherever their journey has gone. */
export async function tellPreferences(db: Db, tenantId: string, journeyId: string): Promise<Preferences> {
  const journey = await selectJourney(db, tenantId, journeyId)
  return journey === undefined ? {} : toPreferences(await selectPreferences(db, tenantId, journey.id))
}

/**
 * Sets some of them, in the transaction it is given, and tells all.
 * @throws ToteError `invalid` for a store where nobody picks up; `unknown_place` when the journey was forgotten meanwhile.
 */
export async function setPreferences(
  db: Db,
  tenantId: string,
  { journeyId, change, nowMs }: { journeyId: string; change: PreferencesChange; nowMs: number },
): Promise<Preferences> {
  const { storeId } = change
  if (storeId != null && !(await selectPickups(db, tenantId)).has(storeId))
    throw new ToteError('invalid', 'storeId has to be a store where goods are picked up.', {
      details: { field: 'set.storeId' },
    })
  await lockJourney(db, tenantId, { journeyId, nowMs })
  const journey = await selectJourney(db, tenantId, journeyId)
  if (journey === undefined) throw new ToteError('unknown_place')
  // It went over into another while this waited: that one is asked in its own right.
  if (journey.id !== journeyId) return setPreferences(db, tenantId, { journeyId: journey.id, change, nowMs })
  const kept = changePreferences(await selectPreferences(db, tenantId, journeyId), change, nowMs)
  await writePreferences(db, tenantId, { journeyId, kept })
  return toPreferences(kept)
}
