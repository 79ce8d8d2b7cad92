import { cartIdSchema, mutateSchema, visibleLines } from '@tote/protocol'
import { onTestFinished, describe, expect, test } from 'vitest'
import {
  createTestDevice,
  createTestWorld,
  online,
  TestPage,
  type TestDevice,
  type TestWorld,
} from '../test-world-fixtures.ts'
import type { Tote } from '../tote.ts'
import { bridgeHostCart } from './bridge-host-cart.ts'
import { createTestHostCart, createTestMemory, type TestHostCart } from './host-cart-fixtures.ts'
import type { HostCart } from './host-port.ts'
import type { HostCartMemory } from './kept-agreement.ts'

const ours = (tote: Tote) =>
  Object.fromEntries(
    tote.cart.$cart.get().lines.map(({ merchandise, quantity }) => [merchandise.variantId, quantity]),
  )
const hubs = (world: TestWorld) =>
  Object.fromEntries(visibleLines(world.hub.cart).map(({ variantId, qty }) => [variantId, qty]))

/** A page of the shop, with a cart of its own, both online. */
async function openPage({
  world = createTestWorld(),
  device = createTestDevice(),
  host = createTestHostCart(),
  memory = createTestMemory(),
  cart = host,
}: {
  world?: TestWorld
  device?: TestDevice
  host?: TestHostCart
  memory?: HostCartMemory & { forget(): void }
  cart?: HostCart
} = {}) {
  const page = new TestPage()
  const faults: string[] = []
  const tote = await online(world, device, { page })
  const stop = bridgeHostCart(tote, cart, {
    memory,
    page,
    clock: world.clock,
    random: () => 0.5,
    locks: device.locks,
    openTabs: device.openTabs,
    onFault: ({ message }) => faults.push(message),
  })
  onTestFinished(stop)
  const agree = (goods: Record<string, number>) =>
    world.until(
      () =>
        JSON.stringify([ours(tote), Object.fromEntries(host.goods), hubs(world)]) ===
        JSON.stringify([goods, goods, goods]),
      `both have ${JSON.stringify(goods)}`,
    )
  const met = () => world.until(() => memory.read() !== null, 'the carts have met')
  /** Long enough for all that is still to come. */
  const rest = async () => {
    for (let turn = 0; turn < 60; turn += 1) {
      await new Promise((done) => setImmediate(done))
      await world.clock.advance(100)
    }
  }
  return { world, device, host, memory, page, tote, stop, faults, agree, met, rest }
}

describe('[U45] what is done here', () => {
  test('is done in the page’s cart, within a second: added, changed and taken out', async () => {
    const { tote, host, agree, world } = await openPage()
    await agree({})
    const from = world.clock.now()
    void tote.cart.addLine({ variantId: 'mug', quantity: 2 })
    await agree({ mug: 2 })
    expect(world.clock.now() - from).toBeLessThan(1000)
    const line = tote.cart.$cart.get().lines[0]
    if (line === undefined) throw new Error('no line')
    void tote.cart.setQuantity(line.id, 1)
    await agree({ mug: 1 })
    void tote.cart.removeLine(line.id)
    await agree({})
    expect(host.writes).toEqual([
      [{ variantId: 'mug', quantity: 2, by: 2 }],
      [{ variantId: 'mug', quantity: 1, by: -1 }],
      [{ variantId: 'mug', quantity: 0, by: -1 }],
    ])
  })

  test('is written once: its echo is no change', async () => {
    const { tote, host, agree, rest } = await openPage()
    void tote.cart.addLine({ variantId: 'mug' })
    await agree({ mug: 1 })
    host.set('mug', 1)
    await rest()
    expect(host.writes).toHaveLength(1)
    await agree({ mug: 1 })
  })

  test.each(['lost before', 'lost after', 'late'] as const)(
    'is there once when the answer is %s, in a cart that adds and does not set',
    async (fault) => {
      const { tote, host, agree, rest, faults } = await openPage()
      await agree({})
      host.faults.push(fault)
      void tote.cart.addLine({ variantId: 'mug', quantity: 2 })
      await agree({ mug: 2 })
      await rest()
      await agree({ mug: 2 })
      expect(host.writes).toHaveLength(fault === 'lost before' ? 2 : 1)
      expect(faults).toEqual(fault === 'late' ? [] : ["The page's cart failed at write(): Failed to fetch"])
    },
  )

  test('with attributes is a line of its own', async () => {
    const { tote, host, world } = await openPage()
    void tote.cart.addLine({ variantId: 'mug', attributes: [['Name', 'Ada']] })
    await world.until(() => host.writes.length === 1)
    expect(host.writes).toEqual([[{ variantId: 'mug', quantity: 1, by: 1, attributes: [['Name', 'Ada']] }]])
  })

  test('and not taken by the page stays here; who builds the page is told', async () => {
    const { tote, host, rest, faults } = await openPage()
    host.faults.push('refused')
    void tote.cart.addLine({ variantId: 'mug' })
    await rest()
    expect([ours(tote), host.goods.size]).toEqual([{ mug: 1 }, 0])
    expect(faults).toEqual(["The page's cart has 0 of mug after write() was told 1. Tote's stays as it is."])
  })
})

