import { checkoutOpenAnswerSchema, type CheckoutOpenAnswer } from '@tote/protocol'
import { describe, expect, test } from 'vitest'
import { startNode, startWorld, type World } from '../hub-fixtures.ts'
import { connected } from '../place-fixtures.ts'
import { refusal } from '../refusal-fixtures.ts'
import { selectStockDrift } from '../store/stock-store.ts'
import { tenantFileOf } from '../tenant-fixtures.ts'
import { postNews, ShopOnHttp, type NewsOptions } from './shop-on-http-fixtures.ts'
import { pricesOf, soon, stockOf } from './shop-world-fixtures.ts'

const NOOR_SECRET = `whsec_${Buffer.alloc(24, 3).toString('base64')}`

/** What every engine has to do with merchants of one tenant who have shops of their own. */
export function merchantShopsContract(engine: string, databaseUrl: (() => Promise<string>) | null): void {
  describe(`merchants’ shops behind a hub on ${engine}`, { timeout: 180_000 }, () => {
    test('sell under names of their own: the same id in two shops is two things, each at its shop’s price and count', async () => {
      const { world, noor } = await start(databaseUrl)
      expect(await pricesOf(world)).toEqual({ mug: 1900, 'noor~mug': 3300 })
      noor.set('mug', { price: 3500, count: 2 })
      await told(world, 'catalogue.changed', {}, NOOR)
      await soon(() => pricesOf(world)).toEqual({ mug: 1900, 'noor~mug': 3500 })
      expect(await stockOf(world, 'noor~mug')).toMatchObject({ on_hand: 2 })
      expect(await stockOf(world, 'mug')).toMatchObject({ on_hand: 10 })
    })

    test('that are read again, or away, leave the other’s goods alone', async () => {
      const { world, house, noor } = await start(databaseUrl)
      house.goods.delete('mug')
      house.goods.set('cap', { price: 900, count: 5 })
      await told(world, 'catalogue.changed', {})
      await soon(() => pricesOf(world)).toEqual({ cap: 900, 'noor~mug': 3300 })
      noor.illness = 'busy'
      await told(world, 'catalogue.changed', {}, NOOR)
      const degraded = async () => Object(await (await fetch(`${world.hub.url}/readyz`)).json()).degraded
      await soon(degraded).toEqual(['shop:maison/noor'])
      expect(await pricesOf(world)).toEqual({ cap: 900, 'noor~mug': 3300 })
    })

    test('open one check-out each, asked for its own goods under its own names, and nothing of the other’s', async () => {
      const { world, house, noor } = await start(databaseUrl)
      const { answer } = await paying(world)
      const [own, theirs] = openOf(answer)
      expect(own?.url).toBe(`${house.url}/pay/${own?.id}`)
      expect(theirs?.url).toBe(`${noor.url}/pay/${theirs?.id}`)
      expect([own, theirs].map((one) => one?.total.amount)).toEqual([3800, 3300])
      expect(linesOf(house)).toEqual([['mug', 2]])
      expect(linesOf(noor)).toEqual([['mug', 1]])
      expect([...noor.checkouts.values()][0]).toMatchObject({ codes: [], fulfilment: { kind: 'delivery' } })
    })

    test('of whom one is away leave its lines alone in the cart, said by name; the other’s order empties the rest, once', async () => {
      const { world, house, noor } = await start(databaseUrl)
      noor.illness = 'broken'
      const { answer, socket, place } = await paying(world)
      expect(answer).toMatchObject({ ok: true, failed: [{ merchantId: 'noor', problem: { code: 'away' } }] })
      const [own, none] = openOf(answer)
      expect(none).toBeUndefined()
      expect(await stockOf(world, 'noor~mug')).toMatchObject({ held: 0 })
      await pay(world, house, own?.id)
      await socket.next('cart', (message) => JSON.stringify(message).includes('"qty":0'))
      expect(await linesIn(world, place.mine.cartId)).toEqual([['noor~mug', 1]])
      // It may be paid once its shop is back.
      noor.illness = null
      const { rev } = await cartRow(world, place.mine.cartId)
      const again = checkoutOpenAnswerSchema.parse(
        await socket.ask('checkout.open', { cartId: place.mine.cartId, rev }),
      )
      if (!again.ok) throw new Error(`not opened: ${JSON.stringify(again)}`)
      await pay(world, noor, again.checkout.id, NOOR)
      await soon(() => linesIn(world, place.mine.cartId)).toEqual([])
      expect(await selectStockDrift(world.store.db)).toEqual([])
    })

    test('of whom one refuses say what stands in the way, of that one alone', async () => {
      const { world, noor } = await start(databaseUrl)
      noor.problems = ({ lines }) => lines.map(({ lineId }) => ({ code: 'no_stock', lineId, available: 0 }))
      const { answer, place } = await paying(world)
      expect(answer).toMatchObject({
        ok: true,
        failed: [{ merchantId: 'noor', problem: { code: 'no_stock', free: 0 } }],
      })
      expect(openOf(answer)).toHaveLength(1)
      expect(await linesIn(world, place.mine.cartId)).toHaveLength(2)
    })

    test('of whom none answers leave the cart free, and the shopper is told to try again', async () => {
      const { world, house, noor } = await start(databaseUrl)
      for (const shop of [house, noor]) shop.illness = 'broken'
      const { place, socket } = await both(world)
      const { cartId } = place.mine
      expect(await refusal(socket.ask('checkout.open', { cartId, rev: 2 }))).toBe('busy')
      expect(await cartRow(world, cartId)).toMatchObject({ checkout_id: null })
    })

    test('speak for their own check-outs: an order or refund told by another’s shop is left', async () => {
      const { world, house, noor } = await start(databaseUrl)
      const { answer, place } = await paying(world)
      const [own] = openOf(answer)
      house.pay(own?.id ?? '')
      const order = house.orderOf(own?.id ?? '')
      expect(await told(world, 'order.placed', order, NOOR)).toMatchObject({ status: 200 })
      expect(await linesIn(world, place.mine.cartId)).toHaveLength(2)
      await told(world, 'order.placed', order)
      await soon(() => linesIn(world, place.mine.cartId)).toEqual([['noor~mug', 1]])
      expect(noor.orders.size).toBe(0)
      // Signed by the tenant's secret it is no word of the merchant's, nor the other way round.
      expect(await told(world, 'order.placed', order, { merchantId: 'noor' })).toMatchObject({ status: 401 })
      expect(await told(world, 'order.placed', order, { secret: NOOR_SECRET })).toMatchObject({ status: 401 })
    })

    test('whose order nobody told is asked for at the shop it was opened at', async () => {
      const { world, noor } = await start(databaseUrl)
      const { answer, place } = await paying(world)
      noor.pay(openOf(answer)[1]?.id ?? '')
      world.clock.ms += 31_000
      await soon(() => linesIn(world, place.mine.cartId)).toEqual([['mug', 2]])
      expect(await selectStockDrift(world.store.db)).toEqual([])
    })
  })
}

