import { errorBodySchema, ToteError, toToteError } from '@tote/protocol'
import { io } from 'socket.io-client'
import { ANSWER_WITHIN_MS, type Link } from './link.ts'

/**
 * The link over Socket.IO, WebSocket only. Its own reconnection is off: each connection needs a fresh
 * proof, and when to come back is decided in one place for sockets and HTTP alike.
 * `origin` is for Node, where no page says it.
 */
export function createSocketLink({ hub, origin }: { hub: string; origin?: string | undefined }): Link {
  return {
    open: ({ handshake, onMessage, onClose }) =>
      new Promise((resolve, reject) => {
        const socket = io(hub, {
          transports: ['websocket'],
          reconnection: false,
          forceNew: true,
          timeout: ANSWER_WITHIN_MS,
          auth: handshake,
          ...(origin === undefined ? {} : { extraHeaders: { origin } }),
        })
        let isWanted = true
        socket.on('connect', () =>
          resolve({
            async ask(event, message) {
              try {
                const answer: unknown = await socket.timeout(ANSWER_WITHIN_MS).emitWithAck(event, message)
                return answer
              } catch (cause) {
                throw new ToteError('hub_unreachable', undefined, { cause })
              }
            },
            tell(event, message) {
              socket.emit(event, message)
            },
            close() {
              isWanted = false
              // Not the socket's own farewell: a hub that is closing too no longer reads it, and a browser complains
              // of whatever is sent then.
              socket.io.engine.close()
            },
          }),
        )
        socket.on('connect_error', (error: Error & { data?: unknown }) => {
          socket.close()
          const refusal = errorBodySchema.safeParse(error.data)
          reject(
            refusal.success
              ? toToteError(refusal.data)
              : new ToteError('hub_unreachable', `The hub at ${hub} does not answer.`, { cause: error }),
          )
        })
        socket.on('disconnect', () => {
          socket.close()
          if (isWanted) onClose()
          isWanted = false
        })
        socket.onAny((event: string, message: unknown) => onMessage(event, message))
      }),
  }
}
