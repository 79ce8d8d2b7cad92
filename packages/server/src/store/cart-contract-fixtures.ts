import { clientIdSchema, mutateSchema, mutationSchema, type Cart } from '@tote/protocol'
import { v7 as uuid } from 'uuid'
import { beforeEach, describe, expect, test } from 'vitest'
import { mutateCart } from '../carts/mutate-cart.ts'
import { lockCarts, markMerged, selectCart, updateCart } from './cart-store.ts'
import { claimClient, logMutations, selectLastMids, selectVerdicts, useNumbers } from './mutation-store.ts'
import type { Db, Store } from './store.ts'
import { findTenant } from './tenant-store.ts'
import { contractStore, MANY, T } from './contract-store-fixtures.ts'

/** What every engine has to do alike with carts and their clients, whoever asks at the same time. */
export function cartContract(freshUrl: () => Promise<string>): void {
  const on = contractStore(freshUrl)
  const { atOnce, newCart } = on
  let store: Store
  beforeEach(() => {
    store = on.store
  })

  describe('a cart', () => {
    test('comes back as it was written, line by line', async () => {
      const cart = await newCart()
      const line = {
        id: 'l-1',
        variantId: 'mug',
        attrs: [['engraving', 'Für Ada ❤️ \u{1F600}']],
        qty: 2,
        price: 1900,
        showId: 'spring',
        addedAt: 1_790_000_000_000,
        rev: 1,
      }
      const changed = {
        ...cart,
        rev: 1,
        lines: [line],
        meta: { ...cart.meta, note: 'ring twice' },
      } as unknown as Cart
      await updateCart(store.db, T, { cart: changed, changed: changed.lines, nowMs: 2 })
      expect((await selectCart(store.db, T, cart.id))?.cart).toEqual(changed)
      const gone = { ...changed, rev: 2, lines: changed.lines.map((one) => ({ ...one, qty: 0, rev: 2 })) }
      await updateCart(store.db, T, { cart: gone, changed: gone.lines, nowMs: 3 })
      expect((await selectCart(store.db, T, cart.id))?.cart).toEqual(gone)
      expect(await selectCart(store.db, 'other', cart.id)).toBeUndefined()
    })

    test('that several merge at once is merged once', async () => {
      const [from, into] = [await newCart(), await newCart()]
      const outcomes = await atOnce(async (trx) => {
        await lockCarts(trx, T, [from.id, into.id])
        return markMerged(trx, T, { cartId: from.id, into: into.id })
      })
      expect(outcomes.filter(Boolean)).toHaveLength(1)
      expect(await selectCart(store.db, T, from.id)).toMatchObject({ mergedInto: into.id })
    })

    test('[U41] [U42] 20 pages that add the same choice at once make one line of 20 units', async () => {
      const { id } = await newCart()
      const tenant = await findTenant(store.db, T)
      if (tenant === undefined) throw new Error('the tenant was just applied')
      const attrs = [
        ['engraving', 'Ada'],
        ['paper', 'blue'],
      ]
      const add = (index: number) => {
        const op = {
          op: 'addLine',
          variantId: 'mug',
          qty: 1,
          attrs: index % 2 === 0 ? attrs : attrs.toReversed(),
        }
        const muts = [{ mid: 1, uid: uuid(), at: 0, op }]
        const message = mutateSchema.parse({ cartId: id, clientId: uuid(), sentAt: 0, muts })
        return mutateCart(store, { tenant, journeyId: 'j', cartId: id }, { message, nowMs: 2 })
      }
      await Promise.all(Array.from({ length: 20 }, (_, index) => add(index)))
      expect((await selectCart(store.db, T, id))?.cart).toMatchObject({ rev: 20, lines: [{ qty: 20 }] })
    })

    test('that many change at once is changed one after another', async () => {
      const { id } = await newCart()
      await atOnce(async (trx) => {
        const stored = await selectCart(trx, T, id, { toWrite: true })
        if (stored === undefined) throw new Error('it is there')
        const cart = { ...stored.cart, rev: stored.cart.rev + 1 }
        await updateCart(trx, T, { cart, changed: [], nowMs: 2 })
      })
      expect((await selectCart(store.db, T, id))?.cart.rev).toBe(MANY)
    })
  })

  describe('a client', () => {
    const mutation = (mid: number, uid: string = uuid()) =>
      mutationSchema.parse({ mid, uid, at: 0, op: { op: 'clear', seenRev: 0 } })
    const log = async (trx: Db, clientId: string, ...entries: ReturnType<typeof mutation>[]) => {
      const [first, last] = [entries[0]?.mid ?? 1, entries.at(-1)?.mid ?? 1]
      await useNumbers(trx, T, { clientId, after: first - 1, to: last, nowMs: 5 })
      await logMutations(trx, T, {
        clientId,
        cartId: 'c',
        decided: entries.map((entry) => ({
          mutation: entry,
          verdict: { ok: true, mid: entry.mid, rev: entry.mid },
        })),
        nowMs: 5,
      })
    }

    test('belongs to the first journey that uses its id, also when several do at once', async () => {
      const clients = await atOnce((trx, index) =>
        claimClient(trx, T, { clientId: 'page', journeyId: `j${index}`, nowMs: 1 }),
      )
      const owners = new Set(clients.map((client) => client?.journeyId))
      expect(owners.size).toBe(1)
      expect(await claimClient(store.db, T, { clientId: 'page', journeyId: 'late', nowMs: 1 })).toEqual({
        journeyId: [...owners][0],
        lastMid: 0,
      })
    })

    test('has each number used once, and verdicts are found by uid', async () => {
      await claimClient(store.db, T, { clientId: 'page', journeyId: 'j', nowMs: 1 })
      const outcomes = await atOnce((trx) => log(trx, 'page', mutation(1)).then(() => true))
      expect(outcomes.filter(Boolean)).toHaveLength(1)
      await expect(store.transaction((trx) => log(trx, 'page', mutation(3)))).rejects.toThrow(
        'used meanwhile',
      )
      const rows = await store.db.selectFrom('mutation').select(['uid', 'mid']).execute()
      expect(rows).toHaveLength(1)
      const uid = rows[0]?.uid ?? ''
      expect(await selectVerdicts(store.db, T, [uid, uuid()])).toEqual(
        new Map([[uid, { ok: true, mid: 1, rev: 1 }]]),
      )
    })

    test('has many operations kept in one go, all or none', async () => {
      await claimClient(store.db, T, { clientId: 'page', journeyId: 'j', nowMs: 1 })
      const many = Array.from({ length: 50 }, (_, index) => mutation(index + 1))
      await store.transaction((trx) => log(trx, 'page', ...many))
      const found = await selectVerdicts(
        store.db,
        T,
        many.map(({ uid }) => uid),
      )
      expect([...found.values()].map(({ mid }) => mid).toSorted((a, b) => a - b)).toEqual(
        many.map(({ mid }) => mid),
      )
      const [first] = many
      if (first === undefined) throw new Error('there are fifty')
      const again = [mutation(51), { ...first, mid: first.mid }]
      await expect(
        store.transaction((trx) =>
          logMutations(trx, T, {
            clientId: 'page',
            cartId: 'c',
            decided: again.map((entry) => ({
              mutation: entry,
              verdict: { ok: true, mid: entry.mid, rev: 1 },
            })),
            nowMs: 5,
          }),
        ),
      ).rejects.toThrow(/unique/i)
      expect(await store.db.selectFrom('mutation').select('uid').execute()).toHaveLength(50)
    })

    test('of one journey tells its numbers to that journey alone', async () => {
      const [mine, other] = ['mine', 'other'].map((id) => clientIdSchema.parse(id))
      if (mine === undefined || other === undefined) throw new Error('there are two')
      await claimClient(store.db, T, { clientId: mine, journeyId: 'j', nowMs: 1 })
      await claimClient(store.db, T, { clientId: other, journeyId: 'k', nowMs: 1 })
      await store.transaction((trx) => log(trx, mine, mutation(1)))
      const clientIds = [other, mine, clientIdSchema.parse('unheard')]
      expect(await selectLastMids(store.db, T, { journeyId: 'j', clientIds })).toEqual([[mine, 1]])
      expect(await selectLastMids(store.db, T, { journeyId: 'j', clientIds: [] })).toEqual([[mine, 1]])
    })

    test('one uid has one effect, also when two clients send it at once', async () => {
      const uid = uuid()
      const outcomes = await atOnce(async (trx, index) => {
        await claimClient(trx, T, { clientId: `page${index}`, journeyId: 'j', nowMs: 1 })
        const known = await selectVerdicts(trx, T, [uid])
        if (known.size > 0) return 'stored'
        await log(trx, `page${index}`, mutation(1, uid))
        return 'logged'
      }, 4)
      expect(outcomes.filter((one) => one === 'logged')).toHaveLength(1)
      expect(outcomes.filter((one) => one === 'stored')).toHaveLength(3)
    })
  })
}
