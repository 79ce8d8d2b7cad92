import { productIdSchema, showIdSchema, type ProductId } from '@tote/protocol'
import type { Recommender } from '@tote/commerce'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { mergeCart } from '../carts/merge-cart.ts'
import { forgetJourney } from '../store/personal-data-store.ts'
import type { Store } from '../store/store.ts'
import { CreditWorld } from '../credit/credit-world-fixtures.ts'
import { createSuggestions } from './suggestions.ts'

const id = (name: string) => productIdSchema.parse(name)

/** What every engine has to do to suggest. */
export function suggestionsContract(engine: string, open: () => Promise<Store>): void {
  async function openWorld(recommender?: Recommender) {
    const { shop, viewer } = await openShop(await open())
    const suggestions = createSuggestions({
      store: shop.store,
      recommenders: recommender === undefined ? [] : [{ tenantId: shop.tenant.id, recommender }],
      now: () => shop.nowMs,
      log: pino({ level: 'silent' }),
    })
    const tell = async (cartId: string, message: { productId?: ProductId; show?: string } = {}) => {
      const { productId, show } = message
      const { suggestions: told } = await suggestions.tell(shop.tenant, {
        cartId,
        message: {
          ...(productId === undefined ? {} : { productId }),
          ...(show === undefined ? {} : { showId: showIdSchema.parse(show) }),
        },
      })
      return told
    }
    /** These, ordered in as many baskets. */
    const sell = async (variantIds: readonly string[], baskets: number) => {
      const buyers = []
      for (let basket = 0; basket < baskets; basket++) {
        const buyer = await viewer()
        for (const variantId of variantIds) await buyer.add(variantId)
        await shop.order(await buyer.checkout())
        buyers.push(buyer)
      }
      return buyers
    }
    return { shop, viewer, tell, sell }
  }

  describe(`suggestions on ${engine}`, () => {
    test('[R1] [R4] what five baskets held together is suggested; what fewer did is nobody’s to see', async () => {
      const { shop, tell, sell } = await openWorld()
      await sell(['none', 'track'], 5)
      await sell(['none', 'on_cart'], 4)
      const { speaker } = await shop.shopper()
      expect(await tell(speaker.cartId, { productId: id('none') })).toEqual([
        { productId: 'track', reason: { kind: 'bought-together', productId: 'none' } },
      ])
      expect(await tell(speaker.cartId, { productId: id('on_cart') })).toEqual([])
      expect(await tell(speaker.cartId)).toEqual([])
    })

    test('five orders of one shopper are one basket, and so they are once theirs have become one', async () => {
      const { shop, viewer, tell, sell } = await openWorld()
      const [first] = await sell(['none', 'track'], 1)
      for (let again = 0; again < 3; again++) {
        await first?.add('none')
        await first?.add('track')
        if (first !== undefined) await shop.order(await first.checkout())
      }
      const others = await sell(['none', 'track'], 4)
      const { nowMs, tenant, store } = shop
      const [one, two] = others
      if (one === undefined || two === undefined) throw new Error('four were sold')
      await store.transaction((trx) =>
        mergeCart(trx, tenant, { from: one.speaker.cartId, into: two.speaker.cartId, nowMs }),
      )
      const { speaker } = await viewer()
      expect(await tell(speaker.cartId, { productId: id('none') })).toEqual([])
    })

    test('what a shopper who was forgotten ordered still counts, with nobody’s name in it', async () => {
      const { shop, viewer, tell, sell } = await openWorld()
      const [gone] = await sell(['none', 'track'], 5)
      const journeyId = gone?.speaker.journeyId ?? ''
      await shop.store.transaction((trx) =>
        forgetJourney(trx, shop.tenant.id, { journeyId, nowMs: shop.nowMs }),
      )
      const { speaker } = await viewer()
      expect(await tell(speaker.cartId, { productId: id('none') })).toHaveLength(1)
    })

    test('another tenant’s orders say nothing', async () => {
      const { shop, tell, sell } = await openWorld()
      await sell(['none', 'track'], 5)
      await shop.store.db.updateTable('sale').set({ tenant_id: 'other' }).execute()
      const { speaker } = await shop.shopper()
      expect(await tell(speaker.cartId, { productId: id('none') })).toEqual([])
    })

    test('[R2] then what the show has shown, the latest first', async () => {
      const { shop, tell } = await openWorld()
      const buyer = await shop.shopper()
      expect(await tell(buyer.speaker.cartId, { show: 'spring' })).toEqual([
        { productId: 'track', reason: { kind: 'in-show' } },
        { productId: 'none', reason: { kind: 'in-show' } },
      ])
      expect(await tell(buyer.speaker.cartId, { show: 'no-such-show' })).toEqual([])
    })

    test('[R3] where a store is chosen only what it has, and what else it has', async () => {
      const { shop, tell } = await openWorld()
      const buyer = await shop.shopper()
      await shop.store.db
        .updateTable('stock')
        .set({ on_hand: 0, held: 0 })
        .where('location_id', '=', 'rue')
        .where('variant_id', '=', 'track')
        .execute()
      await buyer.pickUp('rue')
      expect(await tell(buyer.speaker.cartId, { show: 'spring' })).toEqual([
        { productId: 'none', reason: { kind: 'in-show' } },
        { productId: 'on_checkout', reason: { kind: 'in-stock', storeName: 'Rue Verte' } },
        { productId: 'on_cart', reason: { kind: 'in-stock', storeName: 'Rue Verte' } },
      ])
    })

    test('[R6] nothing that is in the cart, sold out by count or word, gone, or not listed', async () => {
      const { shop, tell } = await openWorld()
      const buyer = await shop.shopper()
      const told = async () =>
        (await tell(buyer.speaker.cartId, { show: 'spring' })).map(({ productId }) => productId)
      await buyer.add('none')
      expect(await told()).toEqual(['track'])
      await buyer.set('none', 0)
      expect(await told()).toEqual(['track', 'none'])
      const { db } = shop.store
      await db.updateTable('stock').set({ on_hand: 0 }).where('variant_id', '=', 'track').execute()
      expect(await told()).toEqual(['none'])
      await db.updateTable('variant').set({ is_sold_out: 1 }).where('id', '=', 'none').execute()
      expect(await told()).toEqual([])
      await db.updateTable('variant').set({ is_sold_out: 0, is_active: 0 }).where('id', '=', 'none').execute()
      expect(await told()).toEqual([])
      await db.updateTable('variant').set({ is_active: 1 }).where('id', '=', 'none').execute()
      await db.updateTable('product').set({ is_listed: 0 }).where('id', '=', 'none').execute()
      expect(await told()).toEqual([])
    })

    test('a recommender of the tenant’s own is asked about goods alone, and what it says is looked at', async () => {
      const asked: unknown[] = []
      const { shop, tell } = await openWorld({
        async recommend(question) {
          asked.push(question)
          return ['on_cart', 'none', 'stray', 'track'].map((name) => ({
            productId: id(name),
            reason: { kind: 'own', text: `More ${name}` },
          }))
        },
      })
      const buyer = await shop.shopper()
      await buyer.add('none')
      expect(await tell(buyer.speaker.cartId, { productId: id('on_cart'), show: 'spring' })).toEqual([
        { productId: 'track', reason: { kind: 'own', text: 'More track' } },
      ])
      expect(asked).toEqual([{ productId: 'on_cart', basket: ['none'], showId: 'spring', limit: 40 }])
    })

    test('one that does not answer is left alone for a while, and the hub’s own answers', async () => {
      let asked = 0
      const { shop, tell } = await openWorld({
        async recommend() {
          asked += 1
          throw new Error('away')
        },
      })
      const { speaker } = await shop.shopper()
      expect(await tell(speaker.cartId, { show: 'spring' })).toHaveLength(2)
      expect(await tell(speaker.cartId, { show: 'spring' })).toHaveLength(2)
      expect(asked).toBe(1)
      shop.nowMs += 30_000
      await tell(speaker.cartId)
      expect(asked).toBe(2)
    })
  })
}

const pin = (atSeconds: number, productId: string) => ({
  atSeconds,
  cue: { kind: 'productPinned', productId },
})
const cues = [pin(60, 'none'), pin(90, 'track')]

async function openShop(store: Store) {
  const world = await CreditWorld.open(store, {
    shows: [{ id: 'spring', title: 'Spring', status: 'live', startsAt: 1, cues }],
  })
  return { shop: world.shop, viewer: () => world.viewer() }
}
