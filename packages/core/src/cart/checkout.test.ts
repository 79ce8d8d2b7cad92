import { checkoutIdSchema, emptyCart, cartIdSchema, type Cart } from '@tote/protocol'
import { expect, test } from 'vitest'
import { createTestDevice, createTestWorld, online } from '../test-world-fixtures.ts'
import { createCheckout } from './checkout.ts'

const cart: Cart = { ...emptyCart(cartIdSchema.parse('c1'), 'EUR'), rev: 4 }

/** A check-out over a hub that answers this, and what it was asked. */
function paying(answer: unknown, facts: { cart?: Cart; isFlushed?: boolean } = {}) {
  const asked: [string, unknown][] = []
  const session = {
    ask(event: string, message: unknown) {
      asked.push([event, message])
      return Promise.resolve(answer)
    },
    tell: () => undefined,
    close: () => undefined,
  }
  const checkout = createCheckout({
    session: () => session,
    flush: () => Promise.resolve(facts.isFlushed ?? true),
    base: () => facts.cart ?? cart,
  })
  return { checkout, asked }
}

test('paying asks for the cart at the revision the shopper sees', async () => {
  const total = { amount: 1900, currencyCode: 'EUR' }
  const { checkout, asked } = paying({ ok: true, checkout: { id: 'k1', expiresAt: 9, total } })
  expect(await checkout.checkout()).toEqual({ status: 'opened', id: 'k1', untilMs: 9, total })
  expect(asked).toEqual([['checkout.open', { cartId: 'c1', rev: 4 }]])
})

test('where it is paid is told, and where the shop is to lead back to is asked along', async () => {
  const total = { amount: 1900, currencyCode: 'EUR' }
  const url = 'https://shop.test/pay/k1'
  const { checkout, asked } = paying({ ok: true, checkout: { id: 'k1', expiresAt: 9, total, url } })
  expect(await checkout.checkout('https://brand.test/show')).toMatchObject({ status: 'opened', url })
  expect(asked).toEqual([['checkout.open', { cartId: 'c1', rev: 4, returnUrl: 'https://brand.test/show' }]])
})

test('of several merchants each check-out is told, and who could not be opened', async () => {
  const total = { amount: 1900, currencyCode: 'EUR' }
  const one = { id: 'k1', expiresAt: 9, total, url: 'https://shop.test/pay/k1' }
  const two = { ...one, id: 'k2', url: 'https://other.test/pay/k2' }
  const failed = [{ status: 'failed', merchantId: 'lune', problem: { code: 'away' } }]
  const { checkout } = paying({ ok: true, checkout: one, open: [one, two], failed })
  expect(await checkout.checkout()).toMatchObject({
    status: 'opened',
    id: 'k1',
    open: [
      { id: 'k1', untilMs: 9, url: one.url },
      { id: 'k2', url: two.url },
    ],
    failed,
  })
})

test('an address that is none of the web is no answer', async () => {
  const total = { amount: 1900, currencyCode: 'EUR' }
  const checkout = { id: 'k1', expiresAt: 9, total, url: 'javascript:alert(1)' }
  await expect(paying({ ok: true, checkout }).checkout.checkout()).rejects.toThrow(/pattern/)
})

test('what stands in the way is told, not thrown', async () => {
  const problems = [{ code: 'changed' }]
  expect(await paying({ ok: false, problems }).checkout.checkout()).toEqual({ status: 'rejected', problems })
})

test('nothing is frozen before the hub has all that was asked', async () => {
  const { checkout, asked } = paying(null, { isFlushed: false })
  await expect(checkout.checkout()).rejects.toMatchObject({ code: 'hub_unreachable' })
  expect(asked).toEqual([])
})

test('the way back names the check-out that is open; without one nothing is asked', async () => {
  const open = {
    ...cart,
    meta: { ...cart.meta, checkout: { id: checkoutIdSchema.parse('k1'), expiresAt: 9 } },
  }
  const { checkout, asked } = paying(null, { cart: open })
  await checkout.cancelCheckout()
  expect(asked).toEqual([['checkout.cancel', { cartId: 'c1', checkoutId: 'k1' }]])
  const none = paying(null)
  await none.checkout.cancelCheckout()
  expect(none.asked).toEqual([])
})

test('[D7] offline no check-out is opened, and it says so', async () => {
  const checkout = createCheckout({
    session: () => null,
    flush: () => Promise.resolve(true),
    base: () => cart,
  })
  await expect(checkout.checkout()).rejects.toMatchObject({ code: 'hub_unreachable' })
})

test('codes and fulfilment show at once, and a code counts once the hub has said what it gives', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  await tote.cart.addLine({ variantId: 'mug' })
  world.hub.faults = ['lost']
  const applied = tote.cart.applyDiscountCode(' ten ')
  await world.until(() => tote.cart.$cart.get().codes.length === 1)
  expect(tote.cart.$cart.get()).toMatchObject({
    codes: [{ code: 'TEN', discount: null }],
    cost: { discount: { amount: 0 } },
  })
  await world.until(() => tote.cart.$cart.get().pendingCount === 0)
  expect(await applied).toEqual({ status: 'accepted' })
  expect(tote.cart.$cart.get().cost).toMatchObject({ discount: { amount: 100 }, total: { amount: 900 } })
  expect(await tote.cart.applyDiscountCode('NOPE')).toEqual({ status: 'rejected', code: 'bad_code' })
})