const NOOR = { merchantId: 'noor', secret: NOOR_SECRET }

/** A tenant with a shop of its own, and Noor with another: both sell a mug. */
async function start(databaseUrl: (() => Promise<string>) | null) {
  const house = await ShopOnHttp.open({ mug: { price: 1900, count: 10 } })
  const noor = await ShopOnHttp.open({ mug: { price: 3300, count: 4 } })
  noor.secret = NOOR_SECRET
  const tenant = tenantFileOf({
    catalogue: undefined,
    shop: house.file,
    merchants: [{ id: 'noor', name: 'Atelier Noor', shop: noor.file }],
  })
  const world =
    databaseUrl === null
      ? await startWorld({ tenant })
      : await startNode({ TOTE_DATABASE_URL: await databaseUrl() }, tenant)
  await soon(async () => Object.keys(await pricesOf(world)).length).toBe(2)
  return { world, house, noor }
}

const told = (world: World, type: string, data: unknown, options: Partial<NewsOptions> = {}) =>
  postNews(world.hub.url, { type, data }, { atMs: world.clock.now(), ...options })

/** A shopper with two mugs of the tenant's and one of Noor's. */
async function both(world: World) {
  const { place, socket } = await connected(world)
  await socket.do({ op: 'addLine', variantId: 'mug', qty: 2 })
  await socket.do({ op: 'addLine', variantId: 'noor~mug', qty: 1 })
  return { place, socket }
}

async function paying(world: World) {
  const { place, socket } = await both(world)
  const { cartId } = place.mine
  const answer = checkoutOpenAnswerSchema.parse(await socket.ask('checkout.open', { cartId, rev: 2 }))
  return { place, socket, answer }
}

async function pay(world: World, shop: ShopOnHttp, id = '', options: Partial<NewsOptions> = {}) {
  shop.pay(id)
  await told(world, 'order.placed', shop.orderOf(id), options)
}

function openOf(answer: CheckoutOpenAnswer) {
  if (!answer.ok || answer.open === undefined)
    throw new Error(`not opened in parts: ${JSON.stringify(answer)}`)
  return answer.open
}

const linesOf = ({ checkouts }: ShopOnHttp) =>
  [...checkouts.values()].flatMap(({ lines }) =>
    lines.map(({ variantId, quantity }) => [variantId, quantity]),
  )

const cartRow = ({ store }: World, cartId: string) =>
  store.db
    .selectFrom('cart')
    .select(['rev', 'checkout_id'])
    .where('id', '=', cartId)
    .executeTakeFirstOrThrow()

const linesIn = async ({ store }: World, cartId: string) =>
  (
    await store.db
      .selectFrom('cart_line')
      .select(['variant_id', 'qty'])
      .where('cart_id', '=', cartId)
      .where('qty', '>', 0)
      .orderBy('variant_id')
      .execute()
  ).map(({ variant_id, qty }) => [variant_id, qty])
