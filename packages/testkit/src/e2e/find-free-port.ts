import { createServer } from 'node:net'

/**
 * A TCP port of the loopback address that nobody listens on. Another process may take it before you do,
 * so listen on it soon; a server that can be asked to listen on port 0 has no need of this.
 */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('the probe has no port'))
        else resolve(address.port)
      })
    })
  })
}