test('viewers’ counts follow the stock, and fewer than the cart asks for is told once', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  const tellFree = (free: number) => world.hub.tell('stock', { levels: [['mug', free]] })
  const mug = () => tote.show.$products.get().find(({ id }) => id === 'mug')
  await tote.cart.addLine({ variantId: 'mug', quantity: 3 })
  tellFree(9)
  expect(mug()?.variants[0]?.lowStock).toBeNull()
  tellFree(2)
  tellFree(1)
  expect(mug()?.variants[0]?.lowStock).toBe(1)
  expect(tote.notices.$notices.get()).toMatchObject([{ kind: 'stockShort', title: 'The mug', free: 2 }])
  tellFree(0)
  expect(mug()?.isSoldOut).toBe(true)
})

test('a hold that ran out is told, also when the news came by a sync', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  await tote.cart.addLine({ variantId: 'mug' })
  const setHold = (isOver: boolean) => {
    const rev = world.hub.cart.rev + 1
    const lines = world.hub.cart.lines.map((line) => ({ ...line, hold: { untilMs: 5, isOver }, rev }))
    world.hub.cart = { ...world.hub.cart, rev, lines }
    world.hub.cut()
  }
  setHold(false)
  await world.until(() => tote.cart.$cart.get().lines[0]?.hold?.status === 'held')
  setHold(true)
  await world.until(() => tote.cart.$cart.get().lines[0]?.hold?.status === 'over')
  expect(tote.notices.$notices.get()).toMatchObject([{ kind: 'holdOver', title: 'The mug' }])
})

test('what was being paid and is ordered is told once, in each place, also to one that was away', async () => {
  const world = createTestWorld()
  const [here, away] = [await online(world), await online(world)]
  await here.cart.addLine({ variantId: 'mug' })
  const id = checkoutIdSchema.parse('k1')
  const told = () => [here, away].map((tote) => tote.notices.$notices.get().map(({ kind }) => kind))
  const order = (at: number) => {
    const rev = world.hub.cart.rev + 1
    const lines = world.hub.cart.lines.map((line) => ({ ...line, qty: 0, rev }))
    const meta = { ...world.hub.cart.meta, order: { id, at } }
    world.hub.cart = { ...world.hub.cart, rev, lines, meta }
    world.hub.cut()
  }
  await world.until(() => away.cart.$cart.get().lines.length === 1)
  // A page that leaves to pay may never see that its cart was frozen.
  order(7)
  await world.until(() => [here, away].every((tote) => tote.cart.$cart.get().order !== null))
  expect(here.cart.$cart.get()).toMatchObject({ order: { id: 'k1', atMs: 7 }, lines: [], checkout: null })
  expect(told()).toEqual([['ordered'], ['ordered']])
  // Handed over later: news, but no second word of thanks.
  order(8)
  await world.until(() => [here, away].every((tote) => tote.cart.$cart.get().order?.atMs === 8))
  expect(told()).toEqual([['ordered'], ['ordered']])
})

test('orders are asked of the hub by the cart’s own id, and an answer of another shape is none', async () => {
  const order = {
    id: 'k1',
    ref: '1001',
    placedAt: 5,
    total: { amount: 1900, currencyCode: 'EUR' },
    fulfilment: { kind: 'delivery' },
    lines: [],
  }
  const { checkout, asked } = paying({ orders: [order] })
  expect(await checkout.orders()).toEqual([order])
  expect(asked).toEqual([['orders', { cartId: 'c1' }]])
  await expect(paying({ orders: [{ id: 'k1' }] }).checkout.orders()).rejects.toThrow(/expected/)
  await expect(
    paying({ error: { code: 'forbidden', message: 'No.' } }).checkout.orders(),
  ).rejects.toMatchObject({ code: 'forbidden' })
})

test('who comes back from paying is thanked: the page before saw neither that it was frozen nor the order', async () => {
  const world = createTestWorld()
  const device = createTestDevice()
  const before = await online(world, device)
  await before.cart.addLine({ variantId: 'mug' })
  await world.until(() => before.cart.$cart.get().pendingCount === 0)
  before.stop()
  const rev = world.hub.cart.rev + 1
  const lines = world.hub.cart.lines.map((line) => ({ ...line, qty: 0, rev }))
  const meta = { ...world.hub.cart.meta, order: { id: checkoutIdSchema.parse('k1'), at: 7 } }
  world.hub.cart = { ...world.hub.cart, rev, lines, meta }
  const after = await online(world, device)
  await world.until(() => after.cart.$cart.get().order !== null)
  expect(after.notices.$notices.get()).toMatchObject([{ kind: 'ordered' }])
})

test('who is given another cart, out of which something was ordered, is not thanked for what others did with it', async () => {
  const world = createTestWorld()
  const device = createTestDevice()
  const before = await online(world, device)
  await before.cart.addLine({ variantId: 'mug' })
  await world.until(() => before.cart.$cart.get().pendingCount === 0)
  before.stop()
  const other = emptyCart(cartIdSchema.parse('c-other'), 'EUR')
  const meta = { ...other.meta, order: { id: checkoutIdSchema.parse('k1'), at: 7 } }
  world.hub.cart = { ...other, rev: 3, meta }
  const after = await online(world, device)
  await world.until(() => after.cart.$cart.get().order !== null)
  expect(after.notices.$notices.get()).toEqual([])
})
