import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { takeAlong } from '../journeys/take-along.ts'
import { lineIdOf, type Shop } from '../stock/shop-fixtures.ts'
import { forgetJourney, readKept } from '../store/personal-data-store.ts'
import type { Store } from '../store/store.ts'
import { sweepFriends } from './forget-friends.ts'
import { codeOf, Friend, friendsWithGuest } from './friends-world-fixtures.ts'

/** What every engine has to do when members leave, are seen, become one or are forgotten. */
export function membersContract(engine: string, open: () => Promise<Store>): void {
  const withGuest = async (count?: number) => friendsWithGuest(await open(), count)

  describe(`members of a friends' cart, on ${engine}`, () => {
    test('[F8] who leaves takes shelf, votes and takes along; what they bought stays bought; numbers are not given twice', async () => {
      const { shop, owner, guest, invite } = await withGuest()
      await owner.put('none')
      await owner.put('track')
      await guest.put('none', 3)
      await guest.vote(1, 'none')
      await guest.take('all')
      await guest.buyer.do({ op: 'removeLine', lineId: lineIdOf('track') })
      await shop.order(await guest.buyer.checkout())
      await guest.put('on_checkout')
      await guest.take('mine')
      expect((await guest.leave()).ok).toBe(true)
      expect(await guest.carts()).toEqual([])
      expect(await owner.lines()).toEqual(['1 none ×1 bought by null', '1 track ×1'])
      expect((await owner.cart()).lines[0]?.votes).toEqual([])
      // Their own cart is theirs.
      expect(await guest.buyer.quantities()).toEqual({ on_checkout: 1 })
      await (await Friend.of(shop)).join(invite)
      expect((await owner.cart()).members.map(({ n, colour }) => [n, colour])).toEqual([
        [1, 0],
        [3, 1],
      ])
      expect((await guest.leave()).ok).toBe(true)
    })

    test('[F8] whom the owner sends away is out, and comes back by a link alone', async () => {
      const { owner, guest, invite } = await withGuest()
      await guest.put('none')
      const { told } = await owner.deed({ id: (await owner.cart()).id, do: 'remove', member: 2 })
      expect(told).toContain(guest.journeyId)
      expect(await guest.carts()).toEqual([])
      expect(await owner.lines()).toEqual([])
      for (const answer of [await guest.put('none'), await guest.vote(1, 'none'), await guest.take('all')])
        expect(codeOf(answer)).toBe('over')
      await owner.uninvite()
      expect(codeOf(await guest.join(invite))).toBe('dead')
    })

    test('[F8] with its owner the whole is over, and nothing of it is left', async () => {
      const { shop, owner, guest, invite } = await withGuest()
      await owner.put('none')
      await guest.put('none')
      await guest.vote(1, 'none')
      await guest.take('all')
      const { told } = await owner.deed({ id: (await owner.cart()).id, do: 'leave' })
      expect(told.toSorted()).toEqual([owner.journeyId, guest.journeyId].toSorted())
      expect([await owner.carts(), await guest.carts()]).toEqual([[], []])
      expect(codeOf(await guest.join(invite))).toBe('dead')
      for (const table of ['friends', 'friend', 'friends_vote', 'friends_take', 'friends_invite'] as const)
        expect(await shop.store.db.selectFrom(table).selectAll().execute()).toEqual([])
      // The two own carts are all that is left of carts.
      expect(await shop.store.db.selectFrom('cart').select('id').execute()).toHaveLength(2)
      expect(await guest.buyer.quantities()).toEqual({ none: 2 })
    })

    test('[F9] of its members it tells nothing else: no cart, journey, place or what lies in their own carts', async () => {
      const { shop, owner, guest } = await withGuest()
      await guest.buyer.add('track', 3)
      await guest.buyer.do({ op: 'setNote', text: 'for mum' })
      await owner.put('none')
      const told = JSON.stringify([await owner.carts(), await owner.vote(1, 'none')])
      const rows = await shop.store.db.selectFrom('friend').select(['cart_id', 'journey_id']).execute()
      for (const { cart_id, journey_id } of rows) {
        expect(told).not.toContain(cart_id)
        expect(told).not.toContain(journey_id)
      }
      for (const secret of [guest.buyer.speaker.cartId, 'track', 'for mum'])
        expect(told).not.toContain(secret)
    })

    test('[F9] who is in none, or in another, reads and does nothing in this one', async () => {
      const { shop, owner } = await withGuest()
      await owner.put('none')
      const stranger = await Friend.of(shop)
      await stranger.start('Eve')
      stranger.id = owner.id
      const asks = [
        stranger.put('none'),
        stranger.vote(1, 'none'),
        stranger.take('all'),
        stranger.release(1, 'none'),
      ]
      for (const answer of await Promise.all(asks)) expect(codeOf(answer)).toBe('over')
      expect(await stranger.carts()).toMatchObject([{ members: [{ name: 'Eve' }], lines: [] }])
    })

    test('[F10] an anonymous journey’s seats go over with it, and what it took stays taken by them', async () => {
      const { shop, owner, guest } = await withGuest()
      const other = await Friend.of(shop)
      await owner.put('none')
      await guest.put('track')
      await guest.take('all')
      await bring(shop, guest, other)
      other.id = guest.id
      expect(await guest.carts()).toEqual([])
      expect((await other.cart()).you).toBe(2)
      expect(await other.lines()).toEqual(['1 none ×1 taken by 2', '2 track ×1 taken by 2'])
      shop.nowMs += 1
      expect((await other.put('on_cart')).ok).toBe(true)
      await shop.order(await other.buyer.checkout())
      expect(await owner.lines()).toEqual(['1 none ×1 bought by 2', '2 track ×1 bought by 2', '2 on_cart ×1'])
    })

    test('[F10] a journey that went over into another starts and joins nothing any more: it hears to come again', async () => {
      const { shop, guest, invite } = await withGuest()
      const late = await Friend.of(shop)
      await bring(shop, late, guest)
      await expect(late.join(invite)).rejects.toMatchObject({ code: 'moved' })
      await expect(late.start()).rejects.toMatchObject({ code: 'moved' })
      expect((await guest.cart()).members).toHaveLength(2)
    })

    test('[F10] of two seats of one shopper the owner’s stays, with what was on both', async () => {
      const { shop, owner, guest } = await withGuest()
      await owner.put('none')
      await guest.put('none', 2)
      await guest.put('track')
      await guest.vote(1, 'none')
      await owner.vote(1, 'none')
      await owner.vote(2, 'track')
      await guest.take('mine')
      await bring(shop, owner, guest)
      guest.id = owner.id
      const { you, members, lines } = await guest.cart()
      expect(you).toBe(1)
      expect(members).toEqual([{ n: 1, name: 'Ada', colour: 0, role: 'owner' }])
      expect(lines.map(({ variantId, votes }) => [variantId, votes])).toEqual([
        ['none', [1]],
        ['track', [1]],
      ])
      expect(await guest.lines()).toEqual(['1 none ×3 taken by 1', '1 track ×1 taken by 1'])
    })

    test('what is kept of a shopper tells their own part, and to be forgotten takes it out', async () => {
      const { shop, owner, guest } = await withGuest()
      await owner.put('none')
      await guest.put('track', 2)
      await guest.vote(1, 'none')
      const kept = await readKept(shop.store.db, shop.tenant.id, guest.journeyId)
      expect(kept.friends).toEqual([
        {
          showId: 'spring',
          name: 'Guest 2',
          role: 'guest',
          joinedAt: shop.nowMs,
          lines: [{ variantId: 'track', qty: 2 }],
          votes: 1,
        },
      ])
      const { friendsChanged } = await forget(shop, guest)
      expect(friendsChanged).toContain(owner.journeyId)
      expect((await owner.cart()).members).toHaveLength(1)
      expect(await owner.lines()).toEqual(['1 none ×1'])
      await forget(shop, owner)
      expect(await shop.store.db.selectFrom('friends').selectAll().execute()).toEqual([])
    })

    test('what nobody touched for long is forgotten', async () => {
      const { shop, owner, guest } = await withGuest()
      await owner.put('none')
      const sweep = (before: number) =>
        shop.store.transaction((trx) => sweepFriends(trx, { before, limit: 10 }))
      expect(await sweep(shop.nowMs)).toBe(0)
      expect(await sweep(shop.nowMs + 1)).toBe(1)
      expect([await owner.carts(), await guest.carts()]).toEqual([[], []])
    })
  })
}

function forget(shop: Shop, { journeyId }: Friend) {
  return shop.store.transaction((trx) => forgetJourney(trx, shop.tenant.id, { journeyId, nowMs: shop.nowMs }))
}

/** One shopper's journeys become one. */
async function bring(shop: Shop, from: Friend, into: Friend): Promise<void> {
  await shop.store.transaction((trx) =>
    takeAlong(trx, shop.tenant, {
      from: from.journeyId,
      into: into.journeyId,
      nowMs: shop.nowMs,
      newId: randomUUID,
    }),
  )
}
