import { randomUUID } from 'node:crypto'
import { limits, variantIdSchema } from '@tote/protocol'
import type { FriendsAnswer } from '@tote/protocol/friends'
import { describe, expect, test } from 'vitest'
import { lineIdOf, Shop } from '../stock/shop-fixtures.ts'
import { updateSoldOut } from '../store/catalogue-store.ts'
import type { Store } from '../store/store.ts'
import { INVITE_MS, MOST_INVITES, MOST_JOINED, TAKE_MS } from './friends-rules.ts'
import { amongFriends, codeOf, Friend, friendsWithGuest } from './friends-world-fixtures.ts'

/** What came of each line that was to be taken. */
const takenOf = (answer: FriendsAnswer) =>
  answer.ok ? (answer.taken ?? []).map(({ by, code }) => [by, code]) : answer.code

/** What every engine has to do with friends' carts. */
export function friendsContract(engine: string, open: () => Promise<Store>): void {
  const among = async (guests: number, count?: number) => amongFriends(await open(), guests, count)
  const withGuest = async (count?: number) => friendsWithGuest(await open(), count)

  describe(`a friends' cart, on ${engine}`, () => {
    test('[F1] who starts it is its owner, who comes by a link a guest, each with another colour', async () => {
      const { owner, guest } = await withGuest()
      expect((await guest.cart()).members).toEqual([
        { n: 1, name: 'Ada', colour: 0, role: 'owner' },
        { n: 2, name: 'Guest 2', colour: 1, role: 'guest' },
      ])
      expect([(await owner.cart()).you, (await guest.cart()).you]).toEqual([1, 2])
      expect((await owner.cart()).members).toEqual((await guest.cart()).members)
    })

    test('started again after a lost answer there is still one; another who names the same gets nothing', async () => {
      const shop = await Shop.open(await open())
      const [owner, stranger] = [await Friend.of(shop), await Friend.of(shop)]
      await owner.start()
      expect(await owner.start('Ada again')).toMatchObject({
        ok: true,
        friends: [{ members: [{ name: 'Ada' }] }],
      })
      stranger.id = owner.id
      expect(codeOf(await stranger.start())).toBe('over')
      expect(await stranger.carts()).toEqual([])
    })

    test('[F4] to look at a link joins nothing; asked to join twice they are in once', async () => {
      const { shop, owner, invite } = await among(0)
      const guest = await Friend.of(shop)
      expect(await guest.look(invite)).toMatchObject({
        friends: [],
        invitation: { owner: 'Ada', members: 1, isMember: false, showId: 'spring' },
      })
      expect((await owner.cart()).members).toHaveLength(1)
      await guest.join(invite)
      await guest.join(invite, 'Bo again')
      expect((await owner.cart()).members.map(({ name }) => name)).toEqual(['Ada', 'Bo'])
      expect(await guest.look(invite)).toMatchObject({ invitation: { isMember: true } })
    })

    test('[F4] a link leads nowhere once it is over, was taken back, pushed out by later ones, or invented', async () => {
      const { shop, owner, invite } = await among(0)
      const guest = await Friend.of(shop)
      const dead = async (secret: string) => {
        expect(codeOf(await guest.look(secret))).toBe('dead')
        expect(codeOf(await guest.join(secret))).toBe('dead')
      }
      await dead(`tf_${'A'.repeat(22)}`)
      for (let count = 0; count < MOST_INVITES; count += 1) {
        shop.nowMs += 1
        await owner.invite()
      }
      await dead(invite)
      const late = await owner.invite()
      shop.nowMs += INVITE_MS
      await dead(late)
      expect((await owner.cart()).invitesUntilMs).toBeNull()
      const taken = await owner.invite()
      expect((await owner.cart()).invitesUntilMs).toBe(shop.nowMs + INVITE_MS)
      await owner.uninvite()
      await dead(taken)
      expect((await owner.cart()).invitesUntilMs).toBeNull()
      expect(await guest.carts()).toEqual([])
    })

    test('[F4] nothing a link’s secret could be read from is kept', async () => {
      const { shop, invite } = await among(0)
      const rows = await shop.store.db.selectFrom('friends_invite').selectAll().execute()
      expect(JSON.stringify(rows)).not.toContain(invite.slice(3))
    })

    test('[F1] the twentieth comes in and the next does not, and nobody is in more than five', async () => {
      const { shop, owner, invite } = await among(18)
      const [last, late] = [await Friend.of(shop), await Friend.of(shop)]
      const came = await Promise.all([last.join(invite), late.join(invite)])
      expect(came.map(codeOf)).toEqual(expect.arrayContaining(['full', null]))
      const { members } = await owner.cart()
      expect(new Set(members.map(({ colour }) => colour)).size).toBe(20)
      const collector = await Friend.of(shop)
      for (let count = 0; count < MOST_JOINED; count += 1) {
        collector.id = randomUUID()
        expect((await collector.start()).ok).toBe(true)
      }
      collector.id = randomUUID()
      expect(codeOf(await collector.start())).toBe('limit')
    })

    test('[F1] only the owner makes links, ends them and sends guests away', async () => {
      const { owner, guest } = await withGuest()
      const id = { id: (await guest.cart()).id }
      expect(codeOf(await guest.ask({ ...id, do: 'invite' }))).toBe('forbidden')
      expect(codeOf(await guest.uninvite())).toBe('forbidden')
      expect(codeOf(await guest.remove(1))).toBe('forbidden')
      expect(codeOf(await owner.remove(1))).toBe('forbidden')
      expect((await guest.cart()).invitesUntilMs).toBeNull()
      expect((await owner.cart()).invitesUntilMs).not.toBeNull()
    })

    test('[F9] names are one line that can be seen', async () => {
      const { shop, invite } = await among(0)
      const guest = await Friend.of(shop)
      await guest.join(invite, ' A\u202Ed\na\u200B ')
      expect((await guest.cart()).members[1]?.name).toBe('Ad a')
      await expect((await Friend.of(shop)).join(invite, '\u202E\u200B')).rejects.toMatchObject({
        code: 'invalid',
        details: { field: 'name' },
      })
    })

    test('[F2] each puts there what they like, under the rule of carts, and nobody else can change it', async () => {
      const { owner, guest } = await withGuest()
      await owner.put('none', 2)
      await guest.put('none')
      await guest.put('none')
      expect(await owner.lines()).toEqual(['1 none ×2', '2 none ×2'])
      expect(codeOf(await guest.put('hat'))).toBe('gone')
      expect(codeOf(await guest.put('none', limits.maxQuantity))).toBe('limit')
      expect(codeOf(await guest.act({ op: 'setQuantity', lineId: lineIdOf('track'), qty: 3 }))).toBe(
        'no_line',
      )
      expect(codeOf(await guest.act({ op: 'setNote', text: 'x' }))).toBe('forbidden')
      await guest.act({ op: 'setQuantity', lineId: lineIdOf('none'), qty: 5 })
      await owner.takeBack('none')
      expect(await owner.lines()).toEqual(['2 none ×5'])
    })

    test('[F2] the same deed sent again is done once, and answered alike', async () => {
      const { owner, guest } = await withGuest()
      const uid = randomUUID()
      const [first, second] = [await owner.put('none', 1, uid), await owner.put('none', 1, uid)]
      expect(second).toEqual(first)
      expect(await owner.lines()).toEqual(['1 none ×1'])
      // Somebody takes it meanwhile: it was done all the same.
      await guest.take('all')
      expect((await owner.put('none', 1, uid)).ok).toBe(true)
    })

    test('[F3] what lies there holds no stock and is no news for the shop', async () => {
      const { shop, owner, guest } = await withGuest(1)
      const outbox = () => shop.store.db.selectFrom('outbox').select('id').execute()
      const before = (await outbox()).length
      for (const friend of [owner, guest])
        for (const variantId of ['on_cart', 'on_checkout', 'track']) await friend.put(variantId, 9)
      expect(await owner.lines()).toHaveLength(6)
      expect(await shop.stockOf('on_cart')).toEqual([2, 0])
      expect((await outbox()).length).toBe(before)
      expect(await shop.store.db.selectFrom('touch').selectAll().execute()).toEqual([])
      // Also what the host says is sold out: it may be back when it is bought.
      await updateSoldOut(shop.store.db, shop.tenant.id, { variantIds: ['none'], isSoldOut: true })
      expect((await owner.put('none')).ok).toBe(true)
      expect(takenOf(await owner.take('mine'))).toContainEqual([1, 'no_stock'])
    })

    test('[F2] a hundred lines are all that a friends’ cart takes, whosever they are', async () => {
      const { shop, owner, guest } = await withGuest()
      const shelf = await shop.store.db
        .selectFrom('friend')
        .select('cart_id')
        .where('n', '=', 2)
        .executeTakeFirstOrThrow()
      const values = Array.from({ length: limits.maxLines }, (_, index) => ({
        tenant_id: shop.tenant.id,
        cart_id: shelf.cart_id,
        id: `l-${index}`,
        variant_id: 'none',
        plan_id: null,
        attrs_json: '[]',
        qty: 1,
        price: 1000,
        show_id: null,
        added_at: index,
        hold_until: null,
        is_hold_over: 0,
        rev: 1,
        removed_at: null,
      }))
      await shop.store.db.insertInto('cart_line').values(values).execute()
      expect(codeOf(await owner.put('none'))).toBe('limit')
      expect(codeOf(await guest.put('track'))).toBe('limit')
    })

    test('[F6] each has one vote a line, and may take it back', async () => {
      const { owner, guest } = await withGuest()
      await owner.put('none')
      for (const friend of [guest, guest, owner]) await friend.vote(1, 'none')
      expect((await owner.cart()).lines[0]?.votes).toEqual([1, 2])
      await guest.vote(1, 'none', false)
      expect((await owner.cart()).lines[0]?.votes).toEqual([1])
      expect(codeOf(await guest.vote(2, 'none'))).toBe('no_line')
      // Put there anew it is another line.
      await owner.takeBack('none')
      await owner.put('none')
      expect((await owner.cart()).lines[0]?.votes).toEqual([])
    })

    test('[F7] "mine" takes one’s own into one’s own cart, "all" what is left, and nothing is taken twice', async () => {
      const { owner, guest } = await withGuest()
      await owner.put('none', 2)
      await guest.put('none')
      await guest.put('track', 3)
      expect(takenOf(await guest.take('mine'))).toEqual([
        [2, null],
        [2, null],
      ])
      expect(await guest.buyer.quantities()).toEqual({ none: 1, track: 3 })
      expect(await owner.lines()).toEqual(['1 none ×2', '2 none ×1 taken by 2', '2 track ×3 taken by 2'])
      expect(takenOf(await owner.take('all'))).toEqual([
        [1, null],
        [2, 'taken'],
        [2, 'taken'],
      ])
      expect(await owner.buyer.quantities()).toEqual({ none: 2 })
      // Of what they have already nobody gets more.
      expect(takenOf(await guest.take('mine'))).toEqual([])
      expect(await guest.buyer.quantities()).toEqual({ none: 1, track: 3 })
    })

    test('[F7] of two who want all at once each line goes to one', async () => {
      const { owner, guest } = await withGuest(50)
      for (const variantId of ['none', 'track', 'on_cart']) await owner.put(variantId)
      await Promise.all([owner.take('all'), guest.take('all')])
      const carts = [await owner.buyer.quantities(), await guest.buyer.quantities()]
      const all = carts.flatMap((cart) => Object.entries(cart))
      expect(all).toHaveLength(3)
      expect(Object.fromEntries(all)).toEqual({ none: 1, on_cart: 1, track: 1 })
    })

    test('[F7] what is refused is told line by line and stays anybody’s; the rest goes through', async () => {
      const { shop, owner, guest } = await withGuest(1)
      await owner.put('on_cart', 9)
      await owner.put('none')
      const answer = await guest.take('all')
      expect(takenOf(answer)).toEqual([
        [1, 'no_stock'],
        [1, null],
      ])
      expect(answer).toMatchObject({ taken: [{ free: 2 }, {}] })
      expect(await guest.buyer.quantities()).toEqual({ none: 1 })
      expect(await owner.lines()).toEqual(['1 on_cart ×9', '1 none ×1 taken by 2'])
      expect(await shop.stockOf('on_cart')).toEqual([2, 0])
      // Fewer are there: what was refused is free to be changed and taken.
      await owner.act({ op: 'setQuantity', lineId: lineIdOf('on_cart'), qty: 1 })
      expect(takenOf(await guest.take('all'))).toEqual([[1, null]])
      expect(await shop.stockOf('on_cart')).toEqual([2, 1])
    })

    test('[F7] what is refused is nobody’s, though the same lies in one’s own cart', async () => {
      const { owner, guest } = await withGuest(1)
      await guest.buyer.add('on_cart')
      await owner.put('on_cart', 9)
      expect(takenOf(await guest.take('all'))).toEqual([[1, 'no_stock']])
      expect(await owner.lines()).toEqual(['1 on_cart ×9'])
    })

    test('[F7] of more lines than one batch takes the rest is there for the next wish', async () => {
      const { owner, guest } = await withGuest()
      const variantId = variantIdSchema.parse('none')
      for (let count = 0; count <= limits.maxBatch; count += 1)
        await owner.act({ op: 'addLine', variantId, qty: 1, attrs: [['engraving', `${count}`]] })
      const first = await guest.take('all')
      expect(first.ok ? first.taken : []).toHaveLength(limits.maxBatch)
      expect(takenOf(await guest.take('all'))).toEqual([[1, null]])
      expect(await guest.take('all')).toMatchObject({ taken: [] })
    })

    test('[F7] the same wish to buy sent again is answered what came of it, and buys nothing more', async () => {
      const { owner, guest } = await withGuest()
      await owner.put('none')
      const uid = randomUUID()
      const first = await guest.take('all', uid)
      await owner.put('track')
      expect(takenOf(await guest.take('all', uid))).toEqual(takenOf(first))
      expect(await guest.buyer.quantities()).toEqual({ none: 1 })
    })

    test('[F7] while a line is taken it cannot change; given back, removed or forgotten it is free', async () => {
      const { shop, owner, guest } = await withGuest()
      await owner.put('none')
      await guest.take('all')
      expect(codeOf(await owner.put('none'))).toBe('frozen')
      expect(codeOf(await owner.takeBack('none'))).toBe('frozen')
      expect((await owner.release(1, 'none')).ok).toBe(true)
      // It was not theirs to give back.
      expect(await owner.lines()).toEqual(['1 none ×1 taken by 2'])
      await guest.release(1, 'none')
      expect(await owner.lines()).toEqual(['1 none ×1'])
      // What lies in their own cart stays there: taken again it is one more.
      await guest.take('all')
      expect(await guest.buyer.quantities()).toEqual({ none: 2 })
      await guest.buyer.do({ op: 'removeLine', lineId: lineIdOf('none') })
      expect(await owner.lines()).toEqual(['1 none ×1'])
      await guest.take('all')
      shop.nowMs += TAKE_MS
      expect(await owner.lines()).toEqual(['1 none ×1'])
    })

    test('[F7] once its taker has ordered, a line is bought for good, and those who see it are told', async () => {
      const { shop, owner, guest } = await withGuest()
      await owner.put('none', 2)
      await guest.take('all')
      const placed = await shop.order(await guest.buyer.checkout())
      expect(placed.friendsChanged?.toSorted()).toEqual([owner.journeyId, guest.journeyId].toSorted())
      expect(await owner.lines()).toEqual(['1 none ×2 bought by 2'])
      shop.nowMs += 2 * TAKE_MS
      expect(takenOf(await owner.take('all'))).toEqual([[1, 'taken']])
      expect(codeOf(await owner.put('none'))).toBe('frozen')
      // Nor can who bought it give it back here: that is the shop's to do.
      await guest.release(1, 'none')
      expect(await owner.lines()).toEqual(['1 none ×2 bought by 2'])
      expect((await owner.takeBack('none')).ok).toBe(true)
      await owner.put('none')
      expect(await owner.lines()).toEqual(['1 none ×1'])
    })

    test('[F7] what a taker puts out of their own cart is told to those who see it', async () => {
      const { owner, guest } = await withGuest()
      await owner.put('none')
      await guest.take('all')
      const gone = await guest.buyer.mutate({ op: 'removeLine', lineId: lineIdOf('none') })
      expect(gone.friendsChanged.toSorted()).toEqual([owner.journeyId, guest.journeyId].toSorted())
      const other = await guest.buyer.mutate({ op: 'setNote', text: 'x' })
      expect(other.friendsChanged).toEqual([])
    })

    test('[F7] a cart that is being paid takes nothing, and everything stays anybody’s', async () => {
      const { owner, guest } = await withGuest()
      await owner.put('none')
      await guest.buyer.add('track')
      await guest.buyer.checkout()
      expect(takenOf(await guest.take('all'))).toEqual([[1, 'frozen']])
      expect(await owner.lines()).toEqual(['1 none ×1'])
    })
  })
}
