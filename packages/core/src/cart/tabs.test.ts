import { ToteError, visibleLines } from '@tote/protocol'
import { describe, expect, test } from 'vitest'
import { createMemoryStorage } from '../link/storage.ts'
import {
  createTestDevice,
  createTestWorld,
  online,
  TestPage,
  type TestDevice,
} from '../test-world-fixtures.ts'
import type { Tote } from '../tote.ts'

const total = (tote: Tote) => tote.cart.$cart.get().totalQuantity
const pending = (tote: Tote) => tote.cart.$cart.get().pendingCount

/** What is seen from now on, in turn. */
function listTotals(tote: Tote): number[] {
  const totals: number[] = []
  tote.cart.$cart.listen(({ totalQuantity }) => totals.push(totalQuantity))
  return totals
}

test('an add in one tab is in the other at once, also offline, as pending there too', async () => {
  const world = createTestWorld()
  const device = createTestDevice()
  const [one, other] = [await online(world, device), await online(world, device)]
  world.hub.isDown = true
  world.hub.cut()
  void one.cart.addLine({ variantId: 'mug', quantity: 2 })
  await world.clock.advance(0)
  expect([total(one), total(other), pending(other)]).toEqual([2, 2, 1])
})

test('a tab that opens offline shows what another has not sent, and sends none of it', async () => {
  const world = createTestWorld()
  const device = createTestDevice()
  const one = await online(world, device)
  world.hub.isDown = true
  world.hub.cut()
  void one.cart.addLine({ variantId: 'mug' })
  await world.clock.advance(0)
  const other = world.mount(device)
  void other.start()
  await world.until(() => total(other) === 1)
  world.hub.isDown = false
  await world.until(() => [one, other].every((tote) => pending(tote) === 0 && total(tote) === 1))
  const senders = world.hub.asked.filter(({ event }) => event === 'mutate')
  expect(senders).toHaveLength(1)
})

test('[I6] while both tabs add and the hub’s words come late, no quantity is seen to fall', async () => {
  const world = createTestWorld()
  const device = createTestDevice()
  const tabs = [await online(world, device), await online(world, device)]
  const seen = tabs.map(listTotals)
  world.hub.isTelling = false
  for (let turn = 0; turn < 10; turn += 1) {
    void tabs[turn % 2]?.cart.addLine({ variantId: 'mug' })
    await world.clock.advance(turn * 10)
  }
  world.hub.isTelling = true
  await world.clock.advance(60_000)
  expect(tabs.map(total)).toEqual([10, 10])
  for (const totals of seen) expect(totals).toEqual(totals.toSorted((a, b) => a - b))
})

test('[U13] stopped at whatever moment of its start, it leaves no channel open and holds no lock', async () => {
  for (let steps = 0; steps < 120; steps += 4) {
    const world = createTestWorld()
    const open = new Set<string>()
    const device = watched(createTestDevice(), open)
    // Another page of the device, gone by now, has left something to take over.
    const gone = await online(world, device)
    world.hub.isDown = true
    void gone.cart.addLine({ variantId: 'mug' })
    await world.clock.advance(0)
    gone.stop()
    world.hub.isDown = false
    expect([...open]).toEqual([])
    const tote = world.mount(device)
    void tote.start()
    for (let step = 0; step < steps; step += 1) await Promise.resolve()
    // Of the later steps some wait for a thread that makes keys.
    if (steps > 60)
      for (let turn = 60; turn < steps; turn += 4) await new Promise((done) => setImmediate(done))
    tote.stop()
    for (let turn = 0; turn < 40; turn += 1) {
      await new Promise((done) => setImmediate(done))
      await world.clock.advance(0)
    }
    expect([steps, ...open]).toEqual([steps])
  }
})

/** A device that writes down which channels are open and which locks of pages are held. */
function watched(device: TestDevice, open: Set<string>): TestDevice {
  let channels = 0
  return {
    ...device,
    openTabs(name, onMessage) {
      const channel = device.openTabs(name, onMessage)
      const id = `channel ${(channels += 1)}`
      open.add(id)
      return {
        post: (message) => channel?.post(message),
        close() {
          open.delete(id)
          channel?.close()
        },
      }
    },
    locks: {
      async take(name, options) {
        const release = await device.locks.take(name, options)
        if (release === null) return null
        open.add(name)
        return () => {
          open.delete(name)
          release()
        }
      },
    },
  }
}

test('the queue of a page that died is sent by one that lives, under its own id', async () => {
  const world = createTestWorld()
  const device = createTestDevice()
  const dying = await online(world, device)
  const living = await online(world, device)
  world.hub.faults = ['lost', 'lost', 'lost', 'lost']
  void dying.cart.addLine({ variantId: 'mug' })
  await world.clock.advance(0)
  world.hub.faults = []
  dying.stop()
  await world.until(() => world.hub.log.size === 1 && pending(living) === 0)
  expect(total(living)).toBe(1)
  const sent = world.hub.asked.filter(({ event }) => event === 'mutate').map(({ message }) => message)
  expect(new Set(sent.map((message) => JSON.stringify(Reflect.get(Object(message), 'clientId')))).size).toBe(
    1,
  )
  await world.clock.advance(5000)
  expect(await device.storage.loadQueue()).toEqual([])
})

