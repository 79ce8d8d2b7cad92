import { createServer } from 'node:net'
import cors from '@fastify/cors'
import { limits, toErrorBody, ToteError } from '@tote/protocol'
import fastify, { LogController, type FastifyBaseLogger, type FastifyError } from 'fastify'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { consoleRoutes } from './edge/http/console-routes.ts'
import { healthRoutes } from './edge/http/health-routes.ts'
import { journeyRoutes } from './edge/http/journey-routes.ts'
import { showRoutes } from './edge/http/show-routes.ts'
import { staticRoutes } from './edge/http/static-routes.ts'
import type { HubContext } from './edge/hub-context.ts'
import { createNews } from './edge/sockets/create-news.ts'
import { createSocketServer, serveSockets } from './edge/sockets/sockets.ts'
import { statusOf, toToteFailure } from './edge/to-error.ts'
import { createJourneys } from './journeys/journeys.ts'
import { mediaRoutes } from './media/media-routes.ts'
import { createShows } from './shows/shows.ts'
import { sweepExpired } from './store/journey-store.ts'
import type { Store } from './store/store.ts'

export interface HubOptions {
  readonly config: Config
  readonly store: Store
  readonly log: Logger
  readonly now?: () => number
  /** Shown to clients and in the log: which build this is. */
  readonly build?: string
}

export interface Hub {
  /** Where it listens, as this machine reaches it. */
  readonly url: string
  /** The origin browsers know it by. */
  readonly publicUrl: string
  /** Says goodbye to every socket, finishes what it began, and stops listening. The store stays open. */
  close(): Promise<void>
}

/** How often what is over is forgotten. */
const SWEEP_MS = 60_000
/** Clients come back within this long of a goodbye, each at a moment of its own. */
const COME_BACK_WITHIN_MS = 1000

/** Builds the hub on an open store and listens. */
export async function createHub({
  config,
  store,
  log,
  now = Date.now,
  build = 'dev',
}: HubOptions): Promise<Hub> {
  // Fastify's own narrower type: else every plugin would have to know pino's.
  const baseLog: FastifyBaseLogger = log
  const app = fastify({
    loggerInstance: baseLog,
    bodyLimit: limits.maxFrameBytes,
    // One line a refusal is written by the error handler; one a request would be a diary of shoppers.
    logController: new LogController({ disableRequestLogging: true }),
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    forceCloseConnections: true,
  })
  // Proofs and links name the port, so it has to be known before anything is built.
  const port = config.TOTE_PORT === 0 ? await findFreePort(config.TOTE_HOST) : config.TOTE_PORT
  const publicUrl = config.TOTE_PUBLIC_URL ?? `http://localhost:${port}`
  let isDraining = false

  // Errors are readable from any page, so that a page that is not listed can say so. Nothing here uses
  // cookies across sites, and every route checks the origin itself.
  await app.register(cors, {
    origin: true,
    credentials: false,
    methods: ['GET', 'POST', 'DELETE'],
    maxAge: 600,
  })
  app.addHook('onSend', async (_request, reply) => {
    void reply.header('x-content-type-options', 'nosniff')
    void reply.header('referrer-policy', 'no-referrer')
  })
  app.setErrorHandler<FastifyError>((error, _request, reply) => {
    const known = isClientError(error) ? new ToteError('invalid', error.message) : error
    const failure = toToteFailure(known, log)
    const { retryAfterMs } = failure.details
    if (retryAfterMs !== undefined) void reply.header('retry-after', Math.ceil(retryAfterMs / 1000))
    return reply.code(statusOf(failure.code)).send(toErrorBody(failure))
  })
  app.setNotFoundHandler((_request, reply) => reply.code(404).send(toErrorBody(new ToteError('not_found'))))

  const io = createSocketServer(app.server, { config, store, publicUrl })
  const news = createNews(io, { store, publicUrl, log })
  const context: HubContext = {
    config,
    store,
    journeys: createJourneys({ store, ownOrigins: ownOrigins(publicUrl, config.TOTE_HOST, port), now }),
    shows: createShows({ store, publicUrl, now }),
    news,
    publicUrl,
    build,
    now,
    log,
    isDraining: () => isDraining,
  }
  healthRoutes(app, context)
  journeyRoutes(app, context)
  showRoutes(app, context)
  await app.register((scope) => consoleRoutes(scope, context))
  await app.register((scope) => staticRoutes(scope, context))
  if (config.TOTE_MEDIA_DIR !== undefined) {
    const mediaDir = config.TOTE_MEDIA_DIR
    await app.register((scope) => mediaRoutes(scope, { mediaDir, now }))
  }
  serveSockets(io, context)
  const sweep = setInterval(() => {
    sweepExpired(store.db, now()).catch((error: unknown) => toToteFailure(error, log))
  }, SWEEP_MS)

  const url = await app.listen({ host: config.TOTE_HOST, port })
  return {
    url,
    publicUrl,
    async close() {
      isDraining = true
      clearInterval(sweep)
      news.stop()
      for (const socket of io.sockets.sockets.values()) {
        socket.emit('bye', { afterMs: Math.round(Math.random() * COME_BACK_WITHIN_MS), reason: 'drain' })
        // Low-level: a client takes `disconnect()` as a wish that it stay away.
        socket.conn.close()
      }
      await app.close()
    },
  }
}

/** The names a client may know this hub by, and make its proofs out to. */
function ownOrigins(publicUrl: string, host: string, port: number): ReadonlySet<string> {
  const isLoopback = host === '127.0.0.1' || host === '::1' || host === 'localhost'
  return new Set([publicUrl, ...(isLoopback ? [`http://localhost:${port}`, `http://127.0.0.1:${port}`] : [])])
}

async function findFreePort(host: string): Promise<number> {
  const server = createServer()
  await new Promise<void>((done, fail) => server.once('error', fail).listen(0, host, done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  if (address === null || typeof address === 'string') throw new Error(`no port is free on ${host}`)
  return address.port
}

function isClientError(error: FastifyError): boolean {
  return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
}
