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
  /** Answers every request for a WebSocket with 403, as a proxy does that knows none, and ends those that are open. */
  refuseUpgrades(): void
  /** Breaks what is open and answers every request with a page of its own, as a hotel's network does until one has signed in. */
  capture(): void
  /** Breaks what is open and answers every request with this, status line and headers with it. */
  answer(response: string): void
  /** Breaks what is open; from now on requests reach the server, and the line breaks as their answers come. */
  loseAnswers(): void
  /** New connections go through again, upgrades too. Those that were cut or stalled stay lost. */
  mend(): void
  close(): Promise<void>
}

/** Lays a wire from a free port (or `port`) of the loopback address to the server at `targetPort`. */
export async function openWire(targetPort: number, port = 0): Promise<Wire> {
  let state: 'whole' | 'cut' | 'stalled' | 'answered' | 'lossy' = 'whole'
  let answered = ''
  let areUpgradesRefused = false
  let dialled = 0
  const ends = new Set<Socket>()
  const upgraded = new Set<Socket>()
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
    if (state === 'answered') near.once('data', () => near.end(answered))
    if (state !== 'whole' && state !== 'lossy') return
    const far = connect(targetPort, '127.0.0.1')
    keep(far)
    if (state === 'lossy') far.once('data', () => near.resetAndDestroy())
    else far.pipe(near)
    near.once('data', (first: Buffer) => {
      const isUpgrade = /\r\nupgrade: websocket\r\n/i.test(first.toString('latin1'))
      if (isUpgrade && areUpgradesRefused) {
        near.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
        return
      }
      if (isUpgrade) upgraded.add(near)
      far.write(first)
      near.pipe(far)
    })
    near.once('close', () => far.destroy())
    far.once('close', () => near.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the wire has no port')
  const answer = (response: string) => {
    answered = response
    state = 'answered'
    for (const socket of ends) socket.resetAndDestroy()
  }
  return {
    port: address.port,
    get dialled() {
      return dialled
    },
    cut() {
      state = 'cut'
      for (const socket of ends) socket.resetAndDestroy()
    },
    capture: () => answer(SIGN_IN),
    answer,
    loseAnswers() {
      state = 'lossy'
      for (const socket of ends) socket.resetAndDestroy()
    },
    stall() {
      state = 'stalled'
      for (const socket of ends) socket.unpipe().pause()
    },
    refuseUpgrades() {
      areUpgradesRefused = true
      for (const socket of upgraded) socket.resetAndDestroy()
      upgraded.clear()
    },
    mend() {
      state = 'whole'
      areUpgradesRefused = false
    },
    close() {
      for (const socket of ends) socket.destroy()
      return new Promise((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}

const PAGE = '<!doctype html><title>Welcome</title><h1>Sign in to the network</h1>'
/** To all origins, so that a page's script reads it as an answer and not as a failure. */
const SIGN_IN = [
  'HTTP/1.1 200 OK',
  'content-type: text/html; charset=utf-8',
  'access-control-allow-origin: *',
  `content-length: ${PAGE.length}`,
  'connection: close',
  '',
  PAGE,
].join('\r\n')
