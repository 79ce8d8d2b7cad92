import { createServer } from 'node:net'
import { randomInt } from 'node:crypto'

/**
 * Below what systems give to connections that go out and to servers that ask for any port (Linux: from 32768, others:
 * from 49152): of the many connections of a test run one may otherwise get the port before its server listens on it.
 */
const FROM = 15_000
const TO = 32_000

/** What this process was told already: two servers that start side by side do not get the same. */
const told = new Set<number>()

/**
 * A TCP port of the loopback address that nobody listens on. Another process may take it before you do,
 * so listen on it soon; a server that can be asked to listen on port 0 has no need of this.
 */
export async function findFreePort(): Promise<number> {
  const port = randomInt(FROM, TO)
  if (told.has(port) || !(await isFree(port))) return findFreePort()
  told.add(port)
  return port
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
