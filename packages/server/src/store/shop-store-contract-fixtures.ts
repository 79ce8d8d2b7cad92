import { merchantIdSchema } from '@tote/protocol'
import { describe, expect, test } from 'vitest'
import { contractStore, MANY, T } from './contract-store-fixtures.ts'
import {
  claimShops,
  deleteOtherShops,
  markShopDue,
  noteFailed,
  noteRead,
  selectAwayShops,
  upsertShop,
} from './shop-store.ts'

const NOW = 1_790_000_000_000
const MINUTE = 60_000
const OWN = { tenantId: T, merchantId: null }
const NOOR = { tenantId: T, merchantId: merchantIdSchema.parse('noor') }
const LEASE = { leaseMs: 5 * MINUTE, tenantIds: [T] }

/** What every engine has to do with whose turn it is to read a shop. */
export function shopStoreContract(freshUrl: () => Promise<string>): void {
  const on = contractStore(freshUrl)
  const claim = (nowMs: number, tenantIds: readonly string[] = [T]) =>
    on.store.transaction((trx) => claimShops(trx, { ...LEASE, nowMs, tenantIds }))

  describe('a shop that is due', () => {
    test('is read by one node, however many come for it, and by another once that one’s time is over', async () => {
      await upsertShop(on.store.db, OWN, NOW)
      const claims = await on.atOnce((trx) => claimShops(trx, { ...LEASE, nowMs: NOW }))
      expect(claims).toHaveLength(MANY)
      expect(claims.flatMap((claimed) => claimed ?? [])).toHaveLength(1)
      expect(await claim(NOW + 5 * MINUTE - 1)).toEqual([])
      expect(await claim(NOW + 5 * MINUTE)).toHaveLength(1)
    })

    test('is nobody’s who was not given its tenant’s file', async () => {
      await upsertShop(on.store.db, OWN, NOW)
      expect(await claim(NOW, [])).toEqual([])
      expect(await claim(NOW, ['other'])).toEqual([])
    })

    test('is read next when its time comes; marked while it was read, at once', async () => {
      await upsertShop(on.store.db, OWN, NOW)
      const [first] = await claim(NOW)
      if (first === undefined) throw new Error('it was due')
      await noteRead(on.store.db, first, { nowMs: NOW, nextAt: NOW + 10 * MINUTE })
      expect(await claim(NOW + 10 * MINUTE - 1)).toEqual([])
      const [second] = await claim(NOW + 10 * MINUTE)
      if (second === undefined) throw new Error('it was due')
      await markShopDue(on.store.db, OWN, NOW + 10 * MINUTE + 1)
      await noteRead(on.store.db, second, { nowMs: NOW + 10 * MINUTE + 2, nextAt: NOW + 20 * MINUTE })
      expect(await claim(NOW + 10 * MINUTE + 2)).toHaveLength(1)
    })

    test('and away is told of until it was read', async () => {
      await upsertShop(on.store.db, OWN, NOW)
      const [first] = await claim(NOW)
      if (first === undefined) throw new Error('it was due')
      await noteFailed(on.store.db, first, { nowMs: NOW, nextAt: NOW + 5000, problem: 'away' })
      expect(await selectAwayShops(on.store.db)).toEqual([T])
      const [second] = await claim(NOW + 5000)
      expect(second?.tries).toBe(1)
      if (second === undefined) throw new Error('it was due')
      await noteRead(on.store.db, second, { nowMs: NOW + 5000, nextAt: NOW + 10 * MINUTE })
      expect(await selectAwayShops(on.store.db)).toEqual([])
    })

    test('is one of several that a tenant’s merchants have: each is read, fails and goes by itself', async () => {
      for (const shop of [OWN, NOOR]) await upsertShop(on.store.db, shop, NOW)
      const both = await claim(NOW)
      const [own, noor] = [null, NOOR.merchantId].map((id) => both.find((one) => one.merchantId === id))
      if (own === undefined || noor === undefined) throw new Error('both were due')
      await noteRead(on.store.db, own, { nowMs: NOW, nextAt: NOW + 10 * MINUTE })
      await noteFailed(on.store.db, noor, { nowMs: NOW, nextAt: NOW + 5000, problem: 'away' })
      expect(await selectAwayShops(on.store.db)).toEqual([`${T}/noor`])
      expect(await claim(NOW + 5000)).toMatchObject([NOOR])
      await markShopDue(on.store.db, OWN, NOW + 6000)
      expect(await claim(NOW + 6000)).toMatchObject([OWN])
      await deleteOtherShops(on.store.db, T, [null])
      expect(await claim(NOW + 20 * MINUTE)).toMatchObject([OWN])
    })
  })
}
