import { lineId, variantIdSchema, visibleLines } from '@tote/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Fault } from '../model-session-fixtures.ts'
import { createTestWorld, online } from '../test-world-fixtures.ts'
import { createMemoryStorage, type ToteStorage } from '../link/storage.ts'
import type { Tote } from '../tote.ts'

const quantities = (tote: Tote) =>
  tote.cart.$cart
    .get()
    .lines.map((line) => [line.merchandise.variantId, line.quantity])
    .toSorted((a, b) => (String(a) < String(b) ? -1 : 1))
const mug = lineId({ variantId: variantIdSchema.parse('mug') })

describe('an add', () => {
  test('is seen before the hub has heard of it, as pending, with the total', async () => {
    const world = createTestWorld()
    const tote = await online(world)
    world.hub.faults = ['lost']
    void tote.cart.addLine({ variantId: 'mug', quantity: 2 })
    await world.until(() => quantities(tote).length === 1)
    expect(tote.cart.$cart.get()).toMatchObject({
      pendingCount: 1,
      totalQuantity: 2,
      cost: { subtotal: { amount: 2000 } },
      lines: [{ isPending: true, merchandise: { title: 'The mug' } }],
    })
    expect(world.hub.log.size).toBe(0)
  })

  test('settles when the hub has spoken', async () => {
    const world = createTestWorld()
    const tote = await online(world)
    expect(await tote.cart.addLine({ variantId: 'mug' })).toEqual({ status: 'accepted' })
    expect(tote.cart.$cart.get()).toMatchObject({
      pendingCount: 0,
      isStale: false,
      lines: [{ isPending: false }],
    })
  })

  test('that the hub refuses goes away again, with a notice that says why', async () => {
    const world = createTestWorld()
    const tote = await online(world)
    expect(await tote.cart.addLine({ variantId: 'gone' })).toEqual({ status: 'rejected', code: 'gone' })
    expect(quantities(tote)).toEqual([])
    expect(tote.notices.$notices.get()).toMatchObject([{ kind: 'rejected', code: 'gone' }])
  })

  test('is on disk before the hub hears of it', async () => {
    const world = createTestWorld()
    const storage = createMemoryStorage()
    const tote = await online(world, storage)
    world.hub.isDown = true
    world.hub.cut()
    void tote.cart.addLine({ variantId: 'mug' })
    await world.until(() => quantities(tote).length === 1)
    expect(await storage.loadQueue()).toMatchObject([{ op: { op: 'addLine', variantId: 'mug', qty: 1 } }])
  })

  test('is shown after 50 ms of a disk that does not answer, and sent once it has', async () => {
    const world = createTestWorld()
    let answer = () => {}
    const slow: ToteStorage = {
      ...createMemoryStorage(),
      putQueue: () => new Promise((done) => (answer = done)),
    }
    const tote = await online(world, slow)
    void tote.cart.addLine({ variantId: 'mug' })
    await world.clock.advance(49)
    expect(quantities(tote)).toEqual([])
    await world.clock.advance(1)
    expect(quantities(tote)).toEqual([['mug', 1]])
    expect(world.hub.log.size).toBe(0)
    answer()
    await world.until(() => world.hub.log.size === 1)
  })

  test.each([0, -1, 1.5, 1e9, Number.NaN])(
    'of %s units is refused at the call, naming the field',
    async (quantity) => {
      const tote = await online(createTestWorld())
      expect(() => tote.cart.addLine({ variantId: 'mug', quantity })).toThrow(
        /quantity cannot be .*whole number from 1 to 999/,
      )
      expect(quantities(tote)).toEqual([])
    },
  )

  test('at another price than the shopper saw is told', async () => {
    const world = createTestWorld()
    const tote = await online(world)
    world.hub.price = 900
    await tote.cart.addLine({ variantId: 'mug' })
    await world.until(() => tote.notices.$notices.get().length > 0)
    expect(tote.notices.$notices.get()).toMatchObject([
      { kind: 'priceChanged', title: 'The mug', was: { amount: 1000 }, price: { amount: 900 } },
    ])
  })

  test('with a disk that fails still works', async () => {
    const world = createTestWorld()
    const broken: ToteStorage = {
      ...createMemoryStorage(),
      putQueue: () => Promise.reject(new Error('full')),
      loadQueue: () => Promise.reject(new Error('full')),
      saveCart: () => Promise.reject(new Error('full')),
      savePlace: () => Promise.reject(new Error('full')),
    }
    const tote = await online(world, broken)
    expect(await tote.cart.addLine({ variantId: 'mug' })).toEqual({ status: 'accepted' })
  })
})

