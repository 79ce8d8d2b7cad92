import { createReadStream, statSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'

/** A page with headers of its own, such as a Content-Security-Policy. */
export interface ServedPage {
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface PagesOptions {
  /** The host that a browser calls it by. `*.localhost` names are this machine, and two of them are two sites. */
  readonly host: string
  /** Pages from memory, by path: `{ '/': '<!doctype html>…' }`. They come before files. */
  readonly pages?: Readonly<Record<string, string | ServedPage>>
  /** A folder whose files are served as they are. */
  readonly folder?: string
  /** Sent with everything, such as a Content-Security-Policy. */
  readonly headers?: Readonly<Record<string, string>>
  /** 0, the default, takes a free one. */
  readonly port?: number
}

export interface PageServer {
  /** Such as `http://brand.localhost:41234`. */
  readonly origin: string
  readonly port: number
  /** Paths that were asked for, in order. */
  readonly requests: readonly string[]
  /** Bodies that were posted, such as a browser's reports, with the path they were sent to. */
  readonly posts: readonly { readonly path: string; readonly body: string }[]
  close(): Promise<void>
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.m4s': 'video/iso.segment',
  '.mp4': 'video/mp4',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ts': 'video/mp2t',
  '.vtt': 'text/vtt',
  '.webp': 'image/webp',
}

/** Serves a test's pages on the loopback address, under the name of a site of their own. */
export async function servePages(options: PagesOptions): Promise<PageServer> {
  const requests: string[] = []
  const posts: { path: string; body: string }[] = []
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://page.invalid').pathname)
    requests.push(path)
    for (const [name, value] of Object.entries(options.headers ?? {})) response.setHeader(name, value)
    if (request.method !== 'POST') {
      respond(path, response, options)
      return
    }
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      posts.push({ path, body })
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    origin: `http://${options.host}:${address.port}`,
    port: address.port,
    requests,
    posts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        // A browser keeps its connections open; the test is over.
        server.closeAllConnections()
      }),
  }
}

function respond(path: string, response: ServerResponse, { pages = {}, folder }: PagesOptions): void {
  const page = pages[path]
  if (page !== undefined) {
    response.setHeader('content-type', TYPES[extname(path)] ?? 'text/html; charset=utf-8')
    const { body, headers = {} } = typeof page === 'string' ? { body: page } : page
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    response.end(body)
    return
  }
  const file = folder === undefined ? null : fileAt(folder, path)
  if (file === null) {
    // A browser asks for this by itself; an error in its console would look like a page's fault.
    response.statusCode = path === '/favicon.ico' ? 204 : 404
    response.end()
    return
  }
  response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream')
  createReadStream(file).pipe(response)
}

/** The file behind a path, and nothing outside the folder. */
function fileAt(folder: string, path: string): string | null {
  const inside = normalize(path)
  const file = join(folder, inside.endsWith('/') ? `${inside}index.html` : inside)
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : null
}
