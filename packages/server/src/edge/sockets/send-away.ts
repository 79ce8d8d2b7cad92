import { setTimeout } from 'node:timers/promises'
import type { ToteServer } from './tote-socket.ts'

export interface Leaving {
  /** For 10,000 sockets. */
  readonly windowMs: number
  /** From 0 to 1. */
  readonly random: () => number
}

const SOCKETS_PER_WINDOW = 10_000
/** However few there are, they do not come back in one moment. */
const LEAST_MS = 1000
/** A client whose moment has come waits for its last answer first, which takes no longer than this. */
const LAST_ANSWER_MS = 6000
const LOOK_EVERY_MS = 50

/**
 * Tells each socket a moment of its own at which to go to another node, and waits until they have gone. They
 * shop on until then, and leave by themselves.
 */
export async function sendAway(io: ToteServer, leaving: Leaving): Promise<void> {
  const windowMs = windowFor(io, leaving)
  sayByeToAll(io, windowMs, leaving.random)
  const overAt = performance.now() + windowMs + LAST_ANSWER_MS
  while (io.sockets.sockets.size > 0 && performance.now() < overAt) await setTimeout(LOOK_EVERY_MS)
}

/**
 * Ends every connection that is left. Low-level: a client takes Socket.IO's own `disconnect()` as a wish that
 * it stay away. Each is told when to come back, to whoever listens here then.
 */
export function closeSockets(io: ToteServer, leaving: Leaving): void {
  const sockets = Array.from(io.sockets.sockets.values())
  sayByeToAll(io, windowFor(io, leaving), leaving.random)
  for (const socket of sockets) socket.conn.close()
}

function windowFor(io: ToteServer, { windowMs }: Leaving): number {
  return Math.max(LEAST_MS, (windowMs * io.sockets.sockets.size) / SOCKETS_PER_WINDOW)
}

function sayByeToAll(io: ToteServer, windowMs: number, random: () => number): void {
  for (const socket of io.sockets.sockets.values())
    socket.emit('bye', { afterMs: Math.round(random() * windowMs), reason: 'drain' })
}