test('a page put aside lets another send its queue; back again it adds on without a double', async () => {
  const world = createTestWorld()
  const device = createTestDevice()
  const page = new TestPage()
  const aside = await online(world, device, { page })
  const other = await online(world, device)
  world.hub.isDown = true
  world.hub.cut()
  void aside.cart.addLine({ variantId: 'mug' })
  await world.clock.advance(0)
  page.hide()
  world.hub.isDown = false
  await world.until(() => world.hub.log.size === 1)
  page.wake()
  await aside.cart.addLine({ variantId: 'mug' })
  await world.until(() => [aside, other].every((tote) => total(tote) === 2 && pending(tote) === 0))
  expect(visibleLines(world.hub.cart).map(({ qty }) => qty)).toEqual([2])
})

test('[I5] what a page does after it was back is sent when it dies then, though another took over from it before', async () => {
  const world = createTestWorld()
  const device = createTestDevice()
  const page = new TestPage()
  const aside = await online(world, device, { page })
  const other = await online(world, device)
  world.hub.isDown = true
  world.hub.cut()
  void aside.cart.addLine({ variantId: 'mug' })
  await world.until(() => total(other) === 1)
  page.hide()
  await world.clock.advance(0)
  page.wake()
  void aside.cart.addLine({ variantId: 'hat' })
  await world.until(() => total(other) === 2)
  aside.stop()
  world.hub.isDown = false
  await world.until(() => pending(other) === 0)
  expect([world.hub.log.size, total(other)]).toEqual([2, 2])
})

test('[I5] a twin on one device sends what the other leaves', async () => {
  const world = createTestWorld()
  const device = createTestDevice()
  const twin = (name: string) => {
    let drawn = 0
    return online(world, device, { newId: () => ((drawn += 1) === 1 ? 'twin' : `${name}${drawn}`) })
  }
  // With a cart on the disk they keep the id that they drew.
  const first = await online(world, device)
  first.stop()
  const [leaving, staying] = [await twin('a'), await twin('b')]
  world.hub.isDown = true
  world.hub.cut()
  void leaving.cart.addLine({ variantId: 'mug' })
  await world.until(() => total(staying) === 1)
  leaving.stop()
  world.hub.isDown = false
  await world.until(() => pending(staying) === 0)
  expect([world.hub.log.size, total(staying)]).toEqual([1, 1])
})

test('a clone that uses the same numbers gets others: both adds count, and later ones too', async () => {
  const world = createTestWorld()
  let next = 0
  // Two pages that draw the same ids, as a machine that was copied does; operations keep names of their own.
  const twins = await Promise.all(
    ['a', 'b'].map((name) => {
      let drawn = 0
      return online(world, createTestDevice(), {
        newId: () => {
          drawn += 1
          return drawn === 1 ? 'twin' : `${name}${(next += 1)}`
        },
      })
    }),
  )
  await Promise.all(twins.map((tote) => tote.cart.addLine({ variantId: 'mug' })))
  await Promise.all(twins.map((tote) => tote.cart.addLine({ variantId: 'hat' })))
  expect(visibleLines(world.hub.cart).map(({ qty }) => qty)).toEqual([2, 2])
})

test('[I6] what has to be numbered anew is not seen twice by another tab', async () => {
  const world = createTestWorld()
  const device = createTestDevice()
  const [one, other] = [await online(world, device), await online(world, device)]
  const seen = listTotals(other)
  world.hub.says.set('mutate', () => {
    world.hub.says.delete('mutate')
    throw new ToteError('gap')
  })
  void one.cart.addLine({ variantId: 'mug' })
  await world.until(() => world.hub.log.size === 1 && pending(one) === 0 && pending(other) === 0)
  expect(new Set(seen)).toEqual(new Set([1]))
})

test('what another version of a tab says is left out', async () => {
  const world = createTestWorld()
  const device = createTestDevice()
  const tote = await online(world, device)
  const stranger = device.openTabs('', () => undefined)
  for (const message of [null, 7, { kind: 'state' }, { kind: 'state', cart: {}, wishes: [{}] }])
    stranger?.post(message)
  await world.clock.advance(10)
  expect(await tote.cart.addLine({ variantId: 'mug' })).toEqual({ status: 'accepted' })
})

