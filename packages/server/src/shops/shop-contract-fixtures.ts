import { ToteError, type CheckoutOpenAnswer } from '@tote/protocol'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { payAtShop } from '../checkouts/pay-at-shop.ts'
import { Host } from '../shows/host-fixtures.ts'
import { connected } from '../place-fixtures.ts'
import { refusal } from '../refusal-fixtures.ts'
import { Shop as Stall, type Buyer } from '../stock/shop-fixtures.ts'
import { selectStockDrift } from '../store/stock-store.ts'
import { findTenant } from '../store/tenant-store.ts'
import { shopsOf, type ShopPlatform } from './shop.ts'
import {
  soon,
  startShopWorld,
  stockOf,
  pricesOf,
  counts,
  cartOf,
  open,
  paying,
} from './shop-world-fixtures.ts'

async function answered<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof ToteError) || error.code !== 'busy') throw error
    return answered(ask)
  }
}

const BUYERS = 400
const UNITS = 137
const AT_ONCE = 20

/** Goes to pay until the shop says where, or that there is none left: asked again while hub or shop is busy, as a page does. */
async function goToPay(buyer: Buyer, platform: ShopPlatform): Promise<CheckoutOpenAnswer> {
  const { store, nowMs } = buyer.shop
  const deps = {
    store,
    now: () => nowMs,
    log: pino({ level: 'silent' }),
    receipts: { of: () => Promise.resolve([]) },
    tell: () => undefined,
    countSoon: () => undefined,
  }
  try {
    const { answer } = await buyer.checkout()
    if (!answer.ok) return answer
    return await payAtShop(
      deps,
      { speaker: buyer.speaker, platformOf: () => platform },
      { checkout: answer.checkout, returnUrl: undefined },
    )
  } catch (error) {
    if (!(error instanceof ToteError) || error.code !== 'busy') throw error
    return goToPay(buyer, platform)
  }
}

