import { cartIdSchema, emptyCart } from '@tote/protocol'
import { v7 as uuid } from 'uuid'
import { describe, expect, test } from 'vitest'
import { takeAlong } from '../journeys/take-along.ts'
import { sweep } from '../retention/sweep.ts'
import { insertCart } from './cart-store.ts'
import { contractStore, T } from './contract-store-fixtures.ts'
import { insertJourney } from './journey-store.ts'
import {
  countPasskeyUse,
  deletePasskey,
  insertPasskey,
  selectPasskey,
  selectPasskeys,
  takePasskeyQuestion,
  writePasskeyQuestion,
  type Passkey,
} from './passkey-store.ts'
import { forgetJourney } from './personal-data-store.ts'
import { findTenant } from './tenant-store.ts'

const DAY = 86_400_000
const NOW = 1_790_000_000_000

/** What every engine has to do alike with passkeys and what browsers are asked. */
export function passkeyContract(freshUrl: () => Promise<string>): void {
  const world = contractStore(freshUrl)

  async function journey(nowMs = NOW): Promise<string> {
    const id = uuid()
    const cart = emptyCart(cartIdSchema.parse(uuid()), 'EUR')
    await insertCart(world.store.db, T, { cart, nowMs })
    await insertJourney(world.store.db, T, { id, cartId: cart.id, nowMs })
    return id
  }

  const given = (changes: Partial<Passkey> = {}) => ({
    id: uuid(),
    tenantId: T,
    journeyId: 'j',
    credentialId: uuid(),
    publicKey: 'AQID',
    userHandle: uuid(),
    counter: 0,
    transports: ['internal', 'hybrid'],
    nowMs: NOW,
    ...changes,
  })

  describe('what a browser is asked', () => {
    const question = { hash: 'w', challenge: 'one', making: null, expiresAt: 10 }

    test('is answered once, however many answer at once', async () => {
      await writePasskeyQuestion(world.store.db, question)
      const taken = await world.atOnce((trx) => takePasskeyQuestion(trx, { hash: 'w', nowMs: 9 }))
      expect(taken.filter((one) => one !== undefined)).toEqual([{ challenge: 'one', making: null }])
    })

    test('is over in time, and of one browser', async () => {
      await writePasskeyQuestion(world.store.db, question)
      expect(await takePasskeyQuestion(world.store.db, { hash: 'x', nowMs: 1 })).toBeUndefined()
      expect(await takePasskeyQuestion(world.store.db, { hash: 'w', nowMs: 10 })).toBeUndefined()
    })

    test('takes the place of the one before', async () => {
      const making = { tenantId: T, journeyId: 'j', userHandle: 'u' }
      await writePasskeyQuestion(world.store.db, { ...question, making })
      await writePasskeyQuestion(world.store.db, { ...question, challenge: 'two' })
      await writePasskeyQuestion(world.store.db, { ...question, challenge: 'three', making })
      const take = () => takePasskeyQuestion(world.store.db, { hash: 'w', nowMs: 1 })
      expect([await take(), await take()]).toEqual([{ challenge: 'three', making }, undefined])
    })
  })

  describe('a passkey', () => {
    test('is found by its credential and in its journey’s list, as it was written', async () => {
      const { nowMs, ...first } = given({ journeyId: 'j' })
      const second = { ...given({ journeyId: 'j' }), nowMs: NOW + 1 }
      await insertPasskey(world.store.db, second)
      await insertPasskey(world.store.db, { ...first, nowMs })
      const kept = { ...first, createdAt: NOW, usedAt: NOW }
      expect(await selectPasskey(world.store.db, first.credentialId)).toEqual(kept)
      const listed = await selectPasskeys(world.store.db, T, { journeyId: 'j' })
      expect(listed.map(({ id }) => id)).toEqual([first.id, second.id])
      expect(await selectPasskeys(world.store.db, 'other', { journeyId: 'j' })).toEqual([])
    })

    test('of one credential is kept once, by whichever journey was first', async () => {
      const credentialId = 'one'
      const kept = await world.atOnce((trx, index) =>
        insertPasskey(trx, given({ credentialId, journeyId: `j${index}` })),
      )
      expect(kept.filter((one) => one === true)).toHaveLength(1)
    })

    test('that counts is used once for each count, however many use it at once', async () => {
      const passkey = given({ counter: 4 })
      await insertPasskey(world.store.db, passkey)
      const use = { credentialId: passkey.credentialId, was: 4, is: 5, nowMs: NOW + 1 }
      const used = await world.atOnce((trx) => countPasskeyUse(trx, use))
      expect(used.filter((one) => one !== undefined)).toEqual([{ tenantId: T, journeyId: 'j' }])
      expect(await selectPasskey(world.store.db, passkey.credentialId)).toMatchObject({
        counter: 5,
        usedAt: NOW + 1,
      })
    })

    test('is removed by its own journey alone', async () => {
      const passkey = given()
      await insertPasskey(world.store.db, passkey)
      const own = { journeyId: 'j', passkeyId: passkey.id }
      expect(await deletePasskey(world.store.db, T, { ...own, journeyId: 'k' })).toBeUndefined()
      expect(await deletePasskey(world.store.db, 'other', own)).toBeUndefined()
      expect(await deletePasskey(world.store.db, T, own)).toBe(passkey.credentialId)
      expect(await deletePasskey(world.store.db, T, own)).toBeUndefined()
    })

    test('goes over with its journey, and a shopper’s own journey keeps its own', async () => {
      const tenant = await findTenant(world.store.db, T)
      if (tenant === undefined) throw new Error('the tenant was just applied')
      const [from, into, known] = [await journey(), await journey(), await journey()]
      await world.store.db.updateTable('journey').set({ shopper_id: 's' }).where('id', '=', known).execute()
      const [moved, stays] = [given({ journeyId: from }), given({ journeyId: known })]
      for (const one of [moved, stays]) await insertPasskey(world.store.db, one)
      for (const source of [from, known])
        await world.store.transaction((trx) =>
          takeAlong(trx, tenant, { from: source, into, nowMs: NOW, newId: uuid }),
        )
      const of = async (journeyId: string) =>
        (await selectPasskeys(world.store.db, T, { journeyId })).map(({ id }) => id)
      expect([await of(into), await of(known), await of(from)]).toEqual([[moved.id], [stays.id], []])
    })

    test('goes with what is kept of its shopper, and nobody else’s does', async () => {
      const [gone, stays] = [await journey(), await journey()]
      for (const journeyId of [gone, stays]) await insertPasskey(world.store.db, given({ journeyId }))
      await world.store.transaction((trx) => forgetJourney(trx, T, { journeyId: gone, nowMs: NOW }))
      const left = await world.store.db.selectFrom('passkey').select('journey_id').execute()
      expect(left).toEqual([{ journey_id: stays }])
    })
  })

  test('swept: what nobody used for two years, of journeys nobody came back to; then those journeys; open questions', async () => {
    const keepMs = 30 * DAY
    const at = async (nowMs: number) => {
      await sweep(world.store, { nowMs, keepMs })
      const passkeys = await world.store.db.selectFrom('passkey').selectAll().execute()
      const journeys = await world.store.db.selectFrom('journey').selectAll().execute()
      return [passkeys.length, journeys.length]
    }
    const [plain, kept, visited] = [await journey(), await journey(), await journey(NOW + 700 * DAY)]
    expect(plain).not.toBe(kept)
    for (const journeyId of [kept, visited]) await insertPasskey(world.store.db, given({ journeyId }))
    await writePasskeyQuestion(world.store.db, { hash: 'w', challenge: 'c', making: null, expiresAt: NOW })
    expect(await at(NOW + 31 * DAY)).toEqual([2, 2])
    expect(await world.store.db.selectFrom('passkey_challenge').selectAll().execute()).toEqual([])
    expect(await at(NOW + 730 * DAY)).toEqual([2, 2])
    expect(await at(NOW + 731 * DAY)).toEqual([1, 1])
    expect(await at(NOW + 1431 * DAY)).toEqual([0, 0])
  })
}
