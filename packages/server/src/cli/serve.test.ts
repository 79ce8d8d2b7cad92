import { existsSync } from 'node:fs'
import { byeSchema, mutateAnswerSchema } from '@tote/protocol'
import { expect, test } from 'vitest'
import { connected } from '../place-fixtures.ts'
import { serveHub } from './hub-process-fixtures.ts'

test('on SIGTERM a hub that is alone says goodbye at once, finishes, and leaves one whole file', async () => {
  const hub = await serveHub()
  const { socket } = await connected(hub.world)
  mutateAnswerSchema.parse(await socket.add())
  const exit = hub.process.stop()
  expect(byeSchema.parse(await socket.next('bye'))).toMatchObject({ reason: 'drain' })
  expect(await exit).toBe(0)
  expect(socket.isOpen).toBe(false)
  expect(existsSync(`${hub.databasePath}-wal`)).toBe(false)
})

test('an add that is under way when the signal comes is answered, or is not there: never in between', async () => {
  const hub = await serveHub()
  const { place, socket } = await connected(hub.world)
  const adds = Array.from({ length: 40 }, () => socket.add())
  const answered = Promise.allSettled(adds)
  await adds[0]
  await hub.process.stop()
  const done = (await answered).filter(({ status }) => status === 'fulfilled').length
  await hub.process.restart()
  const { qty } = (await place.resume()).cart.lines[0] ?? { qty: 0 }
  expect(done).toBeGreaterThan(0)
  expect(qty).toBeGreaterThanOrEqual(done)
})