test('an add that the hub tells of before it answers is not shown twice for that moment', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  const shown: number[] = []
  tote.cart.$cart.listen(({ totalQuantity }) => shown.push(totalQuantity))
  await tote.cart.addLine({ variantId: 'mug', quantity: 3 })
  expect(new Set(shown)).toEqual(new Set([3]))
})

test('[U41] 20 parallel adds give 20 units', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  await Promise.all(Array.from({ length: 20 }, () => tote.cart.addLine({ variantId: 'mug' })))
  expect(quantities(tote)).toEqual([['mug', 20]])
  expect(visibleLines(world.hub.cart).map(({ qty }) => qty)).toEqual([20])
})

test('[U46] after a reload the kept cart is there before any answer, marked as stale, then confirmed', async () => {
  const world = createTestWorld()
  const storage = createMemoryStorage()
  const first = await online(world, storage)
  await first.cart.addLine({ variantId: 'mug', quantity: 3 })
  first.stop()
  world.hub.isDown = true
  const second = world.mount(storage)
  void second.start()
  await world.until(() => second.cart.$cart.get().status === 'ready')
  expect(second.cart.$cart.get()).toMatchObject({ isStale: true, totalQuantity: 3 })
  world.hub.isDown = false
  await world.until(() => !second.cart.$cart.get().isStale)
  expect(second.cart.$cart.get().totalQuantity).toBe(3)
})

test('[U49] an answer that never came leads to the same operation again, and to one effect', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  world.hub.faults = ['unanswered']
  await Promise.all([
    tote.cart.addLine({ variantId: 'mug' }),
    world.until(() => tote.cart.$cart.get().pendingCount === 0 && world.hub.log.size === 1),
  ])
  expect(visibleLines(world.hub.cart).map(({ qty }) => qty)).toEqual([1])
})

test('[U56] what was asked offline arrives once, in order, also after the page was closed', async () => {
  const world = createTestWorld()
  const storage = createMemoryStorage()
  const tote = await online(world, storage)
  world.hub.isDown = true
  world.hub.cut()
  void tote.cart.addLine({ variantId: 'mug', quantity: 5 })
  void tote.cart.setQuantity(mug, 2)
  void tote.cart.setNote('gift')
  await world.until(() => tote.cart.$cart.get().note === 'gift')
  tote.stop()
  world.hub.isDown = false
  const back = await online(world, storage)
  await world.until(() => back.cart.$cart.get().pendingCount === 0)
  expect(visibleLines(world.hub.cart).map(({ qty }) => qty)).toEqual([2])
  expect(world.hub.cart.meta.note).toBe('gift')
  expect(await storage.loadQueue()).toEqual([])
})

test('a hub restored from an older backup gets what this page still holds, under new numbers', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  await tote.cart.addLine({ variantId: 'mug', quantity: 4 })
  world.hub.faults = ['lost']
  void tote.cart.addLine({ variantId: 'shirt' })
  await world.until(() => quantities(tote).length === 2)
  world.hub.restore()
  await world.until(() => tote.cart.$cart.get().pendingCount === 0)
  expect(quantities(tote)).toEqual([['shirt', 1]])
  expect(visibleLines(world.hub.cart).map(({ variantId }) => variantId)).toEqual(['shirt'])
})

