import type { DownEvents, UpEvents } from '@tote/protocol'
import type { Server, Socket } from 'socket.io'
import type { Session } from '../../journeys/journeys.ts'

interface SocketData {
  session: Session
  clientId: string
}
/** Nodes say nothing to each other yet. */
type NoEvents = Record<string, never>
export type ToteServer = Server<UpEvents, DownEvents, NoEvents, SocketData>
export type ToteSocket = Socket<UpEvents, DownEvents, NoEvents, SocketData>

/** The room of those who follow a show. */
export const showRoom = (tenantId: string, showId: string) => `show:${tenantId}:${showId}`
