import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import {
  approveClaim,
  collectClaim,
  declineClaim,
  insertClaim,
  missClaim,
  selectClaim,
} from './claim-store.ts'
import { clearFollow, isFollowed, selectFollowed, writeFollow } from './follow-store.ts'
import { selectHubWindows, useHubTicket, writeHubWindow } from './hub-window-store.ts'
import { insertTicket } from './journey-store.ts'
import { openStore, type Db, type Store } from './store.ts'

const T = 'maison'
const MANY = 8
const given = {
  hash: 'h',
  tenant_id: T,
  code: 'WDJBMJHT',
  match_digits: '36',
  place_id: 'p',
  origin: 'https://portal.test',
  embedded_in: null,
  jkt: 'k',
  address_hash: 'a',
  expires_at: 10,
  tries_left: 3,
}
const mine = { hash: 'h', jkt: 'k', origin: 'https://portal.test', releaseHash: null, nowMs: 1 }
const far = { hash: 'h', journeyId: 'j', nowMs: 1, proof: { digits: '36' } } as const

/** What every engine has to do alike with claims and what windows of the hub know. */
export function claimContract(freshUrl: () => Promise<string>): void {
  let store: Store
  beforeEach(async () => {
    store = await openStore(await freshUrl())
    onTestFinished(() => store.close())
  })

  /** The same at once, each in a transaction of its own. */
  function atOnce<R>(run: (trx: Db) => Promise<R>): Promise<R[]> {
    return Promise.all(Array.from({ length: MANY }, () => store.transaction(run)))
  }

  describe('a claim', () => {
    beforeEach(async () => {
      await insertClaim(store.db, given)
    })

    test('is found by itself and by its code until it is over', async () => {
      const expected = { ...given, state: 'waiting', release_hash: null, journey_id: null }
      expect(await selectClaim(store.db, { hash: 'h' }, 9)).toEqual(expected)
      expect(await selectClaim(store.db, { code: 'WDJBMJHT' }, 9)).toEqual(expected)
      expect(await selectClaim(store.db, { hash: 'h' }, 10)).toBeUndefined()
    })

    test('whose code is shown elsewhere is not written', async () => {
      expect(await insertClaim(store.db, { ...given, hash: 'other' })).toBe(false)
      expect(await insertClaim(store.db, { ...given, hash: 'other', code: 'MJHTWDJB' })).toBe(true)
    })

    test('is approved by one, and collected by one, however many try at once', async () => {
      const approvals = await atOnce((trx) => approveClaim(trx, far))
      expect(approvals.filter(Boolean)).toHaveLength(1)
      const collected = await atOnce((trx) => collectClaim(trx, T, mine))
      expect(collected.filter((one) => one !== undefined)).toEqual([{ journeyId: 'j' }])
    })

    test('is approved by its own digits only, and not when it is over', async () => {
      expect(await approveClaim(store.db, { ...far, proof: { digits: '37' } })).toBe(false)
      expect(await approveClaim(store.db, { ...far, nowMs: 10 })).toBe(false)
      expect(await approveClaim(store.db, far)).toBe(true)
    })

    test('dies with its last try, however many try at once', async () => {
      const left = await atOnce((trx) => missClaim(trx, 'h', 1))
      expect(left.filter((one) => one !== undefined).toSorted((a, b) => a - b)).toEqual([0, 1, 2])
      expect(await selectClaim(store.db, { hash: 'h' }, 1)).toMatchObject({ state: 'dead', tries_left: 0 })
      expect(await approveClaim(store.db, far)).toBe(false)
    })

    test('is declined once, and then neither approved nor collected', async () => {
      expect(await declineClaim(store.db, { code: 'WDJBMJHT' }, 1)).toMatchObject({ place_id: 'p' })
      expect(await declineClaim(store.db, { hash: 'h' }, 1)).toBeUndefined()
      expect(await approveClaim(store.db, far)).toBe(false)
      expect(await collectClaim(store.db, T, mine)).toBeUndefined()
    })

    test.each([
      ['another key', { jkt: 'other' }],
      ['another site', { origin: 'https://evil.test' }],
      ['no release', { releaseHash: null }],
      ['another release', { releaseHash: 's' }],
      ['a time when it is over', { nowMs: 10 }],
    ])('approved near is not collected with %s, and then by its own', async (_name, wrong) => {
      await approveClaim(store.db, { ...far, proof: { releaseHash: 'r' } })
      const own = { ...mine, releaseHash: 'r' }
      expect(await collectClaim(store.db, T, { ...own, ...wrong })).toBeUndefined()
      expect(await collectClaim(store.db, 'other', own)).toBeUndefined()
      expect(await collectClaim(store.db, T, own)).toEqual({ journeyId: 'j' })
    })
  })

  test('a window knows one journey of each tenant, the one chosen last, until its cookie is over', async () => {
    const row = { hash: 'w', tenantId: T, journeyId: 'one', nowMs: 1, expiresAt: 10 }
    await writeHubWindow(store.db, row)
    await writeHubWindow(store.db, { ...row, tenantId: 'other' })
    await writeHubWindow(store.db, { ...row, journeyId: 'two', expiresAt: 20 })
    expect(await selectHubWindows(store.db, 'w', 19)).toEqual([
      { tenantId: T, journeyId: 'two' },
      { tenantId: 'other', journeyId: 'one' },
    ])
    expect(await selectHubWindows(store.db, 'w', 20)).toEqual([])
    expect(await selectHubWindows(store.db, 'x', 1)).toEqual([])
  })

  test('what a window knows is followed by the latest secret alone, of each tenant that it was said for, until it is over', async () => {
    const row = { hash: 'w', tenantId: T, journeyId: 'one', nowMs: 1, expiresAt: 10 }
    for (const tenantId of [T, 'other', 'third']) await writeHubWindow(store.db, { ...row, tenantId })
    const followed = (followHash: string, nowMs = 1) =>
      Promise.all(
        [T, 'other', 'third'].map((tenantId) => selectFollowed(store.db, tenantId, { followHash, nowMs })),
      )
    await writeFollow(store.db, { hash: 'w', tenantId: T, followHash: 'first' })
    expect(await followed('first')).toEqual(['one', undefined, undefined])
    await writeFollow(store.db, { hash: 'w', tenantId: 'other', followHash: 'second' })
    expect(await followed('first')).toEqual([undefined, undefined, undefined])
    expect(await followed('second')).toEqual(['one', 'one', undefined])
    // Another basket is kept there: it follows that.
    await writeHubWindow(store.db, { ...row, journeyId: 'two' })
    expect(await followed('second', 9)).toEqual(['two', 'one', undefined])
    expect(await followed('second', 10)).toEqual([undefined, undefined, undefined])
    await clearFollow(store.db, { hash: 'w', tenantId: T })
    expect(await followed('second')).toEqual([undefined, 'one', undefined])
    expect(await isFollowed(store.db, { hash: 'w', tenantId: 'other' })).toBe(true)
    expect(await isFollowed(store.db, { hash: 'w', tenantId: T })).toBe(false)
    expect(await isFollowed(store.db, { hash: 'x', tenantId: 'other' })).toBe(false)
  })

  test('a ticket for the hub is used by one, however many try at once', async () => {
    const ticket = {
      hash: 't',
      tenantId: T,
      journeyId: 'j',
      fromOrigin: 'https://b.test',
      aud: 'hub',
      expiresAt: 10,
    }
    await insertTicket(store.db, ticket)
    expect(await useHubTicket(store.db, { hash: 't', aud: ['elsewhere'], nowMs: 1 })).toBeUndefined()
    const used = await atOnce((trx) => useHubTicket(trx, { hash: 't', aud: ['hub', 'alias'], nowMs: 1 }))
    expect(used.filter((one) => one !== undefined)).toEqual([
      { tenantId: T, journeyId: 'j', fromOrigin: 'https://b.test' },
    ])
  })
}