describe('undo', () => {
  test('of a removal brings back a line that is sent as one that is', async () => {
    const world = createTestWorld()
    const tote = await online(world)
    await tote.cart.addLine({ variantId: 'mug' })
    expect(await tote.cart.sendLine(mug)).toEqual({ status: 'accepted' })
    await tote.cart.removeLine(mug)
    await tote.cart.undo()
    expect(tote.cart.$cart.get().lines).toMatchObject([{ quantity: 1, isSent: true, isPending: false }])
  })

  test('is let go of when the tote is stopped: nothing is left that would run', async () => {
    const world = createTestWorld()
    const tote = await online(world)
    await tote.cart.addLine({ variantId: 'mug' })
    await tote.cart.removeLine(mug)
    await world.clock.advance(50)
    tote.stop()
    expect([tote.cart.$undo.get(), world.clock.pendingCount]).toEqual([null, 0])
  })

  test('brings back the line that was removed, with its quantity', async () => {
    const world = createTestWorld()
    const tote = await online(world)
    await tote.cart.addLine({ variantId: 'mug', quantity: 3 })
    await tote.cart.removeLine(mug)
    expect(quantities(tote)).toEqual([])
    expect(tote.cart.$undo.get()).toMatchObject({ titles: ['The mug'] })
    await tote.cart.undo()
    expect(quantities(tote)).toEqual([['mug', 3]])
    expect(tote.cart.$undo.get()).toBeNull()
  })

  test('is offered for ten seconds', async () => {
    const world = createTestWorld()
    const tote = await online(world)
    await tote.cart.addLine({ variantId: 'mug' })
    await tote.cart.clear()
    await world.clock.advance(9_999)
    expect(tote.cart.$undo.get()).not.toBeNull()
    await world.clock.advance(1)
    expect(tote.cart.$undo.get()).toBeNull()
    await tote.cart.undo()
    expect(quantities(tote)).toEqual([])
  })
})

const anyFault = fc.constantFrom<Fault>('none', 'none', 'lost', 'unanswered', 'cut')
const anyStep = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      page: fc.nat({ max: 1 }),
      variantId: fc.constantFrom('mug', 'shirt', 'hat', 'gone'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cut' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reload' as const), page: fc.nat({ max: 1 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('deaf' as const), isTelling: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat({ max: 4000 }) }) },
)

test(
  '[I5] [U41] [U49] [U55] [U56] whatever is lost, repeated, cut or reloaded: nothing lost, nothing doubled, all pages alike at the end',
  { timeout: 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyStep, { maxLength: 14 }),
        fc.array(anyFault, { maxLength: 30 }),
        async (steps, faults) => {
          const world = createTestWorld()
          const storages = [createMemoryStorage(), createMemoryStorage()]
          const pages = [await online(world, storages[0]), await online(world, storages[1])]
          world.hub.faults = faults
          const wanted = new Map<string, number>()
          for (const step of steps) {
            const page = 'page' in step ? pages[step.page] : undefined
            if (step.do === 'add' && page !== undefined) {
              void page.cart.addLine({ variantId: step.variantId })
              // A page that dies before the disk has it never showed it.
              await world.clock.advance(0)
              if (step.variantId !== 'gone') wanted.set(step.variantId, (wanted.get(step.variantId) ?? 0) + 1)
            }
            if (step.do === 'cut') world.hub.cut()
            if (step.do === 'deaf') world.hub.isTelling = step.isTelling
            if (step.do === 'wait') await world.clock.advance(step.ms)
            if (step.do === 'reload' && page !== undefined) {
              page.stop()
              const again = world.mount(storages[step.page])
              pages[step.page] = again
              void again.start()
            }
          }
          world.hub.faults = []
          world.hub.isTelling = true
          // One more word from the hub, as its heartbeat gives, so that those who missed a delta ask.
          await world.until(() =>
            pages.every(
              (page) =>
                page.connection.$connection.get().status === 'online' &&
                page.cart.$cart.get().pendingCount === 0,
            ),
          )
          await pages[0]?.cart.setNote('end')
          await world.until(() =>
            pages.every(
              (page) => page.cart.$cart.get().note === 'end' && page.cart.$cart.get().pendingCount === 0,
            ),
          )
          const expected = [...wanted].toSorted((a, b) => (String(a) < String(b) ? -1 : 1))
          expect(
            visibleLines(world.hub.cart)
              .map((line) => [line.variantId, line.qty])
              .toSorted((a, b) => (String(a) < String(b) ? -1 : 1)),
          ).toEqual(expected)
          // [I5] Quiet for five seconds: all show the same, all queues are empty. Without a socket it takes three.
          await world.clock.advance(5000)
          for (const page of pages) expect(quantities(page)).toEqual(expected)
          for (const storage of storages) expect(await storage.loadQueue()).toEqual([])
          for (const page of pages) page.stop()
        },
      ),
      { numRuns: 60 },
    )
  },
)
