import type { FastifyInstance } from 'fastify'
import { v7 as uuid } from 'uuid'
import { createMeetings } from './credit/meetings.ts'
import { createReceipts } from './credit/receipts.ts'
import { createDropDoor } from './drops/drop-door.ts'
import { createGate, type Gate } from './edge/gate.ts'
import { callRoutes } from './edge/http/call-routes.ts'
import { claimRoutes } from './edge/http/claim-routes.ts'
import { dropRoutes } from './edge/http/drop-routes.ts'
import { healthRoutes } from './edge/http/health-routes.ts'
import { journeyRoutes } from './edge/http/journey-routes.ts'
import { shopperRoutes } from './edge/http/shopper-routes.ts'
import { orderRoutes } from './edge/http/order-routes.ts'
import { showRoutes } from './edge/http/show-routes.ts'
import { trackRoutes } from './edge/http/track-routes.ts'
import type { HubContext } from './edge/hub-context.ts'
import { createNews } from './edge/sockets/create-news.ts'
import { startRecheck } from './edge/sockets/recheck-places.ts'
import { serveSockets } from './edge/sockets/sockets.ts'
import type { ToteServer } from './edge/sockets/tote-socket.ts'
import type { LoopLag } from './edge/loop-lag.ts'
import { startSweeps } from './edge/start-sweeps.ts'
import { tellChange } from './edge/tell-change.ts'
import { toToteFailure } from './edge/to-error.ts'
import { TokenBuckets } from './edge/token-bucket.ts'
import { createStores } from './fulfilment/stores.ts'
import { createCallers } from './journeys/callers.ts'
import { createClaims } from './journeys/claims.ts'
import { createFollowing } from './journeys/following.ts'
import { createHubWindows } from './journeys/hub-windows.ts'
import type { IdentityPorts } from './journeys/identity-ports.ts'
import { createJourneys } from './journeys/journeys.ts'
import { Leads } from './journeys/leads.ts'
import { createPasskeys } from './journeys/passkeys.ts'
import { createPositions } from './journeys/positions.ts'
import { createShoppers } from './journeys/shoppers.ts'
import { createWatchPoints } from './loyalty/watch-points.ts'
import { createCrowds } from './shows/crowds.ts'
import { sweep } from './retention/sweep.ts'
import type { Shop } from './shops/shop.ts'
import { createShops } from './shops/shops.ts'
import { createShows } from './shows/shows.ts'
import { createSuggestions, type TenantRecommender } from './suggestions/suggestions.ts'
import { quietMetrics, type Metrics } from './metrics/metrics.ts'
import { createKnownTenants, type KnownTenants } from './tenants/known-tenants.ts'
import { createTracking } from './tracking/tracking.ts'
import { createDeliver, type Deliver } from './webhooks/deliver.ts'
import { createRelay } from './webhooks/relay.ts'
import type { Webhook } from './webhooks/webhook.ts'

type Given = 'bus' | 'config' | 'store' | 'publicUrl' | 'build' | 'now' | 'log' | 'isDraining'

export interface HubParts extends Pick<HubContext, Given>, IdentityPorts {
  readonly app: FastifyInstance
  readonly io: ToteServer
  readonly webhooks: readonly Webhook[]
  readonly shops?: readonly Shop[]
  readonly recommenders?: readonly TenantRecommender[]
  /** The names a client may know this hub by, and make its proofs out to. */
  readonly ownOrigins: ReadonlySet<string>
  /** How a webhook leaves; over the network unless told otherwise. */
  readonly deliver?: Deliver
  readonly random?: () => number
  readonly tenants?: KnownTenants
  /** Without it nothing is counted. */
  readonly metrics?: Metrics
  /** Who may come in; one of its own unless it is shared with the way in. */
  readonly gate?: Gate
  /** Without it the event loop is taken to be on time. */
  readonly loop?: Pick<LoopLag, 'lagMs'>
}

export interface ComposedHub {
  readonly context: HubContext
  /** Resolves when catalogues whose time has come were read, or could not be. */
  readShops(): Promise<void>
  /** Ends what comes by time. */
  stopTimers(): void
  /** Resolves when what was under way has ended. */
  finish(): Promise<void>
}

/** How often what is over is forgotten. */
const SWEEP_MS = 60_000
const DAY_MS = 86_400_000

/**
 * All of a hub that shoppers meet, between the ways in (HTTP and sockets, which are given) and the store. It
 * opens no port and reads no clock of its own, so that a simulator can run it as it is.
 */
