import { createReadStream, readFileSync, statSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'

export interface SiteOptions {
  readonly port: number
  /** Folders that are looked into, in order, by the path's start. */
  readonly folders: readonly { readonly at: string; readonly folder: string }[]
  /** Written into pages in place of `{{name}}`. */
  readonly values: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  /** What a path is answered with, made for each who asks. */
  readonly answers?: Readonly<Record<string, () => string>>
}

const TYPES: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

/** A site of its own on 127.0.0.1, as a shop's own web server would be. Resolves to its stop. */
export async function serveSite(options: SiteOptions): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site.invalid')
    if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405)
    for (const [name, value] of Object.entries(options.headers)) response.setHeader(name, value)
    const answer = options.answers?.[pathname]
    if (answer === undefined) respond(pathname, response, options)
    else response.setHeader('cache-control', 'no-store').end(answer())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
}

function respond(pathname: string, response: ServerResponse, { folders, values }: SiteOptions): void {
  const file = findFile(pathname, folders)
  if (file === null) return end(response, 404)
  const type = TYPES[extname(file)] ?? 'application/octet-stream'
  response.setHeader('content-type', type)
  if (type.startsWith('text/html')) {
    response.setHeader('cache-control', 'no-cache')
    response.end(fill(readFileSync(file, 'utf8'), values))
    return
  }
  response.setHeader('cache-control', 'public, max-age=60')
  createReadStream(file).pipe(response)
}

/** Values are ours and go into attributes and text: quotes and signs are made harmless all the same. */
function fill(page: string, values: Readonly<Record<string, string>>): string {
  return page.replace(/\{\{(\w+)\}\}/g, (whole, name: string) =>
    (values[name] ?? whole).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`),
  )
}

function findFile(pathname: string, folders: SiteOptions['folders']): string | null {
  let path: string
  try {
    path = normalize(decodeURIComponent(pathname))
  } catch {
    // Not a path that any page of ours has.
    return null
  }
  for (const { at, folder } of folders) {
    if (!path.startsWith(at) || path.split('/').some((part) => part.startsWith('.'))) continue
    const inside = path.slice(at.length)
    const file = join(folder, inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside)
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) return file
  }
  return null
}

function end(response: ServerResponse, status: number): void {
  response.statusCode = status
  response.end()
}