describe('[U47] what is done in the page’s cart', () => {
  test('is seen here within a second', async () => {
    const { host, agree, world } = await openPage()
    await agree({})
    const from = world.clock.now()
    host.set('mug', 3)
    await agree({ mug: 3 })
    host.set('mug', 1)
    await agree({ mug: 1 })
    host.set('mug', 0)
    await agree({})
    expect(world.clock.now() - from).toBeLessThan(1000)
    expect(host.writes).toEqual([])
  })

  test('is no act of the shopper in the show: nobody hears of it, and no show has the credit', async () => {
    const { host, agree, tote, world } = await openPage()
    const acts: unknown[] = []
    tote.cart.onAct((act) => acts.push(act))
    host.set('mug', 1)
    await agree({ mug: 1 })
    expect(acts).toEqual([])
    expect(tote.cart.$undo.get()).toBeNull()
    expect(visibleLines(world.hub.cart)[0]).not.toHaveProperty('showId')
  })

  test('and refused by the hub stays in the page’s cart', async () => {
    const { host, tote, rest, world } = await openPage()
    await rest()
    world.hub.says.set('mutate', () => {
      world.hub.says.delete('mutate')
      const { muts } = mutateSchema.parse(world.hub.asked.at(-1)?.message)
      const results = muts.map(({ mid }) => ({ ok: false, mid, rev: 0, code: 'no_stock', free: 0 }))
      return { results, lastMid: muts.at(-1)?.mid ?? 0, rev: 0 }
    })
    host.set('mug', 1)
    await rest()
    expect([ours(tote), host.goods.get('mug')]).toEqual([{}, 1])
    // Nothing of it was asked of the page, and the next change is one.
    expect(host.writes).toEqual([])
  })

  test('while the hub is away is seen here, and told to it once', async () => {
    const { host, agree, met, world, tote } = await openPage()
    await met()
    world.hub.isDown = true
    world.hub.cut()
    host.set('mug', 2)
    await world.until(() => ours(tote)['mug'] === 2)
    world.hub.isDown = false
    await agree({ mug: 2 })
    expect(world.hub.log.size).toBe(1)
  })

  test('while ours is being paid waits until that is over', async () => {
    const { host, agree, world, tote, rest } = await openPage()
    await agree({})
    const frozen = { id: 'k1', expiresAt: world.clock.now() + 600_000 }
    const setCheckout = (checkout: unknown) => {
      const { cart } = world.hub
      const rev = cart.rev + 1
      // As the hub's delta has it.
      const meta = { ...cart.meta, checkout } as typeof cart.meta
      world.hub.cart = { ...cart, rev, meta }
      world.hub.tell('cart', { cartId: cart.id, from: cart.rev, to: rev, lines: [], meta })
    }
    setCheckout(frozen)
    await world.until(() => tote.cart.$cart.get().checkout !== null)
    host.set('mug', 1)
    await rest()
    expect(ours(tote)).toEqual({})
    setCheckout(undefined)
    await agree({ mug: 1 })
  })
})