/** What every engine has to do with a real shop behind it. */
export function shopContract(engine: string, databaseUrl: (() => Promise<string>) | null): void {
  const start = (changes: Parameters<typeof startShopWorld>[1] = {}) => startShopWorld(databaseUrl, changes)

  describe(`a shop behind a hub on ${engine}`, { timeout: 180_000 }, () => {
    describe('the catalogue', () => {
      test('is the shop’s from the first answer on, and again when the shop tells that it changed', async () => {
        const { shop, world, told } = await start()
        expect(await pricesOf(world)).toEqual({ mug: 1900, cap: 900 })
        expect(await stockOf(world)).toMatchObject({ on_hand: 10 })
        shop.set('mug', { price: 2100 })
        shop.goods.delete('cap')
        shop.goods.set('scarf', { price: 4000, count: 1 })
        expect(await told('catalogue.changed', {})).toMatchObject({ status: 200, body: { isNew: true } })
        await soon(() => pricesOf(world)).toEqual({ mug: 2100, scarf: 4000 })
      })

      test('of a shop that is away is the one it told last, and the hub says so until it is back', async () => {
        const { shop, world, told } = await start()
        const degraded = async () => Object(await (await fetch(`${world.hub.url}/readyz`)).json()).degraded
        expect(await degraded()).toEqual([])
        shop.illness = 'busy'
        shop.set('mug', { price: 2100 })
        await told('catalogue.changed', {})
        await soon(degraded).toEqual(['shop:maison'])
        expect(await pricesOf(world)).toEqual({ mug: 1900, cap: 900 })
        shop.illness = null
        world.clock.ms += 60_000
        await soon(() => pricesOf(world)).toEqual({ mug: 2100, cap: 900 })
        await soon(degraded).toEqual([])
      })
    })

    describe('news', () => {
      test.each([
        ['signed by another', { secret: `whsec_${Buffer.alloc(24, 9).toString('base64')}` }],
        ['not signed', { headers: { 'webhook-signature': '' } }],
        ['of another id than was signed', { headers: { 'webhook-id': 'another' } }],
        ['for a tenant that is not here', { tenantId: 'other' }],
      ])('%s is refused, and changes nothing', async (_what, options) => {
        const { world, told } = await start()
        expect(await told('stock.counted', counts(1), options)).toMatchObject({
          status: 401,
          body: { error: { code: 'bad_token' } },
        })
        expect(await stockOf(world)).toMatchObject({ on_hand: 10 })
      })

      test('signed more than five minutes ago is refused', async () => {
        const { world, told } = await start()
        const atMs = world.clock.now() - 301_000
        expect(await told('stock.counted', counts(1), { atMs })).toMatchObject({ status: 401 })
        expect(await stockOf(world)).toMatchObject({ on_hand: 10 })
      })

      test('told again under its id changes nothing any more', async () => {
        const { world, told } = await start()
        expect((await told('stock.counted', counts(7), { id: 'one' })).body).toMatchObject({ isNew: true })
        expect((await told('stock.counted', counts(8))).body).toMatchObject({ isNew: true })
        const again = await told('stock.counted', counts(7), { id: 'one' })
        expect(again).toMatchObject({ status: 200, body: { isNew: false } })
        expect(await stockOf(world)).toMatchObject({ on_hand: 8 })
      })

      test('that was overtaken on its way is left', async () => {
        const { world, told } = await start()
        await told('stock.counted', counts(3))
        await told('stock.counted', counts(7), { atMs: world.clock.now() - 5000 })
        expect(await stockOf(world)).toMatchObject({ on_hand: 3 })
      })

      test('that is not as agreed, or too much at once, is told so', async () => {
        const { told } = await start()
        expect(await told('stock.counted', { counts: [] })).toMatchObject({ status: 400 })
        expect(await told('weather', {})).toMatchObject({ status: 400 })
        const much = { counts: [], remark: 'x'.repeat(600_000) }
        expect(await told('stock.counted', much)).toMatchObject({
          status: 400,
          body: { error: { message: expect.stringContaining('too large') } },
        })
      })

      test('of counts reaches viewers: fewer, sold out, back in stock', async () => {
        const { world, told } = await start()
        const { socket } = await connected(world)
        for (const count of [4, 0, 6]) {
          await told('stock.counted', counts(count))
          // What else has changed just then is told along.
          const isIt = (message: unknown) => JSON.stringify(message).includes(`["mug",${count}]`)
          expect(await socket.next('stock', isIt)).toBeTruthy()
        }
      })

      test('of counts of what is not sold here names them', async () => {
        const { told } = await start()
        expect((await told('stock.counted', counts(3, 'moon'))).body).toMatchObject({
          isNew: true,
          unknown: [{ variantId: 'moon', locationId: 'warehouse' }],
        })
      })

      test('of a count below what is promised is a shortfall, and takes nothing back', async () => {
        const { world, told } = await start({ inventoryMode: 'on_cart' })
        const { socket } = await connected(world)
        await socket.add(5)
        await told('stock.counted', counts(2))
        expect(await stockOf(world)).toEqual({ on_hand: 5, held: 5, shortfall: 3 })
        expect(await selectStockDrift(world.store.db)).toEqual([])
      })

      test('that counts changed makes the hub ask, and is not taken when the shop does not say', async () => {
        const { shop, world, told } = await start()
        shop.set('mug', { count: 2 })
        shop.illness = 'busy'
        const say = () => told('stock.changed', { variantIds: ['mug'] }, { id: 'same' })
        expect((await say()).status).toBe(503)
        shop.illness = null
        expect(await say()).toMatchObject({ status: 200, body: { isNew: true } })
        expect(await stockOf(world)).toMatchObject({ on_hand: 2 })
      })
    })

    describe('a check-out', () => {
      test('leads to the shop; asked again it is the same one', async () => {
        const { shop, world } = await start()
        const { socket, cartId, checkout } = await paying(world)
        expect(checkout).toMatchObject({ url: `${shop.url}/pay/${checkout.id}`, total: { amount: 3800 } })
        expect(await open(socket, cartId, 1)).toEqual(checkout)
        expect(shop.timesAsked('/checkout')).toBe(1)
        expect(shop.checkouts.get(checkout.id)).toMatchObject({
          lines: [{ variantId: 'mug', quantity: 2, price: 1900 }],
        })
      })

      test('that one place was told the address of is not taken from it when another’s question fails', async () => {
        const { shop, world } = await start()
        const { place, socket } = await connected(world)
        const other = await place.connect()
        await socket.add(2)
        const { cartId } = place.mine
        shop.holdsFirst = true
        const asking = [socket, other].map((one) => open(one, cartId, 1))
        await Promise.any(asking)
        shop.loseFirst()
        const asked = await Promise.allSettled(asking)
        expect(asked.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
        const [led] = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
        expect(await cartOf(world, cartId)).toMatchObject({ checkout_id: led?.id })
        expect(await open(socket, cartId, 1)).toEqual(led)
      })

      test('names the shop’s own cart of the one before, until that was bought', async () => {
        const { shop, world, told } = await start()
        const { socket, cartId, checkout } = await paying(world)
        const refOf = (id: string) => shop.checkouts.get(id)?.shopRef
        expect(refOf(checkout.id)).toBeUndefined()
        await socket.ask('checkout.cancel', { cartId, checkoutId: checkout.id })
        const { rev } = await cartOf(world, cartId)
        const again = await open(socket, cartId, rev)
        expect(refOf(again.id)).toBe(`ref-${checkout.id}`)
        shop.pay(again.id)
        await told('order.placed', shop.orderOf(again.id))
        await soon(() => cartOf(world, cartId)).toMatchObject({ checkout_id: null })
        await socket.add(1)
        const next = await open(socket, cartId, (await cartOf(world, cartId)).rev)
        expect(refOf(next.id)).toBeUndefined()
      })

      test('leads back to a page of the site that asks, and to no other', async () => {
        const { shop, world } = await start()
        const { place, socket } = await connected(world)
        await socket.add(1)
        const { cartId } = place.mine
        const elsewhere = { cartId, rev: 1, returnUrl: 'https://elsewhere.test/' }
        expect(await refusal(socket.ask('checkout.open', elsewhere))).toBe('invalid')
        const { id } = await open(socket, cartId, 1, { returnUrl: `${place.origin}/show#secret` })
        expect(shop.checkouts.get(id)?.returnUrl).toBe(`${place.origin}/show`)
      })

      test.each(['busy', 'broken', 'silent'] as const)(
        'of a shop that is %s leaves the cart free and its goods given back; later it opens',
        async (illness) => {
          const { shop, world } = await start()
          const { place, socket } = await connected(world)
          await socket.add(2)
          const { cartId } = place.mine
          shop.illness = illness
          expect(await refusal(socket.ask('checkout.open', { cartId, rev: 1 }, 30_000))).toBe('busy')
          expect(await cartOf(world, cartId)).toMatchObject({ checkout_id: null })
          expect(await stockOf(world)).toMatchObject({ on_hand: 10, held: 0 })
          await socket.add(1)
          shop.illness = null
          const { rev } = await cartOf(world, cartId)
          expect(await open(socket, cartId, rev)).toMatchObject({ total: { amount: 5700 } })
        },
      )

      test('that the shop cannot sell so is not opened, and its counts are asked for', async () => {
        const { shop, world } = await start()
        const { place, socket } = await connected(world)
        await socket.add(2)
        shop.set('mug', { count: 1 })
        shop.problems = ({ lines }) => [{ code: 'no_stock', lineId: lines[0]?.lineId, available: 1 }]
        const { cartId } = place.mine
        expect(await socket.ask('checkout.open', { cartId, rev: 1 })).toMatchObject({
          ok: false,
          problems: [{ code: 'no_stock', free: 1 }],
        })
        expect(await cartOf(world, cartId)).toMatchObject({ checkout_id: null })
        await soon(() => stockOf(world)).toMatchObject({ on_hand: 1, held: 0 })
      })

      test('at a price that the host dropped in the show tells the shop which one of its own that was', async () => {
        const { shop, world } = await start()
        const host = await Host.of(world)
        await host.cue({
          kind: 'changePrice',
          productId: 'mug',
          prices: [{ variantId: 'mug', price: 1500 }],
        })
        const { checkout } = await paying(world)
        expect(checkout.total).toMatchObject({ amount: 3000 })
        expect(shop.checkouts.get(checkout.id)?.lines).toMatchObject([{ price: 1500, shopPrice: 1900 }])
      })

      test('at another price than the shop’s shows the shop’s first', async () => {
        const { shop, world } = await start()
        const { place, socket } = await connected(world)
        await socket.add(2)
        shop.set('mug', { price: 2000 })
        shop.problems = ({ lines }) =>
          lines
            .filter(({ price }) => price !== 2000)
            .map(({ lineId }) => ({ code: 'price_changed', lineId, price: 2000 }))
        const { cartId } = place.mine
        expect(await socket.ask('checkout.open', { cartId, rev: 1 })).toEqual({
          ok: false,
          problems: [{ code: 'changed' }],
        })
        const isAtNewPrice = (message: unknown) => JSON.stringify(message).includes('"price":2000')
        await socket.next('cart', isAtNewPrice)
        const { rev } = await cartOf(world, cartId)
        expect(await open(socket, cartId, rev)).toMatchObject({ total: { amount: 4000 } })
      })
    })

    test(
      `${BUYERS} buyers want ${UNITS} units that the shop told of: each unit is paid once, and no other`,
      { timeout: 300_000 },
      async () => {
        const {
          shop,
          world,
          told,
          tenant: file,
        } = await start({ goods: { drop: { price: 1000, count: 0 } } })
        shop.set('drop', { count: UNITS })
        await told('stock.counted', counts(UNITS, 'drop'))
        const [tenant, platform] = [await findTenant(world.store.db, 'maison'), shopsOf(file)[0]?.platform]
        if (tenant === undefined || platform == null) throw new Error('the fixture has a shop')
        const stall = new Stall(world.store, tenant)
        stall.nowMs = world.clock.now()
        const buyers: Buyer[] = []
        for (let at = 0; at < BUYERS; at += 1) {
          const buyer = await stall.shopper()
          await buyer.add('drop')
          buyers.push(buyer)
        }
        const wishes = await Promise.all(
          buyers.map(async (buyer) => {
            const { answer } = await answered(() => buyer.checkout())
            return { buyer, outcome: answer.ok ? 'opened' : answer.problems[0]?.code }
          }),
        )
        const lucky = wishes.filter(({ outcome }) => outcome === 'opened').map(({ buyer }) => buyer)
        expect(lucky).toHaveLength(UNITS)
        expect(wishes.filter(({ outcome }) => outcome === 'no_stock')).toHaveLength(BUYERS - UNITS)
        // As many as one slow machine answers before their patience ends.
        for (let at = 0; at < lucky.length; at += AT_ONCE)
          await Promise.all(
            lucky.slice(at, at + AT_ONCE).map(async (buyer) => {
              const answer = await goToPay(buyer, platform)
              if (!answer.ok) throw new Error(`not opened: ${JSON.stringify(answer.problems)}`)
              // The shop has the last word on each, and tells it twice.
              expect(shop.pay(answer.checkout.id)).not.toBeNull()
              const order = shop.orderOf(answer.checkout.id)
              const answers = await Promise.all([told('order.placed', order), told('order.placed', order)])
              expect(JSON.stringify(answers.filter(({ status }) => status !== 200))).toBe('[]')
            }),
          )
        expect(shop.countOf('drop')).toBe(0)
        await soon(() => stockOf(world, 'drop')).toEqual({ on_hand: 0, held: 0, shortfall: 0 })
        expect(await selectStockDrift(world.store.db)).toEqual([])
      },
    )
  })
}
