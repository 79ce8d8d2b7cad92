import { byeSchema, mutateAnswerSchema } from '@tote/protocol'
import { startRedis } from '@tote/testkit/services'
import { freshDatabase } from '@tote/testkit/services/database'
import { expect, onTestFinished, test } from 'vitest'
import { connected } from '../place-fixtures.ts'
import { refusal } from '../refusal-fixtures.ts'
import { serveHub } from './hub-process-fixtures.ts'

/** A node that has others beside it, as far as it knows. */
async function startNode(env: Record<string, string>) {
  const redis = await startRedis()
  onTestFinished(() => redis.stop())
  return serveHub({ TOTE_DATABASE_URL: await freshDatabase(), TOTE_REDIS_URL: redis.url, ...env })
}

const readiness = async (url: string) => (await fetch(`${url}/readyz`)).status

test('a node that leaves is not ready at once, serves on while proxies notice, and then sends each away', async () => {
  const hub = await startNode({ TOTE_DRAIN_WAIT_MS: '3000' })
  const { place, socket } = await connected(hub.world)
  process.kill(hub.process.pid, 'SIGTERM')
  await hub.process.waitFor(/"msg":"stopping"/)
  await expect.poll(() => readiness(hub.url)).toBe(503)
  expect(mutateAnswerSchema.parse(await socket.add()).rev).toBe(1)

  const bye = byeSchema.parse(await socket.next('bye'))
  expect(bye.reason).toBe('drain')
  expect(bye.afterMs).toBeLessThanOrEqual(1000)
  // Still there until its moment, and nobody comes back to a node that leaves.
  expect(socket.isOpen).toBe(true)
  expect(mutateAnswerSchema.parse(await socket.add()).rev).toBe(2)
  expect(await refusal(place.connect())).toBe('busy')
  // It stays beyond its moment, as a page of an older version would: it is closed at the end.
  await socket.closed()
  await hub.process.waitFor(/"msg":"stopped"/)
})

test('a second signal waits for nobody', async () => {
  const hub = await startNode({ TOTE_DRAIN_WAIT_MS: '60000' })
  const { socket } = await connected(hub.world)
  process.kill(hub.process.pid, 'SIGTERM')
  await hub.process.waitFor(/"msg":"stopping"/)
  expect(await hub.process.stop()).toBe(1)
  await socket.closed()
})
