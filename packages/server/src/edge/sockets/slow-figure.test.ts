import { createServer } from 'node:http'
import { cartDeltaSchema, cartIdSchema } from '@tote/protocol'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { Server } from 'socket.io'
import { io as connectTo } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'
import { createLoneBus } from '../../bus/bus.ts'
import { parseConfig } from '../../config.ts'
import { createMetrics } from '../../metrics/create-metrics.ts'
import type { HubContext } from '../hub-context.ts'
import { createNews } from './create-news.ts'
import type { ToteServer } from './tote-socket.ts'

test('a socket that is closed because it does not read is counted', async () => {
  const http = createServer()
  const io: ToteServer = new Server(http, { transports: ['websocket'], perMessageDeflate: false })
  onTestFinished(() => io.close())
  const joined = new Promise<void>((done) => {
    io.on('connection', (socket) => {
      Object.assign(socket.data, { session: { placeId: 'p' } })
      void socket.join('cart:c')
      done()
    })
  })
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
  const address = http.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const registry = new Registry()
  // A cart's news needs no more of a hub than this.
  const parts = {
    bus: createLoneBus('one'),
    config: parseConfig({ TOTE_UNREAD_PACKETS: '10' }),
    log: pino({ level: 'silent' }),
    metrics: createMetrics(registry),
    now: Date.now,
    publicUrl: 'https://hub.test',
  } as HubContext
  const news = createNews(io, parts)
  onTestFinished(() => news.stop())

  const client = connectTo(`http://127.0.0.1:${address.port}`, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  })
  onTestFinished(() => void client.close())
  await joined
  const webSocket: unknown = Reflect.get(client.io.engine.transport, 'ws')
  const pause: unknown =
    typeof webSocket === 'object' && webSocket !== null && Reflect.get(webSocket, 'pause')
  if (typeof pause !== 'function') throw new Error('this WebSocket cannot be paused')
  Reflect.apply(pause, webSocket, [])

  const delta = cartDeltaSchema.parse({
    cartId: cartIdSchema.parse('c'),
    from: 0,
    to: 1,
    lines: [],
    meta: { note: 'x'.repeat(500), codes: [], fulfilment: { kind: 'delivery' } },
  })
  const gone = new Promise((done) => io.sockets.sockets.forEach((socket) => socket.once('disconnect', done)))
  const counted = async () => /tote_slow_closed_total (\d+)/.exec(await registry.metrics())?.[1]
  expect(await counted()).toBe('0')
  let isGone = false
  void gone.then(() => (isGone = true))
  while (!isGone) {
    for (let index = 0; index < 200; index += 1) news.cartChanged(delta)
    await new Promise((done) => setImmediate(done))
  }
  expect(await counted()).toBe('1')
})
