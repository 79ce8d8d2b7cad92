import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { openWire, type Wire } from './open-wire.ts'

const closers: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

/** A server that says back what it hears, and a wire to it. */
async function world(): Promise<{ wire: Wire; heard: string[] }> {
  const heard: string[] = []
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (data) => {
      heard.push(data.toString())
      socket.write(`echo ${data.toString()}`)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => void server.close())
  // Listening on TCP, so its address is an object.
  const wire = await openWire((server.address() as AddressInfo).port)
  closers.push(() => wire.close())
  return { wire, heard }
}

/** Words said before the connection stands are sent when it does. */
function dial(wire: Wire): { socket: Socket; got: () => string; isClosed: () => boolean } {
  const socket = connect(wire.port, '127.0.0.1')
  let got = ''
  let isClosed = false
  socket.on('data', (data) => (got += data.toString()))
  socket.on('error', () => undefined)
  socket.on('close', () => (isClosed = true))
  closers.push(() => void socket.destroy())
  return { socket, got: () => got, isClosed: () => isClosed }
}

test('a whole wire carries both ways', async () => {
  const { wire } = await world()
  const { socket, got } = dial(wire)
  socket.write('hello')
  await expect.poll(got).toBe('echo hello')
})

test('a cut wire breaks what is open and lets nothing new through until it is mended', async () => {
  const { wire, heard } = await world()
  const first = dial(wire)
  first.socket.write('before')
  await expect.poll(first.got).toBe('echo before')
  wire.cut()
  await expect.poll(first.isClosed).toBe(true)

  const second = dial(wire)
  second.socket.write('during')
  await expect.poll(second.isClosed).toBe(true)

  wire.mend()
  const third = dial(wire)
  third.socket.write('after')
  await expect.poll(third.got).toBe('echo after')
  expect(heard).toEqual(['before', 'after'])
})

test('a stalled wire stays open and carries nothing', async () => {
  const { wire, heard } = await world()
  const first = dial(wire)
  first.socket.write('before')
  await expect.poll(first.got).toBe('echo before')
  wire.stall()
  first.socket.write('lost')
  const second = dial(wire)
  second.socket.write('lost too')
  await expect.poll(() => wire.dialled).toBe(2)

  // Once a third has come through, the others' words would have too.
  wire.mend()
  const third = dial(wire)
  third.socket.write('after')
  await expect.poll(third.got).toBe('echo after')
  expect(heard).toEqual(['before', 'after'])
  expect(first.isClosed()).toBe(false)
  expect(second.isClosed()).toBe(false)
})

test('a wire that knows no upgrade refuses WebSockets and carries all else, until it is mended', async () => {
  const { wire, heard } = await world()
  const upgrade = 'GET /socket HTTP/1.1\r\nUpgrade: websocket\r\n\r\n'
  const open = dial(wire)
  open.socket.write(upgrade)
  await expect.poll(open.got).toContain('echo GET')
  wire.refuseUpgrades()
  await expect.poll(open.isClosed).toBe(true)

  const refused = dial(wire)
  refused.socket.write(upgrade)
  await expect.poll(refused.got).toContain('403')
  const plain = dial(wire)
  plain.socket.write('plain')
  await expect.poll(plain.got).toBe('echo plain')
  expect(heard).toEqual([upgrade, 'plain'])

  wire.mend()
  const again = dial(wire)
  again.socket.write(upgrade)
  await expect.poll(again.got).toContain('echo GET')
})

test('a captured wire breaks what is open and answers with its own page until it is mended', async () => {
  const { wire, heard } = await world()
  const first = dial(wire)
  first.socket.write('before')
  await expect.poll(first.got).toBe('echo before')
  wire.capture()
  await expect.poll(first.isClosed).toBe(true)
  const second = dial(wire)
  second.socket.write('GET / HTTP/1.1\r\n\r\n')
  await expect.poll(second.isClosed).toBe(true)
  expect(second.got()).toContain('Sign in to the network')
  expect(heard).toEqual(['before'])
  wire.mend()
  const third = dial(wire)
  third.socket.write('after')
  await expect.poll(third.got).toBe('echo after')
})