test('[I5] what was wished before there was a cart, and left by its page, two tabs that open at once show once', async () => {
  const world = createTestWorld()
  const device = createTestDevice()
  world.hub.isDown = true
  const leaving = world.mount(device)
  void leaving.start()
  await world.until(() => leaving.cart.$cart.get().status === 'ready' || total(leaving) === 0)
  void leaving.cart.addLine({ variantId: 'mug', quantity: 2 })
  await world.until(() => pending(leaving) === 1)
  leaving.stop()
  world.hub.isDown = false
  const tabs = [world.mount(device), world.mount(device)]
  for (const tote of tabs) void tote.start()
  await world.until(() => tabs.every((tote) => tote.connection.$connection.get().status === 'online'))
  await world.until(() => tabs.every((tote) => pending(tote) === 0))
  expect(tabs.map(total)).toEqual([2, 2])
  expect(visibleLines(world.hub.cart).map(({ qty }) => qty)).toEqual([2])
})

describe('[I6] a page put aside before there was a cart, whose wish another page takes over', () => {
  async function takeOver(fault: 'none' | 'unanswered') {
    const world = createTestWorld()
    const device = createTestDevice()
    const page = new TestPage()
    world.hub.isDown = true
    const aside = world.mount(device, { page })
    void aside.start()
    await world.clock.advance(100)
    const outcome = aside.cart.addLine({ variantId: 'mug', quantity: 2 })
    await world.until(() => total(aside) === 2)
    page.hide()
    world.hub.isDown = false
    // The sync, and then the wish.
    world.hub.faults = ['none', fault]
    world.hub.isTelling = fault === 'none'
    const other = world.mount(device)
    void other.start()
    await world.until(() => world.hub.log.size === 1)
    world.hub.isTelling = true
    return { world, page, aside, other, outcome }
  }

  test.each(['none', 'unanswered'] as const)('shows it once (%s)', async (fault) => {
    const { world, page, aside, other, outcome } = await takeOver(fault)
    const seen = [aside, other].map(listTotals)
    page.wake()
    void aside.cart.addLine({ variantId: 'hat' })
    await world.until(() => [aside, other].every((tote) => pending(tote) === 0 && total(tote) === 3))
    for (const totals of seen) expect(totals).toEqual(totals.toSorted((a, b) => a - b))
    expect(await outcome).toEqual({ status: 'accepted' })
    expect(visibleLines(world.hub.cart).map(({ qty }) => qty)).toEqual([2, 1])
  })
})

test('[I6] when a page ends that had taken over the queue of another, nothing of either is out of view', async () => {
  const world = createTestWorld()
  const device = createTestDevice()
  const first = await online(world, device)
  world.hub.isDown = true
  world.hub.cut()
  void first.cart.addLine({ variantId: 'mug' })
  await world.until(() => pending(first) === 1)
  first.stop()
  const heir = world.mount(device)
  void heir.start()
  await world.until(() => total(heir) === 1)
  const last = world.mount(device)
  void last.start()
  await world.until(() => total(last) === 1)
  void heir.cart.addLine({ variantId: 'mug' })
  await world.until(() => total(last) === 2)
  const seen = listTotals(last)
  heir.stop()
  await world.clock.advance(100)
  world.hub.isDown = false
  await world.until(() => pending(last) === 0 && world.hub.log.size === 2)
  expect(new Set(seen)).toEqual(new Set([2]))
})

test('[I5] what a page showed the others and died before the disk had it, none of them shows or waits for', async () => {
  const world = createTestWorld()
  const storage = createMemoryStorage()
  // Never done: the page is gone before.
  const slow = { ...storage, putQueue: () => new Promise<void>(() => undefined) }
  const device = createTestDevice(storage)
  const dying = await online(world, { ...device, storage: slow })
  const [one, other] = [await online(world, device), await online(world, device)]
  void dying.cart.addLine({ variantId: 'mug' })
  await world.until(() => total(one) === 1 && total(other) === 1)
  dying.stop()
  await world.until(() => [one, other].every((tote) => total(tote) === 0 && pending(tote) === 0))
  expect(world.hub.log.size).toBe(0)
})

test('[I11] a page that was aside leaves two queues: what it did before goes before what it did after', async () => {
  const world = createTestWorld()
  const device = createTestDevice()
  const page = new TestPage()
  const aside = await online(world, device, { page })
  world.hub.isDown = true
  world.hub.cut()
  void aside.cart.addLine({ variantId: 'mug' })
  await world.until(() => pending(aside) === 1)
  page.hide()
  await world.clock.advance(1000)
  page.wake()
  void aside.cart.addLine({ variantId: 'hat' })
  await world.until(() => pending(aside) === 2)
  const heir = world.mount(device)
  void heir.start()
  await world.until(() => total(heir) === 2)
  aside.stop()
  world.hub.isDown = false
  await world.until(() => pending(heir) === 0 && world.hub.log.size === 2)
  const sent = world.hub.asked.filter(({ event }) => event === 'mutate').map(({ message }) => message)
  expect(JSON.stringify(sent).match(/"variantId":"\w+"/g)).toEqual(['"variantId":"mug"', '"variantId":"hat"'])
})
