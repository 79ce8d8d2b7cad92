import { ToteError, handshakeSchema, isSpokenVersion, limits, toErrorBody } from '@tote/protocol'
import { STATUS_CODES, type IncomingMessage, type Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import * as z from 'zod/mini'
import type { Session } from '../../journeys/grants.ts'
import type { KnownTenants } from '../../tenants/known-tenants.ts'
import { checkSpeaker } from '../http/visit.ts'
import { helloOf } from '../hello.ts'
import { friendsOf } from '../../friends/friends-deed.ts'
import { waitsOf } from '../../waitlist/waits-of.ts'
import type { HubContext } from '../hub-context.ts'
import { parseMessage } from '../parse.ts'
import { statusOf, toToteFailure } from '../to-error.ts'
import { guardConnection, type EngineConnection } from './guard-connection.ts'
import { Turnstile } from '../turnstile.ts'
import { handleMessages } from './handle-messages.ts'
import { tenantRoom, type ToteServer, type ToteSocket } from './tote-socket.ts'

/** A few of them for each connection to the database: more under way at once only wait for each other. */
const ARRIVING_AT_ONCE = 64
/** Less than a client waits for its answer, with time left to get it. */
const ARRIVAL_WAIT_MS = 3000

/** WebSocket only: no session has to stick to a node, and there is no second transport to secure. */
export function createSocketServer(
  http: HttpServer,
  {
    tenants,
    gate,
    publicUrl,
    now,
    log,
  }: Pick<HubContext, 'gate' | 'publicUrl' | 'now' | 'log'> & { tenants: Pick<KnownTenants, 'isListed'> },
): ToteServer {
  const io: ToteServer = new Server(http, {
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: limits.maxFrameBytes,
    perMessageDeflate: false,
    connectTimeout: 10_000,
    pingInterval: 20_000,
    pingTimeout: 15_000,
    // Never answers for a refusal: Engine.IO would say 400 to all of them, and know no Retry-After.
    allowRequest(request, answer) {
      mayConnect(request).then(
        () => answer(null, true),
        (error: unknown) => refuseUpgrade(request, toToteFailure(error, log)),
      )
    },
  })
  const turnstile = new Turnstile({ places: ARRIVING_AT_ONCE, waitMs: ARRIVAL_WAIT_MS })
  // What each arrival gives back once it is in, or gone.
  const arrivals = new WeakMap<IncomingMessage, () => void>()
  const admitted = new WeakSet<object>()
  io.on('connection', ({ conn }) => {
    admitted.add(conn)
    arrivals.get(conn.request)?.()
  })
  io.engine.on('connection', (connection: EngineConnection) => {
    connection.once('close', gate.opened(gate.caller(connection.request)))
    guardConnection(connection, { isAdmitted: () => admitted.has(connection), now })
  })
  return io

  /** Cheapest first: what needs no database comes before what does. */
  async function mayConnect(request: IncomingMessage): Promise<void> {
    const { origin } = request.headers
    if (origin === undefined || origin === 'null') throw new ToteError('origin')
    gate.checkTls(request)
    gate.connect(gate.caller(request))
    const leave = await turnstile.enter()
    request.socket.once('close', leave)
    arrivals.set(request, leave)
    if (request.socket.destroyed) leave()
    if (origin !== publicUrl && !(await tenants.isListed(origin))) throw new ToteError('origin')
  }
}

function refuseUpgrade({ socket }: IncomingMessage, { code, details }: ToteError): void {
  const status = statusOf(code)
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, 'Connection: close', 'Content-Length: 0']
  if (details.retryAfterMs !== undefined) lines.push(`Retry-After: ${Math.ceil(details.retryAfterMs / 1000)}`)
  socket.on('error', () => socket.destroy())
  socket.end(`${lines.join('\r\n')}\r\n\r\n`, () => socket.destroy())
}

/** Lets places in, says hello, and hands their messages on. */
export function serveSockets(io: ToteServer, context: HubContext): void {
  const { journeys, leads, publicUrl, log, news, store, now } = context

  io.use((socket, next) => {
    admit(socket).then(
      () => next(),
      (error: unknown) => next(refusalOf(toToteFailure(error, log))),
    )
  })

  io.on('connection', (socket) => {
    const { session, clientId } = socket.data
    void socket.join([
      tenantRoom(session.tenant.id),
      `cart:${session.cartId}`,
      `journey:${session.journeyId}`,
      `place:${session.placeId}`,
    ])
    // Whoever leaves the namespace has nothing else to do here; Socket.IO would keep the line open.
    socket.once('disconnect', () => socket.conn.close())
    handleMessages(socket, context)
    greet(socket, session, clientId).catch((error: unknown) => {
      // Without a hello the client knows nothing: let it come again.
      toToteFailure(error, log)
      socket.disconnect(true)
    })
  })

  async function admit(socket: ToteSocket): Promise<void> {
    checkVersion(socket.handshake.auth)
    const { grant, proof, clientId } = parseMessage(handshakeSchema, socket.handshake.auth)
    const origin = socket.handshake.headers.origin ?? ''
    const session = await journeys.connect({ grant, proof, origin })
    checkSpeaker(origin, session.tenant, publicUrl)
    socket.data.session = session
    socket.data.clientId = clientId
  }

  async function greet(socket: ToteSocket, session: Session, clientId: string): Promise<void> {
    const hello = await helloOf(context, session, clientId)
    news.cartGreeted(session.cartId, hello.rev)
    socket.emit('hello', hello)
    if (leads.open(session.journeyId)) news.leadWanted(session.journeyId)
    const lead = leads.of(session.journeyId)
    if (lead !== null) socket.emit('lead', lead)
    socket.emit('waits', await waitsOf(store, session))
    const friends = await friendsOf(store.db, session, now())
    socket.emit('friends', friends.length === 0 ? null : friends)
  }
}

/** What the client finds in its `connect_error`. */
export function refusalOf(failure: ToteError): Error {
  const refusal: Error & { data?: unknown } = new Error('refused')
  refusal.data = toErrorBody(failure)
  return refusal
}

/**
 * Told apart before the rest is read: what else a client of another version sends is not known here.
 * @throws ToteError `upgrade`
 */
function checkVersion(auth: unknown): void {
  const spoken = z.object({ v: z.number() }).safeParse(auth)
  if (spoken.success && !isSpokenVersion(spoken.data.v))
    throw new ToteError('upgrade', 'This hub and this version of Tote do not speak the same protocol.')
}
