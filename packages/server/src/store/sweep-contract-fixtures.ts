import { cartIdSchema, clientIdSchema, emptyCart, mutateSchema, type CartOp } from '@tote/protocol'
import { v7 as uuid } from 'uuid'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { mutateCart, type CartSpeaker } from '../carts/mutate-cart.ts'
import { syncCart } from '../carts/sync-cart.ts'
import { tenantFileOf } from '../tenant-fixtures.ts'
import { sweep } from '../retention/sweep.ts'
import { applyTenantFile } from './apply-tenant.ts'
import { insertCart } from './cart-store.ts'
import { insertConsoleSession } from './console-store.ts'
import { insertGrant, insertJourney, insertOffer, insertTicket } from './journey-store.ts'
import { rememberNonce } from './nonce-store.ts'
import { openStore, type Store } from './store.ts'
import type { Tables } from './tables.ts'
import { findTenant } from './tenant-store.ts'

const T = 'maison'
const DAY = 86_400_000
const KEEP = 30 * DAY
const NOW = 1_790_000_000_000

/** What every engine forgets alike. */
export function sweepContract(freshUrl: () => Promise<string>): void {
  let store: Store
  beforeEach(async () => {
    store = await openStore(await freshUrl())
    await store.transaction((trx) => applyTenantFile(trx, tenantFileOf({ inventoryMode: 'none' }), NOW))
    onTestFinished(() => store.close())
  })

  const sweepAt = (nowMs: number) => sweep(store, { nowMs, keepMs: KEEP })
  const count = async (table: keyof Tables) =>
    (
      await store.db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll().as('n'))
        .execute()
    ).map(({ n }) => n)[0]

  /** A shopper with a cart, who does one thing after another. */
  async function shopper(nowMs: number) {
    const tenant = await findTenant(store.db, T)
    if (tenant === undefined) throw new Error('the tenant was just applied')
    const cart = emptyCart(cartIdSchema.parse(uuid()), 'EUR')
    const speaker: CartSpeaker = { tenant, journeyId: uuid(), cartId: cart.id }
    await insertCart(store.db, T, { cart, nowMs })
    await insertJourney(store.db, T, { id: speaker.journeyId, cartId: cart.id, nowMs })
    const clientId = clientIdSchema.parse(uuid())
    let mid = 0
    const act = async (op: CartOp | Record<string, unknown>, atMs: number) => {
      mid += 1
      const message = mutateSchema.parse({
        cartId: cart.id,
        clientId,
        sentAt: 0,
        muts: [{ mid, uid: uuid(), at: 0, op }],
      })
      return mutateCart(store, speaker, { message, nowMs: atMs })
    }
    const sync = (rev: number) => syncCart(store, speaker, { cartId: cart.id, rev, clientIds: [clientId] })
    return { act, sync }
  }

  const add = (variantId: string) => ({ op: 'addLine', variantId, qty: 1 })

  test('what is over goes, what is not stays', async () => {
    for (const expiresAt of [NOW - 1, NOW + 1]) {
      const hash = String(expiresAt)
      const own = { hash, tenantId: T, journeyId: 'j', expiresAt }
      await rememberNonce(store.db, { hash, expiresAt })
      await insertGrant(store.db, { hash, tenantId: T, placeId: 'p', expiresAt })
      await insertTicket(store.db, { ...own, fromOrigin: 'o', aud: 'a' })
      await insertOffer(store.db, { ...own, jkt: 'k', origin: 'o' })
      await insertConsoleSession(store.db, { hash, tenantId: T, expiresAt, associateKeyHash: null })
    }
    expect(await sweepAt(NOW)).toBeGreaterThan(0)
    for (const table of ['proof_nonce', 'access_grant', 'ticket', 'offer', 'console_session'] as const) {
      const rows = await store.db.selectFrom(table).select('hash').execute()
      expect(rows).toEqual([{ hash: String(NOW + 1) }])
    }
  })

  test('more than one batch goes in one sweep, and twice at once takes nothing twice', async () => {
    for (let index = 0; index < 230; index += 1)
      await rememberNonce(store.db, { hash: String(index), expiresAt: NOW - 1 })
    const taken = await Promise.all([sweepAt(NOW), sweepAt(NOW)])
    expect(await count('proof_nonce')).toBe(0)
    expect(taken[0] + taken[1]).toBe(230)
  })

  test('verdicts and pages of a month ago go, younger ones stay', async () => {
    const { act } = await shopper(NOW)
    await act(add('mug'), NOW)
    await act(add('mug'), NOW + DAY)
    // Not the month yet.
    await sweepAt(NOW + KEEP)
    expect([await count('mutation'), await count('client')]).toEqual([2, 1])
    await sweepAt(NOW + KEEP + 1)
    expect([await count('mutation'), await count('client')]).toEqual([1, 1])
  })

  test('a cart and a journey of nobody known go a month after their last use, with all in them', async () => {
    const gone = await shopper(NOW)
    await gone.act(add('mug'), NOW)
    const back = await shopper(NOW)
    await back.act(add('mug'), NOW + 2)
    await sweepAt(NOW + KEEP + 1)
    expect([await count('journey'), await count('cart'), await count('cart_line')]).toEqual([1, 1, 1])
    await expect(gone.sync(1)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await back.sync(1)).toMatchObject({ kind: 'none' })
  })

  test('a shopper whom the tenant knows keeps cart and journey', async () => {
    const known = await shopper(NOW)
    await known.act(add('mug'), NOW)
    await store.db.updateTable('journey').set({ shopper_id: 's' }).execute()
    await sweepAt(NOW + 2 * KEEP)
    expect([await count('journey'), await count('cart')]).toEqual([1, 1])
  })

  describe('the trace of a removed line', () => {
    test('stays a day: whoever missed the removal is told of it', async () => {
      const { act, sync } = await shopper(NOW)
      await act(add('mug'), NOW)
      await act({ op: 'clear', seenRev: 1 }, NOW)
      await sweepAt(NOW + DAY)
      expect(await sync(1)).toMatchObject({ kind: 'delta', lines: [{ variantId: 'mug', qty: 0 }] })
    })

    test('is gone after it: whoever has seen less is told the whole cart, everybody else the difference', async () => {
      const { act, sync } = await shopper(NOW)
      await act(add('mug'), NOW)
      await act({ op: 'clear', seenRev: 1 }, NOW)
      await act(add('shirt-s'), NOW)
      await sweepAt(NOW + DAY + 1)
      expect(await count('cart_line')).toBe(1)
      expect(await sync(1)).toMatchObject({
        kind: 'snapshot',
        cart: { rev: 3, lines: [{ variantId: 'shirt-s' }] },
      })
      expect(await sync(2)).toMatchObject({ kind: 'delta', from: 2, to: 3 })
    })

    test('of a line that was added again is none', async () => {
      const { act, sync } = await shopper(NOW)
      await act(add('mug'), NOW)
      await act({ op: 'clear', seenRev: 1 }, NOW)
      await act(add('mug'), NOW)
      await sweepAt(NOW + DAY + 1)
      expect(await sync(1)).toMatchObject({ kind: 'delta', lines: [{ variantId: 'mug', qty: 1 }] })
    })
  })
}