describe('at the first meeting', () => {
  test('what either has comes to the other, and what both have is one line', async () => {
    const world = createTestWorld()
    const tote = await online(world)
    await tote.cart.addLine({ variantId: 'mug', quantity: 2 })
    await tote.cart.addLine({ variantId: 'shirt' })
    tote.stop()
    const host = createTestHostCart(new Map([['mug', 1]]))
    host.goods.set('hat', 1)
    const { rest } = await openPage({ world, host })
    await rest()
    expect(Object.fromEntries(host.goods)).toEqual({ mug: 2, hat: 1, shirt: 1 })
    expect(hubs(world)).toEqual({ mug: 2, shirt: 1, hat: 1 })
  })

  test('a journey that comes from another site brings its lines, and takes nothing out', async () => {
    const { world, host, agree, tote } = await openPage()
    host.set('mug', 1)
    await agree({ mug: 1 })
    world.hub.moveToCart('c2')
    world.hub.cut()
    await world.until(() => tote.cart.confirmed().id === cartIdSchema.parse('c2'))
    await agree({ mug: 1 })
    void tote.cart.addLine({ variantId: 'hat' })
    await agree({ mug: 1, hat: 1 })
    expect(host.writes).toEqual([[{ variantId: 'hat', quantity: 1, by: 1 }]])
  })

  test('goods that the hub does not sell are left in the page’s cart, whatever their ids', async () => {
    const host = createTestHostCart(new Map([['gid://shopify/ProductVariant/1', 2]]))
    host.goods.set('rug', 1)
    const { tote, rest } = await openPage({ host })
    void tote.cart.addLine({ variantId: 'mug' })
    await rest()
    expect(ours(tote)).toEqual({ mug: 1 })
    expect(Object.fromEntries(host.goods)).toEqual({
      'gid://shopify/ProductVariant/1': 2,
      rug: 1,
      mug: 1,
    })
  })

  test('variants that the page’s cart cannot have are left here', async () => {
    const host = createTestHostCart()
    const { tote, rest } = await openPage({
      host,
      cart: { ...host, takes: (variantId) => variantId !== 'mug' },
    })
    void tote.cart.addLine({ variantId: 'mug' })
    void tote.cart.addLine({ variantId: 'hat' })
    await rest()
    expect([ours(tote), Object.fromEntries(host.goods)]).toEqual([{ mug: 1, hat: 1 }, { hat: 1 }])
  })
})

describe('a page whose functions fail', () => {
  test.each([
    [{ lines: [] }, 'no list of { variantId, quantity }: []'],
    [[{ variantId: 7, quantity: 1 }], '[0.variantId]'],
    [[{ variantId: 'mug', quantity: 1.5 }], '[0.quantity]'],
    [[{ variantId: 'mug', quantity: -1 }], '[0.quantity]'],
    [null, 'no list'],
  ])(
    'as read() that answers %j leaves the built-in cart as it was, and is asked again',
    async (answer, told) => {
      const host = createTestHostCart()
      host.answers.push(answer)
      const { tote, agree, faults } = await openPage({ host })
      void tote.cart.addLine({ variantId: 'mug' })
      await agree({ mug: 1 })
      expect(faults).toHaveLength(1)
      expect(faults[0]).toContain(told)
    },
  )

  test('as subscribe() that throws is told, and what is done here still comes there', async () => {
    const host = createTestHostCart()
    const { tote, agree, faults } = await openPage({
      host,
      cart: {
        ...host,
        subscribe() {
          throw new TypeError('store is not ready')
        },
      },
    })
    void tote.cart.addLine({ variantId: 'mug' })
    await agree({ mug: 1 })
    expect(faults).toEqual(["The page's cart failed at subscribe(): store is not ready"])
  })

  test('as a read() that never ends is asked anew, and holds nothing up here', async () => {
    const host = createTestHostCart()
    host.answers.push(new Promise(() => undefined))
    const { tote, agree, faults } = await openPage({ host })
    await tote.cart.addLine({ variantId: 'mug' })
    expect(ours(tote)).toEqual({ mug: 1 })
    await agree({ mug: 1 })
    expect(faults).toEqual(["The page's cart failed at read(): no answer within 10 seconds"])
  })

  test.each(['read', 'write', 'subscribe'] as const)('and has no %s is refused by name', async (name) => {
    const tote = await online(createTestWorld())
    expect(() => bridgeHostCart(tote, { ...createTestHostCart(), [name]: undefined })).toThrow(
      expect.objectContaining({ code: 'bad_attribute', details: { field: name } }),
    )
  })
})

