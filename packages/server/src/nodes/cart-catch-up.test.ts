import type { CartDelta } from '@tote/protocol'
import { expect, test } from 'vitest'
import { CartCatchUp } from './cart-catch-up.ts'

/** Carts in a database of others, and what was told of them here. */
function createWorld({
  revs = {},
  isAway = false,
}: { revs?: Record<string, number>; isAway?: boolean } = {}) {
  const world = { revs, isAway, followed: new Set(['a', 'b']), told: [] as string[], reads: 0, failures: 0 }
  const gates: (() => void)[] = []
  const carts = new CartCatchUp({
    isFollowed: (cartId) => world.followed.has(cartId),
    async read(cartId, after) {
      world.reads += 1
      await new Promise<void>((open) => gates.push(open))
      if (world.isAway) throw new Error('away')
      const to = world.revs[cartId] ?? 0
      return to > after ? deltaOf(cartId, { from: after, to }) : null
    },
    tell: ({ cartId, from, to }) => world.told.push(`${cartId} ${from}-${to}`),
    onFailed: () => (world.failures += 1),
  })
  /** Lets everything that is being read arrive. */
  const settle = async () => {
    while (gates.length > 0) {
      gates.shift()?.()
      await new Promise((done) => setImmediate(done))
    }
  }
  return { world, carts, settle }
}

/** Only its numbers matter here. */
function deltaOf(cartId: string, { from, to }: { from: number; to: number }): CartDelta {
  return { cartId, from, to, lines: [], meta: { note: '' } } as unknown as CartDelta
}

test('what another node changed is told from where its places are, once', async () => {
  const { world, carts, settle } = createWorld({ revs: { a: 7 } })
  carts.greeted('a', 4)
  carts.moved('a', 6)
  carts.moved('a', 7)
  await settle()
  carts.moved('a', 7)
  await settle()
  expect(world.told).toEqual(['a 4-7'])
})

test('a later place does not hide from an earlier one what it has not heard', async () => {
  const { world, carts, settle } = createWorld({ revs: { a: 5 } })
  carts.greeted('a', 4)
  carts.greeted('a', 5)
  carts.moved('a', 5)
  await settle()
  expect(world.told).toEqual(['a 4-5'])
})

test('nothing is read of a cart that nobody follows here, nor of one whose last place left', async () => {
  const { world, carts, settle } = createWorld({ revs: { a: 5, c: 5 } })
  carts.moved('c', 5)
  carts.greeted('c', 4)
  carts.moved('c', 5)
  carts.greeted('a', 4)
  carts.left('a')
  carts.moved('a', 5)
  await settle()
  expect(world.reads).toBe(0)
})

test('a change told by this node itself needs no reading', async () => {
  const { world, carts, settle } = createWorld({ revs: { a: 5 } })
  carts.greeted('a', 4)
  carts.committed(deltaOf('a', { from: 4, to: 5 }))
  carts.moved('a', 5)
  await settle()
  expect(world.reads).toBe(0)
})

test('a hint that comes while its cart is read is not lost', async () => {
  const { world, carts, settle } = createWorld({ revs: { a: 5 } })
  carts.greeted('a', 4)
  carts.moved('a', 5)
  world.revs['a'] = 5
  carts.moved('a', 6)
  const reading = settle()
  world.revs['a'] = 6
  await reading
  await settle()
  expect(world.told.at(-1)).toMatch(/-6$/)
})

test('[I5] a read that failed is made good by the next hint', async () => {
  const { world, carts, settle } = createWorld({ revs: { a: 5 }, isAway: true })
  carts.greeted('a', 4)
  carts.moved('a', 5)
  await settle()
  expect({ told: world.told, failures: world.failures }).toEqual({ told: [], failures: 1 })
  world.isAway = false
  carts.moved('a', 5)
  await settle()
  expect(world.told).toEqual(['a 4-5'])
})

test('a burst of hints reads few carts at once', async () => {
  const { world, carts, settle } = createWorld()
  for (let index = 0; index < 50; index += 1) {
    world.followed.add(`cart-${index}`)
    world.revs[`cart-${index}`] = 2
    carts.greeted(`cart-${index}`, 1)
    carts.moved(`cart-${index}`, 2)
  }
  expect(world.reads).toBe(4)
  await settle()
  expect(world.told).toHaveLength(50)
})

test('a change made here on top of one that was not told here yet has the other told first', async () => {
  const { world, carts, settle } = createWorld({ revs: { a: 6 } })
  carts.greeted('a', 4)
  carts.committed(deltaOf('a', { from: 5, to: 6 }))
  await settle()
  expect(world.told).toEqual(['a 4-6'])
  carts.moved('a', 5)
  await settle()
  expect(world.reads).toBe(1)
})

test('a change that rides along is told without reading where it joins on, and read where it does not', async () => {
  const { world, carts, settle } = createWorld({ revs: { a: 7 } })
  carts.greeted('a', 4)
  carts.moved('a', 5, deltaOf('a', { from: 4, to: 5 }))
  carts.moved('a', 5, deltaOf('a', { from: 4, to: 5 }))
  expect({ told: world.told, reads: world.reads }).toEqual({ told: ['a 4-5'], reads: 0 })
  carts.moved('a', 7, deltaOf('a', { from: 6, to: 7 }))
  await settle()
  expect({ told: world.told, reads: world.reads }).toEqual({ told: ['a 4-5', 'a 5-7'], reads: 1 })
})

test('a change that joins on while its cart is read is not told before what is read', async () => {
  const { world, carts, settle } = createWorld({ revs: { a: 6 } })
  carts.greeted('a', 4)
  carts.moved('a', 6)
  carts.moved('a', 5, deltaOf('a', { from: 4, to: 5 }))
  await settle()
  expect(world.told).toEqual(['a 4-6'])
})
