import type { Bye } from '@tote/protocol'
import type { ToteServer, ToteSocket } from './tote-socket.ts'

/**
 * The last word on a connection. Low-level: a client takes Socket.IO's own `disconnect()` as a wish that it
 * stay away. What was written before, the word itself included, still leaves.
 */
export function sayBye(socket: ToteSocket, bye: Bye): void {
  socket.emit('bye', bye)
  socket.conn.close()
}

/** To everyone in a room of this node. */
export function sayByeToRoom(io: ToteServer, room: string, bye: Bye): void {
  // A copy: a socket that closes leaves its rooms.
  for (const id of Array.from(io.sockets.adapter.rooms.get(room) ?? [])) {
    const socket = io.sockets.sockets.get(id)
    if (socket !== undefined) sayBye(socket, bye)
  }
}