describe('several pages', () => {
  /** Another tab of the same site: it shares what is kept, the shop's server and the hub. */
  const again = ({ world, device, host, memory }: Awaited<ReturnType<typeof openPage>>) =>
    openPage({ world, device, host, memory })

  test('do a thing once, whichever of them it is done in', async () => {
    const first = await openPage()
    const second = await again(first)
    void second.tote.cart.addLine({ variantId: 'mug' })
    await second.agree({ mug: 1 })
    first.host.set('hat', 1)
    await first.rest()
    void first.tote.cart.addLine({ variantId: 'mug' })
    await first.agree({ mug: 2, hat: 1 })
    await first.rest()
    await second.agree({ mug: 2, hat: 1 })
    expect(first.host.writes.flat()).toEqual([
      { variantId: 'mug', quantity: 1, by: 1 },
      { variantId: 'mug', quantity: 2, by: 1 },
    ])
  })

  test('one after the other: what was changed in between on either side is a change', async () => {
    const first = await openPage()
    void first.tote.cart.addLine({ variantId: 'mug', quantity: 2 })
    void first.tote.cart.addLine({ variantId: 'hat' })
    await first.agree({ mug: 2, hat: 1 })
    await first.rest()
    first.stop()
    first.tote.stop()
    // In the shop, on a page without a show.
    first.host.set('mug', 0)
    // Elsewhere.
    const elsewhere = await online(first.world)
    await elsewhere.cart.addLine({ variantId: 'shirt' })
    const second = await again(first)
    await second.agree({ hat: 1, shirt: 1 })
    expect(first.host.writes.at(-1)).toEqual([{ variantId: 'shirt', quantity: 1, by: 1 }])
  })

  test('that is gone before the hub answered leaves nothing to be done twice', async () => {
    const first = await openPage()
    await first.met()
    first.world.hub.isDown = true
    first.world.hub.cut()
    first.host.set('mug', 1)
    await first.world.until(() => ours(first.tote)['mug'] === 1)
    first.page.hide()
    first.stop()
    first.tote.stop()
    first.world.hub.isDown = false
    const second = await again(first)
    await second.agree({ mug: 1 })
    await second.rest()
    await second.agree({ mug: 1 })
    expect(first.host.writes).toEqual([])
  })

  test('on two devices with one account at the shop do not do a thing twice', async () => {
    const first = await openPage()
    const other = await openPage({ world: first.world, device: createTestDevice(), host: first.host })
    await first.rest()
    void first.tote.cart.addLine({ variantId: 'mug' })
    await first.rest()
    await other.rest()
    await other.agree({ mug: 1 })
    first.host.set('hat', 2)
    await first.rest()
    await other.agree({ mug: 1, hat: 2 })
    expect(first.host.writes).toHaveLength(1)
  })

  test('without anything kept meet anew: nothing is lost, and nothing doubled', async () => {
    const first = await openPage()
    void first.tote.cart.addLine({ variantId: 'mug', quantity: 2 })
    await first.agree({ mug: 2 })
    first.stop()
    first.memory.forget()
    const second = await again(first)
    await second.rest()
    await second.agree({ mug: 2 })
    expect(first.host.writes).toHaveLength(1)
  })
})

test('a page that is left lets go, and is at it again when it is back', async () => {
  const device: TestDevice = createTestDevice()
  const { page, host, agree, rest, tote } = await openPage({ device })
  await agree({})
  page.hide()
  const release = await device.locks.take('tote:host-cart:https://hub.test:pk_testtesttest', {
    isFreeOnly: true,
  })
  expect(release).not.toBeNull()
  release?.()
  host.set('mug', 1)
  await rest()
  expect(ours(tote)).toEqual({})
  page.wake()
  await agree({ mug: 1 })
})