export function composeHub({
  app,
  io,
  webhooks,
  shops: given = [],
  recommenders = [],
  ownOrigins,
  ...parts
}: HubParts): ComposedHub {
  const { random = Math.random, metrics = quietMetrics } = parts
  const { config, store, publicUrl, now, log, newId = uuid, drawSecret, readProof, readToken } = parts
  const ports = {
    newId,
    ...(drawSecret === undefined ? {} : { drawSecret }),
    ...(readProof === undefined ? {} : { readProof }),
    ...(readToken === undefined ? {} : { readToken }),
  }
  const tenants = parts.tenants ?? createKnownTenants({ store, now })
  const positions = createPositions({ store, log })
  const shows = createShows({ store, publicUrl, now, newId })
  const crowds = createCrowds({
    store,
    shows,
    now,
    onError: (error) => log.error({ err: error }, 'chat or votes could not be kept or counted yet'),
  })
  const tracking = createTracking({
    store,
    shows,
    publicUrl,
    now,
    onError: (error) => log.error({ err: error }, 'what is tracked could not be written yet'),
  })
  const meetings = createMeetings({ store, shows, now, log })
  const watchPoints = createWatchPoints({ store, now, log })
  const windows = createHubWindows({ store, positions, ownOrigins, now, ...ports })
  const leads = new Leads(now)
  const news = createNews(io, { ...parts, shows, crowds, leads, metrics })
  const shops = createShops({
    store,
    shops: given,
    now,
    random,
    log,
    tell: (tenantId, change) => tellChange(news, tenantId, change),
  })
  const context: HubContext = {
    ...parts,
    newId,
    metrics,
    ownOrigins,
    windows,
    following: createFollowing({ store, windows, positions, publicUrl, ownOrigins, now, ...ports }),
    passkeys: createPasskeys({ store, windows, positions, publicUrl, now, ...ports }),
    claims: createClaims({ store, windows, positions, ownOrigins, now, ...ports }),
    positions,
    meetings,
    dropDoor: createDropDoor(store),
    receipts: createReceipts({ store, secrets: config.TOTE_RECEIPT_SECRETS, publicUrl }),
    leads,
    journeys: createJourneys({ store, tenants, positions, ownOrigins, now, ...ports }),
    callers: createCallers({ store, ownOrigins, now, ...ports }),
    shoppers: createShoppers({ store, positions, ownOrigins, now, ...ports }),
    shows,
    shops,
    stores: createStores({ store, now }),
    watchPoints,
    suggestions: createSuggestions({ store, recommenders, now, log }),
    crowds,
    tracking,
    news,
    gate: parts.gate ?? createGate({ config, publicUrl, now, random }),
    tenantRates: new TokenBuckets(config.TOTE_TENANT_RATE, now),
  }
  healthRoutes(app, { ...context, loop: parts.loop ?? { lagMs: () => 0 } })
  journeyRoutes(app, context)
  claimRoutes(app, context)
  shopperRoutes(app, context)
  callRoutes(app, context)
  orderRoutes(app, context)
  showRoutes(app, context)
  dropRoutes(app, context)
  trackRoutes(app, context)
  serveSockets(io, context)
  const sweeper = setInterval(() => {
    sweep(store, { nowMs: now(), keepMs: config.TOTE_KEEP_DAYS * DAY_MS }).catch((error: unknown) =>
      toToteFailure(error, log),
    )
  }, SWEEP_MS)
  const stopRecheck = startRecheck(io, { store, log, everyMs: config.TOTE_RECHECK_MS })
  const stopSweeping = startSweeps(context)
  const relay = createRelay({
    store,
    webhooks,
    deliver: parts.deliver ?? createDeliver({ allowsLoopback: config.TOTE_WEBHOOK_LOOPBACK }),
    now,
    random,
    log,
  })
  relay.start()
  shops.start()
  return {
    context,
    async readShops() {
      await shops.readDue()
    },
    stopTimers() {
      clearInterval(sweeper)
      stopSweeping()
      stopRecheck()
      news.stop()
    },
    async finish() {
      await crowds.close()
      await tracking.close()
      await positions.stop()
      await shops.stop()
      await meetings.stop()
      await watchPoints.stop()
      await relay.stop()
      try {
        // What was committed last is told before the process goes; what is not taken now waits for another node.
        await relay.runOnce()
        // On SQLite commits come one after another: after this one, all that were under way are durable.
        await store.transaction(() => Promise.resolve())
      } catch (error) {
        // The database is away: nobody was told that anything of this happened.
        log.warn({ err: error }, 'the database was away at the end')
      }
    },
  }
}
