import type { IncomingMessage } from 'node:http'
import { TokenBucket } from '../token-bucket.ts'

/** Engine.IO's connection, as far as it is used here. */
export interface EngineConnection {
  readonly request: IncomingMessage
  on(event: 'packet', listener: (packet: { type: string; data?: unknown }) => void): void
  once(event: 'close', listener: () => void): void
  close(discard?: boolean): void
}

/** Above what all buckets of a socket let through together; a client of ours never gets near. */
const FRAME_RATE = { perSecond: 100, burst: 500 }
/** Socket.IO's own kinds of packet: the first character of each. */
const CONNECT = '0'
const BINARY_EVENT = '5'
const BINARY_ACK = '6'

/**
 * Closes a connection that says what no client of ours says: binary frames, a second handshake (each would be
 * checked against the database), anything but the handshake before it was let in, or frames without end.
 */
export function guardConnection(
  connection: EngineConnection,
  { isAdmitted, now }: { isAdmitted: () => boolean; now: () => number },
): void {
  const frames = new TokenBucket(FRAME_RATE, now)
  let handshakes = 0
  connection.on('packet', ({ type, data }) => {
    if (type !== 'message') return
    if (!isExpected(data)) connection.close(true)
  })

  function isExpected(data: unknown): boolean {
    if (typeof data !== 'string' || !frames.tryTake()) return false
    const [kind] = data
    if (kind === BINARY_EVENT || kind === BINARY_ACK) return false
    if (kind !== CONNECT) return isAdmitted()
    handshakes += 1
    return handshakes === 1
  }
}
