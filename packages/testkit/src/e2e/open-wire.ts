import { connect, createServer, type Socket } from 'node:net'

/**
 * The network between a browser and a server: a TCP relay that a test can cut. A browser's own offline mode only
 * holds an open WebSocket's messages back and delivers them later; a wire loses them, as a real one does.
 */
export interface Wire {
  /** Where clients connect to. */
  readonly port: number
  /** Clients that were taken so far, refused ones included. */
  readonly dialled: number
  /** Breaks every connection, what is under way included, and refuses new ones. */
  cut(): void
  /** Keeps connections but carries nothing more over them: a network gone without a word. New ones are taken and stay silent. */
  stall(): void
  /** New connections go through again. Those that were cut or stalled stay lost. */
  mend(): void
  close(): Promise<void>
}

/** Lays a wire from a free port (or `port`) of the loopback address to the server at `targetPort`. */
export async function openWire(targetPort: number, port = 0): Promise<Wire> {
  let state: 'whole' | 'cut' | 'stalled' = 'whole'
  let dialled = 0
  const ends = new Set<Socket>()
  const keep = (socket: Socket) => {
    ends.add(socket)
    socket.once('close', () => ends.delete(socket))
    // A broken connection is what this is for; whoever holds the other end is told by it.
    socket.on('error', () => socket.destroy())
  }
  const server = createServer((near) => {
    dialled += 1
    keep(near)
    if (state === 'cut') near.resetAndDestroy()
    if (state !== 'whole') return
    const far = connect(targetPort, '127.0.0.1')
    keep(far)
    near.pipe(far).pipe(near)
    near.once('close', () => far.destroy())
    far.once('close', () => near.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the wire has no port')
  return {
    port: address.port,
    get dialled() {
      return dialled
    },
    cut() {
      state = 'cut'
      for (const socket of ends) socket.resetAndDestroy()
    },
    stall() {
      state = 'stalled'
      for (const socket of ends) socket.unpipe().pause()
    },
    mend() {
      state = 'whole'
    },
    close() {
      for (const socket of ends) socket.destroy()
      return new Promise((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}
