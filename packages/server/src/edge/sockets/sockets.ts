import { PROTOCOL_VERSION, ToteError, handshakeSchema, limits, toErrorBody } from '@tote/protocol'
import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import * as z from 'zod/mini'
import type { Session } from '../../journeys/journeys.ts'
import { isListedOrigin } from '../../store/tenant-store.ts'
import { selectClient } from '../../store/mutation-store.ts'
import { selectCart } from '../../store/cart-store.ts'
import { checkOrigin } from '../http/visit.ts'
import type { HubContext } from '../hub-context.ts'
import { parseMessage } from '../parse.ts'
import { toToteFailure } from '../to-error.ts'
import { handleMessages } from './handle-messages.ts'
import type { ToteServer, ToteSocket } from './tote-socket.ts'

/** WebSocket only: no session has to stick to a node, and there is no second transport to secure. */
export function createSocketServer(
  http: HttpServer,
  { config, store, publicUrl }: Pick<HubContext, 'config' | 'store' | 'publicUrl'>,
): ToteServer {
  const perAddress = new Map<string, number>()
  const io: ToteServer = new Server(http, {
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: limits.maxFrameBytes,
    perMessageDeflate: false,
    connectTimeout: 10_000,
    pingInterval: 20_000,
    pingTimeout: 15_000,
    allowRequest(request, answer) {
      const { origin } = request.headers
      const address = request.socket.remoteAddress ?? ''
      if (origin === undefined || origin === 'null') return answer('origin', false)
      if ((perAddress.get(address) ?? 0) >= config.TOTE_CONNECTIONS_PER_ADDRESS) return answer('rate', false)
      if (origin === publicUrl) return answer(null, true)
      isListedOrigin(store.db, origin).then(
        (isListed) => answer(isListed ? null : 'origin', isListed),
        () => answer('busy', false),
      )
    },
  })
  io.engine.on(
    'connection',
    (connection: {
      request: { socket: { remoteAddress?: string } }
      once(event: string, run: () => void): void
    }) => {
      const address = connection.request.socket.remoteAddress ?? ''
      perAddress.set(address, (perAddress.get(address) ?? 0) + 1)
      connection.once('close', () => {
        const left = (perAddress.get(address) ?? 1) - 1
        if (left > 0) perAddress.set(address, left)
        else perAddress.delete(address)
      })
    },
  )
  return io
}

/** Lets places in, says hello, and hands their messages on. */
export function serveSockets(io: ToteServer, context: HubContext): void {
  const { journeys, store, publicUrl, log, build, now } = context

  io.use((socket, next) => {
    admit(socket).then(
      () => next(),
      (error: unknown) => {
        const refusal: Error & { data?: unknown } = new Error('refused')
        refusal.data = toErrorBody(toToteFailure(error, log))
        next(refusal)
      },
    )
  })

  io.on('connection', (socket) => {
    const { session, clientId } = socket.data
    void socket.join([`cart:${session.cartId}`, `journey:${session.journeyId}`, `place:${session.placeId}`])
    handleMessages(socket, context)
    greet(socket, session, clientId).catch((error: unknown) => {
      // Without a hello the client knows nothing: let it come again.
      toToteFailure(error, log)
      socket.disconnect(true)
    })
  })

  async function admit(socket: ToteSocket): Promise<void> {
    if (isOlder(socket.handshake.auth)) throw new ToteError('upgrade')
    const { grant, proof, clientId, v } = parseMessage(handshakeSchema, socket.handshake.auth)
    if (v > PROTOCOL_VERSION) throw new ToteError('upgrade', 'This hub is older than this version of Tote.')
    const origin = socket.handshake.headers.origin ?? ''
    const session = await journeys.connect({ grant, proof, origin })
    checkOrigin(origin, session.tenant, publicUrl)
    socket.data.session = session
    socket.data.clientId = clientId
  }

  async function greet(socket: ToteSocket, session: Session, clientId: string): Promise<void> {
    const stored = await selectCart(store.db, session.tenant.id, session.cartId)
    const client = await selectClient(store.db, session.tenant.id, clientId)
    socket.emit('hello', {
      now: now(),
      epoch: store.epoch,
      placeId: session.placeId,
      cartId: session.cartId,
      rev: stored?.cart.rev ?? 0,
      lastMid: client?.journeyId === session.journeyId ? client.lastMid : 0,
      build,
    })
  }
}

/** Told apart before the rest is read: what else an older client sends is not known here. */
function isOlder(auth: unknown): boolean {
  const spoken = z.object({ v: z.number() }).safeParse(auth)
  return spoken.success && spoken.data.v < PROTOCOL_VERSION
}
