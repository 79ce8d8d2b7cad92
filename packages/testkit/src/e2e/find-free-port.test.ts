import { createServer, connect, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { findFreePort } from './find-free-port.ts'

test('no port is told twice, and none that the system gives to others', async () => {
  const ports = await Promise.all(Array.from({ length: 200 }, findFreePort))
  expect(new Set(ports).size).toBe(200)

  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const visitor = connect(port, '127.0.0.1')
  onTestFinished(() => void visitor.destroy())
  await once(visitor, 'connect')
  expect(Math.max(...ports)).toBeLessThan(Math.min(port, visitor.localPort ?? 0))
})

test('a server can listen on it', async () => {
  const port = await findFreePort()
  const server = createServer().listen(port, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  expect(server.listening).toBe(true)
})
