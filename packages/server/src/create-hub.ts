import { createServer } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import cors from '@fastify/cors'
import { limits, toErrorBody, ToteError } from '@tote/protocol'
import fastify, { LogController, type FastifyBaseLogger, type FastifyError } from 'fastify'
import type { Logger } from 'pino'
import { openBus } from './bus/open-bus.ts'
import { composeHub } from './compose-hub.ts'
import type { Config } from './config.ts'
import { consoleRoutes } from './edge/http/console-routes.ts'
import { frameRoutes } from './edge/http/frame-routes.ts'
import { newsRoutes } from './edge/http/news-routes.ts'
import { sendFailure } from './edge/http/send-failure.ts'
import { windowRoutes } from './edge/http/window-routes.ts'
import { staticRoutes } from './edge/http/static-routes.ts'
import { createGate } from './edge/gate.ts'
import { watchLoopLag } from './edge/loop-lag.ts'
import { closeSockets, sendAway } from './edge/sockets/send-away.ts'
import { countSockets } from './edge/sockets/tote-socket.ts'
import { createSocketServer, refusalOf } from './edge/sockets/sockets.ts'
import { toToteFailure } from './edge/to-error.ts'
import { createFiguresReader } from './metrics/read-figures.ts'
import { measureStore } from './metrics/measure-store.ts'
import { quietMetrics, type Metrics } from './metrics/metrics.ts'
import { mediaRoutes } from './media/media-routes.ts'
import type { Shop } from './shops/shop.ts'
import type { Store } from './store/store.ts'
import type { TenantRecommender } from './suggestions/suggestions.ts'
import { createKnownTenants } from './tenants/known-tenants.ts'
import type { Webhook } from './webhooks/webhook.ts'

export interface HubOptions {
  readonly config: Config
  readonly store: Store
  readonly log: Logger
  readonly now?: () => number
  /** Without it nothing is counted. */
  readonly metrics?: Metrics
  /** Of the tenant files this node was given: what their backends are told leaves from here. */
  readonly webhooks?: readonly Webhook[]
  /** Of the same files: where their catalogues come from and their carts are paid. */
  readonly shops?: readonly Shop[]
  /** Of the same files: who says there what goes with what. */
  readonly recommenders?: readonly TenantRecommender[]
  /** Shown to clients and in the log: which build this is. */
  readonly build?: string
}

export interface Hub {
  /** Where it listens, as this machine reaches it. */
  readonly url: string
  /** The origin browsers know it by. */
  readonly publicUrl: string
  /** Hands its sockets over to other nodes, if there can be any, and is not ready from now on. */
  drain(): Promise<void>
  /** Says goodbye to every socket, finishes what it began, and stops listening. The store stays open. */
  close(): Promise<void>
}

/**
 * Connections the kernel keeps for us until we take them: all shoppers of a node that died come within a second,
 * and one that finds no room is told nothing and waits for its own deadline.
 */
const ACCEPT_QUEUE = 4096

/** A catalogue of thousands is read in this; the next start, which has the last one, need not wait for it either. */
const FIRST_READING_MS = 5000

