import type { CartId } from '@tote/protocol'
import { startRedis, type Redis } from '@tote/testkit/services'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import type { Bus } from './bus.ts'
import type { Hint } from './hint.ts'
import { openRedisBus } from './redis-bus.ts'

// A hint only names a cart; which one is of no matter here.
const cart = (rev: number, name = 'cart'): Hint => ({ kind: 'cart', cartId: name as CartId, rev })

interface Node {
  readonly bus: Bus
  readonly heard: Hint[]
  /** How often it was told that hints are heard again. */
  backs: number
}

function open(url: string, node: string, epoch = 'epoch'): Node {
  const bus = openRedisBus({ url, epoch, node, log: pino({ level: 'silent' }) })
  onTestFinished(() => bus.stop())
  const opened: Node = { bus, heard: [], backs: 0 }
  bus.onHint((hint) => opened.heard.push(hint))
  bus.onBack(() => (opened.backs += 1))
  return opened
}

async function start(): Promise<{ redis: Redis; one: Node; other: Node }> {
  const redis = await startRedis()
  onTestFinished(() => redis.stop())
  const one = open(redis.url, 'one')
  const other = open(redis.url, 'other')
  await healthy(one, other)
  return { redis, one, other }
}

const healthy = (...nodes: Node[]) =>
  expect.poll(() => nodes.every(({ bus }) => bus.isHealthy()), { timeout: 15_000 }).toBe(true)

test('a node hears the others, and not itself', async () => {
  const { one, other } = await start()
  one.bus.publish(cart(1))
  await expect.poll(() => other.heard).toEqual([cart(1)])
  expect(one.heard).toEqual([])
})

test('nodes of another database on the same Redis hear nothing', async () => {
  const { redis, one, other } = await start()
  const stranger = open(redis.url, 'stranger', 'another epoch')
  await healthy(stranger)
  one.bus.publish(cart(1))
  await expect.poll(() => other.heard).toHaveLength(1)
  expect(stranger.heard).toEqual([])
})

test('[I5] a Redis that dies and comes back empty is used again by itself, and says that news may have been missed', async () => {
  const { redis, one, other } = await start()
  one.bus.publish(cart(1))
  await expect.poll(() => other.heard).toHaveLength(1)
  await redis.kill()
  await expect.poll(() => one.bus.isHealthy() || other.bus.isHealthy()).toBe(false)
  for (let rev = 2; rev < 20_000; rev += 1) one.bus.publish(cart(rev, `cart-${rev}`))
  await redis.restart()
  await healthy(one, other)
  expect(other.backs).toBe(2)
  one.bus.publish(cart(20_000))
  await expect.poll(() => other.heard).toEqual([cart(1), cart(20_000)])
})

test('a node starts while Redis is away, and joins when it is there', async () => {
  const redis = await startRedis()
  onTestFinished(() => redis.stop())
  await redis.kill()
  const one = open(redis.url, 'one')
  one.bus.publish(cart(1))
  expect(one.bus.isHealthy()).toBe(false)
  await redis.restart()
  await healthy(one)
  expect(one.backs).toBe(1)
})

test('a node stops while Redis is away', async () => {
  const { redis, one } = await start()
  await redis.kill()
  await one.bus.stop()
  expect(one.bus.isHealthy()).toBe(false)
})
