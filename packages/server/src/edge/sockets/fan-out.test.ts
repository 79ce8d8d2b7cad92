import { createServer } from 'node:http'
import { placeIdSchema, type DownEvents } from '@tote/protocol'
import { Server } from 'socket.io'
import { io as connectTo, type Socket } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'
import { createFanOut, type FanOutOptions } from './fan-out.ts'
import { encodePacket } from './frame.ts'
import { Lane } from './lane.ts'
import type { ToteServer, ToteSocket } from './tote-socket.ts'

const placeId = placeIdSchema.parse('p')
const said = (where: string) => ({ placeId, where })

interface Listener {
  readonly server: ToteSocket
  readonly heard: string[]
  /** Resolves when the last word heard is this. */
  until(word: string): Promise<void>
  readonly client: Socket
}

/** A real server with everybody in one room, and real clients. */
async function startRoom({
  transport = 'websocket',
  ...options
}: Partial<FanOutOptions> & { transport?: 'websocket' | 'polling' } = {}) {
  const http = createServer()
  const io: ToteServer = new Server(http, { transports: [transport], perMessageDeflate: false })
  const arrived: ((socket: ToteSocket) => void)[] = []
  io.on('connection', (socket) => {
    void socket.join('room')
    socket.onAny((_event: string, _message: unknown, ack: unknown) => {
      if (typeof ack === 'function') Reflect.apply(ack, undefined, ['answered'])
    })
    arrived.shift()?.(socket)
  })
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
  onTestFinished(() => io.close())
  const address = http.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const closed: string[] = []
  const fanOut = createFanOut(io, {
    maxBytes: 1_000_000,
    maxPackets: 500,
    onSlowClosed: ({ id }) => closed.push(id),
    ...options,
  })
  const url = `http://127.0.0.1:${address.port}`
  return {
    io,
    fanOut,
    closed,
    tell: (where: string, volatile = false) =>
      fanOut.toRoom('room', 'place.joined', said(where), { volatile }),
    async join(): Promise<Listener> {
      const server = new Promise<ToteSocket>((done) => arrived.push(done))
      const client = connectTo(url, { transports: [transport], reconnection: false, forceNew: true })
      onTestFinished(() => void client.close())
      const heard: string[] = []
      const waiting: (() => void)[] = []
      client.on('place.joined', ({ where }: Parameters<DownEvents['place.joined']>[0]) => {
        heard.push(where)
        for (const wake of waiting.splice(0)) wake()
      })
      return {
        server: await server,
        client,
        heard,
        async until(word) {
          while (heard.at(-1) !== word) await new Promise<void>((done) => waiting.push(done))
        },
      }
    },
  }
}

/** Stops a client from reading, as a phone in a pocket does. The kernels' buffers fill, then ours. */
function stopReading({ client }: Listener): void {
  const { transport } = client.io.engine
  const webSocket: unknown = Reflect.get(transport, 'ws')
  if (typeof webSocket !== 'object' || webSocket === null) throw new Error('this client has no WebSocket')
  const pause: unknown = Reflect.get(webSocket, 'pause')
  if (typeof pause !== 'function') throw new Error('this WebSocket cannot be paused')
  Reflect.apply(pause, webSocket, [])
}

const disconnected = ({ server }: Listener) =>
  new Promise<void>((done) => (server.connected ? server.once('disconnect', () => done()) : done()))

test('the libraries are as the short way expects them', async () => {
  const { join } = await startRoom()
  const { server } = await join()
  expect(new Lane(server).isKnown).toBe(true)
})

test.each([0, 1, 80, 81, 82, 60_000, 65_490, 65_500, 65_510, 70_000])(
  'a message of %i characters arrives whole, whichever length its frame has',
  async (length) => {
    const { tell, join } = await startRoom()
    const listener = await join()
    const word = `é${'x'.repeat(length)}👜`
    tell(word)
    await listener.until(word)
    expect(listener.heard).toEqual([word])
  },
)

test('frames of every length around the limits carry what Socket.IO would send', () => {
  for (let length = 0; length < 300; length += 1) {
    const { frame, text } = encodePacket('e', 'x'.repeat(length))
    const head = (frame.readUInt8(1) & 0x7f) < 126 ? 2 : 4
    expect(frame.subarray(head).toString()).toBe(`4${text}`)
    expect(head === 2 ? frame.readUInt8(1) : frame.readUInt16BE(2)).toBe(frame.length - head)
  }
})

