import { checkoutOpenAnswerSchema, lineId, variantIdSchema } from '@tote/protocol'
import { expect, test } from 'vitest'
import { connected } from '../place-fixtures.ts'
import { cartOf, startShopWorld } from '../shops/shop-world-fixtures.ts'

const goods = {
  mug: { price: 1900, count: 10, inStore: 3 },
  cap: { price: 900, count: 5, inStore: 0 },
}

const CAP = lineId({ variantId: variantIdSchema.parse('cap') })
const refused = { results: [{ ok: false, code: 'forbidden' }] }

/** A shopper of a shop behind the hub, with a mug to fetch and a cap that the store lacks. */
async function choosing(shopFile: Record<string, unknown>) {
  const { shop, world } = await startShopWorld(null, { goods, shopFile })
  const { place, socket } = await connected(world)
  await socket.add(1, 'mug')
  await socket.add(1, 'cap')
  await socket.do({ op: 'setFulfillment', fulfilment: { kind: 'pickup', locationId: 'rue' } })
  const { cartId } = place.mine
  return {
    shop,
    world,
    sendCap: () => socket.do({ op: 'sendLine', lineId: CAP, isSent: true }),
    async open() {
      const { rev } = await cartOf(world, cartId)
      return checkoutOpenAnswerSchema.parse(await socket.ask('checkout.open', { cartId, rev }))
    },
  }
}

test('a shop whose file says that it can is asked line by line', async () => {
  const { shop, sendCap, open } = await choosing({ sendsLines: true })
  expect(await open()).toMatchObject({ ok: false, problems: [{ code: 'no_stock', lineId: CAP }] })
  await sendCap()
  expect(await open()).toMatchObject({ ok: true })
  const [checkout] = shop.checkouts.values()
  expect(checkout?.fulfilment).toEqual({ kind: 'pickup', locationId: 'rue' })
  expect(checkout?.lines.map(({ variantId, isSent }) => [variantId, isSent])).toEqual([
    ['mug', undefined],
    ['cap', true],
  ])
})

test('a shop that says nothing of it is never asked: the hub refuses the choice', async () => {
  const { shop, sendCap, open } = await choosing({})
  expect(await sendCap()).toMatchObject(refused)
  expect(await open()).toMatchObject({ ok: false, problems: [{ code: 'no_stock' }] })
  expect(shop.timesAsked('/checkout')).toBe(0)
})

test('a shop that can no longer opens nothing of what was chosen before, and the basket is free', async () => {
  const { shop, world, open } = await choosing({})
  await world.store.db.updateTable('cart_line').set({ is_sent: 1 }).where('variant_id', '=', 'cap').execute()
  expect(await open()).toEqual({ ok: false, problems: [{ code: 'changed' }] })
  expect(shop.timesAsked('/checkout')).toBe(0)
  expect(await world.store.db.selectFrom('cart').select('checkout_id').execute()).toEqual([
    { checkout_id: null },
  ])
})