/** Builds the hub on an open store and listens. */
export async function createHub({
  config,
  store: given,
  log,
  metrics = quietMetrics,
  now = Date.now,
  webhooks = [],
  shops = [],
  recommenders = [],
  build = 'dev',
}: HubOptions): Promise<Hub> {
  // Fastify's own narrower type: else every plugin would have to know pino's.
  const baseLog: FastifyBaseLogger = log
  const store = measureStore(given, metrics)
  // Proofs and links name the port, so it has to be known before anything is built.
  const port = config.TOTE_PORT === 0 ? await findFreePort(config.TOTE_HOST) : config.TOTE_PORT
  const publicUrl = config.TOTE_PUBLIC_URL ?? `http://localhost:${port}`
  const tenants = createKnownTenants({ store, now })
  const gate = createGate({ config, publicUrl, now, random: Math.random })
  const app = fastify({
    loggerInstance: baseLog,
    trustProxy: (address: string) => gate.proxies.has(address),
    bodyLimit: limits.maxFrameBytes,
    // One line a refusal is written by the error handler; one a request would be a diary of shoppers.
    logController: new LogController({ disableRequestLogging: true }),
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    forceCloseConnections: true,
  })
  let isDraining = false
  let isLeaving = false

  // Errors are readable from any page, so that a page that is not listed can say so. Nothing here uses
  // cookies across sites, and every route checks the origin itself.
  await app.register(cors, {
    origin: true,
    credentials: false,
    methods: ['GET', 'POST', 'DELETE'],
    maxAge: 600,
  })
  app.addHook('onRequest', async (request) => gate.checkTls(request.raw))
  app.addHook('onSend', async (_request, reply) => {
    if (publicUrl.startsWith('https:')) void reply.header('strict-transport-security', 'max-age=31536000')
    void reply.header('x-content-type-options', 'nosniff')
    void reply.header('referrer-policy', 'no-referrer')
  })
  app.setErrorHandler<FastifyError>((error, _request, reply) => {
    const known = isClientError(error) ? new ToteError('invalid', error.message) : error
    return sendFailure(reply, toToteFailure(known, log))
  })
  app.setNotFoundHandler((_request, reply) => reply.code(404).send(toErrorBody(new ToteError('not_found'))))

  const io = createSocketServer(app.server, { tenants, gate, publicUrl, now, log })
  // Whom this node has just sent away does not come back to it.
  io.use((_socket, next) => next(isLeaving ? refusalOf(new ToteError('busy')) : undefined))
  const loop = watchLoopLag()
  const bus = await openBus(config, { epoch: store.epoch, log })
  const ownOrigins = ownOriginsOf(publicUrl, config.TOTE_HOST, port)
  const running = composeHub({
    app,
    io,
    tenants,
    bus,
    config,
    store,
    webhooks,
    shops,
    recommenders,
    ownOrigins,
    gate,
    publicUrl,
    build,
    now,
    log,
    metrics,
    isDraining: () => isDraining,
    loop,
  })
  const { context } = running
  metrics.watch({
    sockets: () => countSockets(io),
    lagSeconds: () => loop.lagMs() / 1000,
    database: createFiguresReader(store.db, now),
  })
  await app.register((scope) => consoleRoutes(scope, context))
  await app.register((scope) => windowRoutes(scope, context))
  await app.register(async (scope) => newsRoutes(scope, context))
  await app.register((scope) => staticRoutes(scope, context))
  frameRoutes(app, context)
  if (config.TOTE_MEDIA_DIR !== undefined) {
    const mediaDir = config.TOTE_MEDIA_DIR
    await app.register((scope) => mediaRoutes(scope, { mediaDir, now }))
  }

  // Who comes first is not to find an empty shop; one that is away keeps nobody waiting.
  await Promise.race([running.readShops(), setTimeout(FIRST_READING_MS, undefined, { ref: false })])
  const url = await app.listen({ host: config.TOTE_HOST, port, backlog: ACCEPT_QUEUE })
  return {
    url,
    publicUrl,
    async drain() {
      isDraining = true
      // A hub that is alone has nobody to hand them to: each second of waiting were one without a hub.
      if (!bus.isShared) return
      await setTimeout(config.TOTE_DRAIN_WAIT_MS)
      isLeaving = true
      await sendAway(io, { windowMs: config.TOTE_DRAIN_WINDOW_MS, random: Math.random })
    },
    async close() {
      isDraining = true
      isLeaving = true
      running.stopTimers()
      closeSockets(io, { windowMs: config.TOTE_DRAIN_WINDOW_MS, random: Math.random })
      await app.close()
      await running.finish()
      await bus.stop()
      loop.stop()
    },
  }
}

/** The names a client may know this hub by, and make its proofs out to. */
function ownOriginsOf(publicUrl: string, host: string, port: number): ReadonlySet<string> {
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
