import type { DownEvents } from '@tote/protocol'
import { encodePacket } from './frame.ts'
import { Lane } from './lane.ts'
import type { ToteServer, ToteSocket } from './tote-socket.ts'

type Message<Event extends keyof DownEvents> = Parameters<DownEvents[Event]>[0]

/** Delivery to this node's own sockets. What other nodes' sockets need to know, those nodes read for themselves. */
export interface FanOut {
  /** `volatile`: only the latest matters, so a socket that has anything waiting goes without. */
  toRoom<Event extends keyof DownEvents>(
    room: string,
    event: Event,
    message: Message<Event>,
    options?: { volatile?: boolean },
  ): void
  /** How many of this node's sockets are in the room. */
  sizeOf(room: string): number
}

export interface FanOutOptions {
  /** What one socket may leave unread. It is closed beyond that, and catches up when it comes back. */
  readonly maxBytes: number
  readonly maxPackets: number
  /** A socket was closed because it did not read. */
  onSlowClosed?(socket: ToteSocket): void
}

/** Encodes a message once and puts the same bytes on each socket's lane. */
export function createFanOut(io: ToteServer, { maxBytes, maxPackets, onSlowClosed }: FanOutOptions): FanOut {
  const lanes = new WeakMap<ToteSocket, Lane>()
  const { adapter, sockets } = io.sockets

  return {
    toRoom(room, event, message, { volatile = false } = {}) {
      const ids = adapter.rooms.get(room)
      if (ids === undefined) return
      const packet = encodePacket(event, message)
      for (const id of ids) {
        const socket = sockets.get(id)
        if (socket === undefined) continue
        const lane = laneOf(socket)
        if (volatile && !lane.isIdle) continue
        if (lane.send(packet)) guard(socket, lane)
      }
    },
    sizeOf: (room) => adapter.rooms.get(room)?.size ?? 0,
  }

  function laneOf(socket: ToteSocket): Lane {
    let lane = lanes.get(socket)
    if (lane === undefined) {
      lane = new Lane(socket)
      lanes.set(socket, lane)
    }
    return lane
  }

  function guard(socket: ToteSocket, lane: Lane): void {
    const { bytes, packets } = lane.backlog()
    if (bytes <= maxBytes && packets <= maxPackets) return
    onSlowClosed?.(socket)
    lane.cut()
  }
}
