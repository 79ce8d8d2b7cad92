import { connect, createServer, type Socket } from 'node:net'

/** How often a node is asked whether it is ready, as a proxy in front of it does. */
const ASK_MS = 500

export interface Backend {
  /** The node itself, asked for its readiness. */
  readonly nodePort: number
  /** The way shoppers take to it. */
  readonly linkPort: number
}

/** The proxy in front: connections go in turn to the nodes that say they are ready. */
export async function openFront({ port = 0 }: { port?: number } = {}) {
  const backends: Backend[] = []
  const ready = new Set<Backend>()
  const open = new Set<Socket>()
  let turn = 0
  let address = 0
  const server = createServer((near) => {
    const choices = backends.filter((backend) => ready.has(backend))
    const backend = choices[turn++ % choices.length]
    if (backend === undefined) {
      near.resetAndDestroy()
      return
    }
    // Shoppers come from many addresses; here they are those of the loopback network.
    address = (address + 1) % 60_000
    const localAddress = `127.9.${Math.floor(address / 250)}.${(address % 250) + 1}`
    const far = connect({ host: '127.0.0.1', port: backend.linkPort, localAddress })
    near.pipe(far)
    far.pipe(near)
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        open.delete(socket)
        other.destroy()
      })
    }
  })
  await new Promise<void>((done, fail) => server.once('error', fail).listen(port, '127.0.0.1', done))
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('the front has no port')
  const timer = setInterval(() => {
    for (const backend of backends)
      isReady(backend.nodePort).then(
        (isIt) => void (isIt ? ready.add(backend) : ready.delete(backend)),
        () => ready.delete(backend),
      )
  }, ASK_MS)
  return {
    port: bound.port,
    add(backend: Backend): void {
      backends.push(backend)
      ready.add(backend)
    },
    async close(): Promise<void> {
      clearInterval(timer)
      for (const socket of open) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}

async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2000) })
  await answer.body?.cancel()
  return answer.ok
}
