import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { BRAND } from '../tenant-fixtures.ts'
import {
  insertGrant,
  insertJourney,
  insertOffer,
  insertPlace,
  insertTicket,
  isPlaceOf,
  selectGrant,
  selectJourney,
  selectPlace,
  useOffer,
  useTicket,
} from './journey-store.ts'
import { updatePosition, updatePositions } from './position-store.ts'
import { rememberNonce } from './nonce-store.ts'
import { openStore, type Db, type Store } from './store.ts'

const T = 'maison'
/** As many as ask at once where one may win. */
const MANY = 8

/** A journey with its places, grants, tickets and offers, alike on every engine. */
export function journeyContract(freshUrl: () => Promise<string>): void {
  let store: Store
  beforeEach(async () => {
    store = await openStore(await freshUrl())
    onTestFinished(() => store.close())
  })

  function atOnce<R>(run: (trx: Db) => Promise<R>): Promise<R[]> {
    return Promise.all(Array.from({ length: MANY }, () => store.transaction(run)))
  }

  const jwk = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) } as const

  test('keeps its position and its places', async () => {
    await insertJourney(store.db, T, { id: 'j', cartId: 'c', nowMs: 1 })
    const position = {
      showId: 'spring',
      mode: 'live',
      pdt: 1_790_000_000_000,
      isPlaying: true,
      heardAt: 7,
    } as never
    await updatePosition(store.db, T, { journeyId: 'j', position })
    expect(await selectJourney(store.db, T, 'j')).toMatchObject({ id: 'j', cartId: 'c', position })
    const place = { id: 'p', journeyId: 'j', origin: BRAND, embeddedIn: null, jkt: 'k', jwk }
    await insertPlace(store.db, T, { ...place, nowMs: 1 })
    expect(await selectPlace(store.db, T, 'p')).toEqual({ ...place, joinedAt: 1, isRevoked: false })
    expect(await isPlaceOf(store.db, T, { journeyId: 'j', jkt: 'k', origin: BRAND })).toBe(true)
    expect(await isPlaceOf(store.db, T, { journeyId: 'j', jkt: 'other', origin: BRAND })).toBe(false)
  })

  test('gets its position with many others, in one statement', async () => {
    for (const id of ['j1', 'j2']) await insertJourney(store.db, T, { id, cartId: 'c', nowMs: 1 })
    const at = (journeyId: string, heardAt: number) => ({
      tenantId: T,
      journeyId,
      position: {
        showId: 'spring',
        mode: 'live',
        pdt: 1_790_000_000_000,
        isPlaying: true,
        heardAt,
      } as never,
    })
    const noted = [at('j1', 7), at('j2', 1_790_000_000_001), at('unknown', 9)]
    await store.transaction((trx) => updatePositions(trx, store.engine, noted))
    expect(await selectJourney(store.db, T, 'j1')).toMatchObject({ position: noted[0]?.position })
    expect(await selectJourney(store.db, T, 'j2')).toMatchObject({ position: noted[1]?.position })
    await store.transaction((trx) => updatePositions(trx, store.engine, []))
    const elsewhere = { ...at('j1', 8), tenantId: 'other' }
    await store.transaction((trx) => updatePositions(trx, store.engine, [elsewhere]))
    expect(await selectJourney(store.db, T, 'j1')).toMatchObject({ position: noted[0]?.position })
  })

  test('is reached by a grant until that is over', async () => {
    await insertJourney(store.db, T, { id: 'j', cartId: 'c', nowMs: 1 })
    await insertPlace(store.db, T, {
      id: 'p',
      journeyId: 'j',
      origin: BRAND,
      embeddedIn: null,
      jkt: 'k',
      jwk,
      nowMs: 1,
    })
    await insertGrant(store.db, { hash: 'g', tenantId: T, placeId: 'p', expiresAt: 10 })
    const journey = await selectJourney(store.db, T, 'j')
    expect(await selectGrant(store.db, 'g', 9)).toMatchObject({
      tenantId: T,
      place: { id: 'p', jwk },
      journey,
    })
    expect(await selectGrant(store.db, 'g', 10)).toBeUndefined()
  })

  test('that went over into another is that other one for its grants', async () => {
    await insertJourney(store.db, T, { id: 'j', cartId: 'c', nowMs: 1 })
    await insertJourney(store.db, T, { id: 'other', cartId: 'c2', nowMs: 1 })
    await insertPlace(store.db, T, {
      id: 'p',
      journeyId: 'j',
      origin: BRAND,
      embeddedIn: null,
      jkt: 'k',
      jwk,
      nowMs: 1,
    })
    await insertGrant(store.db, { hash: 'g', tenantId: T, placeId: 'p', expiresAt: 10 })
    await store.db.updateTable('journey').set({ merged_into: 'other' }).where('id', '=', 'j').execute()
    expect(await selectGrant(store.db, 'g', 9)).toMatchObject({ journey: { id: 'other', cartId: 'c2' } })
  })

  test('a ticket is used by one, however many try at once', async () => {
    await insertTicket(store.db, {
      hash: 't',
      tenantId: T,
      journeyId: 'j',
      fromOrigin: BRAND,
      aud: 'a',
      expiresAt: 10,
    })
    expect(await useTicket(store.db, T, { hash: 't', aud: 'other', nowMs: 5 })).toBeUndefined()
    const outcomes = await atOnce((trx) => useTicket(trx, T, { hash: 't', aud: 'a', nowMs: 5 }))
    expect(outcomes.filter(Boolean)).toEqual([{ journeyId: 'j', fromOrigin: BRAND }])
  })

  test('an offer is used by one, however many try at once', async () => {
    await insertOffer(store.db, {
      hash: 'o',
      tenantId: T,
      journeyId: 'j',
      jkt: 'k',
      origin: BRAND,
      expiresAt: 10,
    })
    expect(await useOffer(store.db, T, { hash: 'o', jkt: 'other', origin: BRAND, nowMs: 5 })).toBeUndefined()
    const outcomes = await atOnce((trx) => useOffer(trx, T, { hash: 'o', jkt: 'k', origin: BRAND, nowMs: 5 }))
    expect(outcomes.filter(Boolean)).toEqual([{ journeyId: 'j' }])
  })

  test('a nonce is new to one, however many bring it at once', async () => {
    const outcomes = await atOnce((trx) => rememberNonce(trx, { hash: 'n', expiresAt: 10 }))
    expect(outcomes.filter((isNew) => isNew)).toHaveLength(1)
    expect(outcomes.filter((isNew) => !isNew)).toHaveLength(MANY - 1)
  })
}
