import { createServer } from 'node:http'
import { connect, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TLSSocket } from 'node:tls'
import { createTempFolder } from '../e2e/temp-folder.ts'
import { makeCertificate } from './make-certificate.ts'

/** Real domains over TLS on this machine, for a browser that goes by one of its proxies. */
export interface Domains {
  /**
   * A proxy of a network's own: servers see what comes by it from this loopback address.
   * @param address Such as `127.0.0.2`.
   * @returns Host and port, for a browser.
   */
  openProxy(address: string): Promise<string>
  close(): Promise<void>
}

/**
 * Opens these hosts, each in front of a plain server on the port it names. Browsers take `https://brand.test` to be what it
 * says: no hosts file is touched, and its certificate is one that they have to be told to take.
 */
export async function openDomains(ports: Readonly<Record<string, number>>): Promise<Domains> {
  const folder = await createTempFolder('domains')
  const ends = new Set<Socket>()
  const join = (near: Socket, far: Socket) => {
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(one)
      one.once('close', () => {
        ends.delete(one)
        other.destroy()
      })
      // Whoever holds the other end is told by its close.
      one.on('error', () => one.destroy())
      one.pipe(other)
    }
  }
  const front = createTlsServer(makeCertificate(folder.path, Object.keys(ports)), (near: TLSSocket) => {
    const port = ports[String(near.servername)]
    if (port === undefined) near.destroy()
    else join(near, connect({ host: '127.0.0.1', port, localAddress: near.remoteAddress ?? '127.0.0.1' }))
  })
  front.on('tlsClientError', () => undefined)
  const frontPort = await listen(front)
  const proxies: Server[] = []

  return {
    async openProxy(address) {
      // What is not asked for by CONNECT is of the outer world, which tests do not have.
      const proxy = createServer((_, response) => response.writeHead(502).end())
      proxy.on('connect', ({ url = '' }, near: Socket) => {
        // From here on the server hears nothing of it any more: a browser that hangs up is no fault of ours.
        near.on('error', () => near.destroy())
        if (!Object.hasOwn(ports, url.replace(/:443$/, ''))) {
          near.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
          return
        }
        const far = connect({ host: '127.0.0.1', port: frontPort, localAddress: address })
        near.write('HTTP/1.1 200 Connection Established\r\n\r\n')
        join(near, far)
      })
      proxies.push(proxy)
      return `127.0.0.1:${await listen(proxy)}`
    },
    async close() {
      for (const end of ends) end.destroy()
      for (const server of [front, ...proxies]) server.close()
      await folder.remove()
    },
  }
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  // A server on a port has an address of this kind.
  return (server.address() as AddressInfo).port
}
