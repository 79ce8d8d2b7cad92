import { createServer, type Server as HttpServer } from 'node:http'
import { showIdSchema, type DownEvents, type ShowEvent, type UpEvents } from '@tote/protocol'
import { createFanOut, createShowTicks, ShowLog } from '@tote/server'
import { Server } from 'socket.io'
import { WebSocketServer } from 'ws'

/** One way to tell a show to its viewers, over the same wire format. */
export interface Contender {
  readonly about: string
  /** Whether its viewers speak Socket.IO, or plain WebSocket. */
  readonly wire: 'socket.io' | 'ws'
  /** Serves on the given server; returns what tells one event. */
  serve(http: HttpServer): (event: ShowEvent) => void
}

const showId = showIdSchema.parse('spring')
const tenant = { id: 'bench' }
const room = `show:${tenant.id}:${showId}`
/** Everybody's tick at this audience, Tote's too. */
const TICK_MS = 100

/** Socket.IO as the hub sets it up, with everybody in the show's room. */
function listen(http: HttpServer) {
  const io = new Server<UpEvents, DownEvents>(http, {
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    pingInterval: 20_000,
    pingTimeout: 15_000,
  })
  io.on('connection', (socket) => void socket.join(room))
  return io
}

/** Gathers events and hands them over every tick. */
function inTicks(tell: (events: ShowEvent[]) => void): (event: ShowEvent) => void {
  let waiting: ShowEvent[] = []
  setInterval(() => {
    if (waiting.length > 0) tell(waiting)
    waiting = []
  }, TICK_MS)
  return (event) => void waiting.push(event)
}

const newsOf = (events: ShowEvent[]) => ({
  showId,
  from: (events[0]?.seq ?? 1) - 1,
  to: events.at(-1)?.seq ?? 0,
  events,
})

export const contenders: Readonly<Record<string, Contender>> = {
  plain: {
    about: 'Socket.IO, an emit to the room per event',
    wire: 'socket.io',
    serve(http) {
      const io = listen(http)
      return (event) => void io.to(room).emit('show', newsOf([event]))
    },
  },
  batch: {
    about: 'Socket.IO, an emit to the room per 100 ms',
    wire: 'socket.io',
    serve(http) {
      const io = listen(http)
      return inTicks((events) => void io.to(room).emit('show', newsOf(events)))
    },
  },
  ws: {
    about: 'ws, a send per socket per 100 ms',
    wire: 'ws',
    serve(http) {
      const server = new WebSocketServer({ server: http, perMessageDeflate: false })
      return inTicks((events) => {
        const text = JSON.stringify(['show', newsOf(events)])
        for (const client of server.clients) client.send(text)
      })
    },
  },
  tote: {
    about: "Tote's ticks and fan-out",
    wire: 'socket.io',
    serve(http) {
      const io = listen(http)
      const fanOut = createFanOut(io, {
        maxBytes: 1_000_000,
        maxPackets: 500,
        onSlowClosed: () => process.stderr.write('a viewer was closed: it does not read\n'),
      })
      const log = new ShowLog(showId, [])
      const ticks = createShowTicks({
        fanOut,
        readLog: () => Promise.resolve(log),
        readProducts: () => Promise.resolve([]),
        onError: (error) => process.stderr.write(`${String(error)}\n`),
      })
      return (event) => {
        log.append(event)
        ticks.tellShow(tenant, { showId, seq: event.seq })
      }
    },
  },
}

/** The contender's server, listening on a free port of loopback. */
export async function serve(contender: Contender): Promise<{ port: number; post(event: ShowEvent): void }> {
  const http = createServer()
  const post = contender.serve(http)
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
  const address = http.address()
  if (address === null || typeof address === 'string') throw new Error('the bench listens on no port')
  return { port: address.port, post }
}
