import type { ClientId, DownEvents, UpEvents } from '@tote/protocol'
import type { Server, Socket } from 'socket.io'
import type { Session } from '../../journeys/grants.ts'

interface SocketData {
  session: Session
  clientId: ClientId
}
/** Nodes talk over the bus, not through Socket.IO. */
type NoEvents = Record<string, never>
export type ToteServer = Server<UpEvents, DownEvents, NoEvents, SocketData>
export type ToteSocket = Socket<UpEvents, DownEvents, NoEvents, SocketData>

/** The room of all who are with a tenant, whatever they watch. */
export const tenantRoom = (tenantId: string) => `tenant:${tenantId}`

/** The room of those who follow a show. */
export const showRoom = (tenantId: string, showId: string) => `show:${tenantId}:${showId}`

const TENANT = 'tenant:'

/** This node's sockets by tenant. */
export function countSockets(io: ToteServer): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const [room, { size }] of io.sockets.adapter.rooms)
    if (room.startsWith(TENANT)) counts.set(room.slice(TENANT.length), size)
  return counts
}