test('everybody in the room hears it, and nobody else', async () => {
  const { tell, join } = await startRoom()
  const [one, two, away] = [await join(), await join(), await join()]
  await away.server.leave('room')
  tell('hello')
  await Promise.all([one.until('hello'), two.until('hello')])
  await away.client.emitWithAck('anything', {})
  expect(away.heard).toEqual([])
})

test('order holds between what goes straight and what goes through Socket.IO, and answers come', async () => {
  const { tell, join } = await startRoom()
  const listener = await join()
  const words: string[] = []
  const answers = Array.from({ length: 100 }, (_, index) => {
    words.push(`straight ${index}`, `emitted ${index}`)
    tell(`straight ${index}`)
    listener.server.emit('place.joined', said(`emitted ${index}`))
    return listener.client.emitWithAck('anything', {})
  })
  await listener.until('emitted 99')
  expect(listener.heard).toEqual(words)
  expect(new Set(await Promise.all(answers))).toEqual(new Set(['answered']))
})

test('order holds for one who reads late, and what waited comes whole', async () => {
  const { tell, join } = await startRoom({ maxBytes: 1e9, maxPackets: 1e6 })
  const listener = await join()
  const socket: unknown = Reflect.get(listener.client.io.engine.transport, 'ws')
  stopReading(listener)
  const words = Array.from({ length: 300 }, (_, index) => `${index}:${'x'.repeat(50_000)}`)
  for (const [index, word] of words.entries()) {
    tell(word)
    if (index % 10 === 0) await new Promise((done) => setImmediate(done))
  }
  Reflect.apply(Reflect.get(Object(socket), 'resume'), socket, [])
  await listener.until(words.at(-1) ?? '')
  expect(listener.heard.map((word) => word.split(':')[0])).toEqual(words.map((word) => word.split(':')[0]))
})

test('what is volatile is left out for one who has anything waiting, and only then', async () => {
  const { tell, join } = await startRoom({ maxBytes: 1e9, maxPackets: 1e6 })
  const [slow, quick] = [await join(), await join()]
  tell('first', true)
  await Promise.all([slow.until('first'), quick.until('first')])
  const socket: unknown = Reflect.get(slow.client.io.engine.transport, 'ws')
  stopReading(slow)
  while (new Lane(slow.server).isIdle) {
    tell('x'.repeat(500_000))
    await new Promise((done) => setImmediate(done))
  }
  tell('volatile', true)
  tell('last')
  Reflect.apply(Reflect.get(Object(socket), 'resume'), socket, [])
  await Promise.all([slow.until('last'), quick.until('last')])
  expect(quick.heard).toContain('volatile')
  expect(slow.heard).not.toContain('volatile')
})

test.each([
  ['bytes', { maxBytes: 2_000_000, maxPackets: 1e6 }],
  ['packets', { maxBytes: 1e9, maxPackets: 20 }],
])(
  '[SH6] one who leaves too many %s unread is closed and counted; the others hear everything',
  async (_name, bounds) => {
    const { tell, join, closed } = await startRoom(bounds)
    const [slow, quick] = [await join(), await join()]
    stopReading(slow)
    let told = 0
    while (slow.server.connected && told < 2000) {
      told += 1
      const word = `${told}:${'x'.repeat(100_000)}`
      tell(word)
      await quick.until(word)
    }
    await disconnected(slow)
    expect(closed).toEqual([slow.server.id])
    expect(quick.heard.map((word) => Number(word.split(':')[0]))).toEqual(
      Array.from({ length: told }, (_, index) => index + 1),
    )
  },
)

test('one who goes away in the middle disturbs nobody', async () => {
  const { tell, join, closed } = await startRoom()
  const [going, staying] = [await join(), await join()]
  const words = Array.from({ length: 50 }, (_, index) => `word ${index}`)
  for (const [index, word] of words.entries()) {
    tell(word)
    if (index === 10) going.server.conn.close()
    if (index === 20) going.client.close()
    if (index % 5 === 0) await new Promise((done) => setImmediate(done))
  }
  await staying.until('word 49')
  expect(staying.heard).toEqual(words)
  expect(going.heard).toEqual(words.slice(0, going.heard.length))
  expect(closed).toEqual([])
})

test('where the libraries are not as expected, everything takes the long way and arrives as well', async () => {
  const { tell, join } = await startRoom({ transport: 'polling' })
  const listener = await join()
  expect(new Lane(listener.server).isKnown).toBe(false)
  for (const word of ['one', 'two', 'three']) tell(word)
  await listener.until('three')
  expect(listener.heard).toEqual(['one', 'two', 'three'])
})
