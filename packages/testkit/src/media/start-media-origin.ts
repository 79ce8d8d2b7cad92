import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { makeFilm, type Film } from './make-film.ts'
import { openStream, type StreamOptions, type TestStream } from './open-stream.ts'

export interface MediaOrigin {
  /** Such as `http://cdn.localhost:41234`. */
  readonly origin: string
  /** A stream of its own; live ones have been on the air long enough for their window to be full. */
  open(options?: StreamOptions): TestStream
  close(): Promise<void>
}

/**
 * A media server for tests: low-latency and plain live streams, with or without rewind, recordings, sound
 * alone, languages, captions, and what goes wrong with them on request.
 */
export async function startMediaOrigin({ host = 'cdn.localhost' } = {}): Promise<MediaOrigin> {
  const film: Film = makeFilm()
  const streams = new Map<string, TestStream>()
  const server = createServer((request, response) => void respond(request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the origin has no port')
  const origin = `http://${host}:${address.port}`

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin)
    const [, id = '', ...path] = url.pathname.split('/')
    const stream = streams.get(id)
    if (stream === undefined) response.writeHead(404).end()
    else await stream.respond({ path: path.join('/'), query: url.searchParams, request, response })
  }

  return {
    origin,
    open(options = {}) {
      const id = `s${streams.size}`
      const stream = openStream({ film, base: `${origin}/${id}` }, options)
      streams.set(id, stream)
      return stream
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        // Stalled answers never end by themselves.
        server.closeAllConnections()
      }),
  }
}
