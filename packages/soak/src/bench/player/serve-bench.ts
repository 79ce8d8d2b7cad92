import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress } from 'node:zlib'

const compress = promisify(brotliCompress)
const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' }

export interface BenchServer {
  readonly origin: string
  close(): Promise<void>
}

/** Pages by path, and the peers' files as a CDN sends them: brotli, kept for ever. */
export async function serveBench({
  folder,
  port,
  pageAt,
}: {
  readonly folder: string
  readonly port: number
  pageAt(path: string, isToPlay: boolean): string | null
}): Promise<BenchServer> {
  const squeezed = new Map<string, Promise<Buffer>>()
  const fileAt = (path: string) => {
    const known = squeezed.get(path)
    if (known !== undefined) return known
    const made = readFile(join(folder, path)).then((bytes) => compress(bytes))
    squeezed.set(path, made)
    return made
  }
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bench.invalid')
    const page = pageAt(pathname, searchParams.has('play'))
    if (page !== null) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page)
      return
    }
    fileAt(pathname).then(
      (bytes) =>
        response
          .writeHead(200, {
            'content-type': TYPES[extname(pathname)] ?? 'application/octet-stream',
            'content-encoding': 'br',
            'cache-control': 'public, max-age=31536000, immutable',
          })
          .end(bytes),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(port, '127.0.0.1', done)
  })
  return {
    origin: `http://bench.localhost:${port}`,
    close() {
      server.closeAllConnections()
      return new Promise((done) => {
        server.close(() => done())
      })
    },
  }
}
