import type {
  CartDelta,
  CartId,
  ChatMessage,
  JourneyId,
  Lead,
  PlaceJoined,
  PollId,
  ReactionKind,
  ShowEvent,
  ShowId,
} from '@tote/protocol'
import type { Logger } from 'pino'
import type { Bus } from '../bus/bus.ts'
import type { Config } from '../config.ts'
import type { Meetings } from '../credit/meetings.ts'
import type { Receipts } from '../credit/receipts.ts'
import type { DropDoor } from '../drops/drop-door.ts'
import type { Stores } from '../fulfilment/stores.ts'
import type { Callers } from '../journeys/callers.ts'
import type { Claims } from '../journeys/claims.ts'
import type { Following } from '../journeys/following.ts'
import type { HubWindows } from '../journeys/hub-windows.ts'
import type { Journeys } from '../journeys/journeys.ts'
import type { Leads } from '../journeys/leads.ts'
import type { Passkeys } from '../journeys/passkeys.ts'
import type { Positions } from '../journeys/positions.ts'
import type { Shoppers } from '../journeys/shoppers.ts'
import type { Crowds } from '../shows/crowds.ts'
import type { WatchPoints } from '../loyalty/watch-points.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { Shops } from '../shops/shops.ts'
import type { Shows } from '../shows/shows.ts'
import type { Store } from '../store/store.ts'
import type { Suggestions } from '../suggestions/suggestions.ts'
import type { Tenant } from '../store/tenant-store.ts'
import type { Tracking } from '../tracking/tracking.ts'
import type { Gate } from './gate.ts'
import type { TokenBuckets } from './token-bucket.ts'

export interface MovedLines {
  readonly cartIds: readonly string[]
  readonly variantIds: readonly string[]
}

/** Tells those concerned what has been committed. */
export interface News {
  /** A place was told at its greeting where its cart is: what comes after that it has to hear. */
  cartGreeted(cartId: CartId, rev: number): void
  cartChanged(delta: CartDelta): void
  /** More or fewer of these are free than before. */
  stockChanged(tenantId: string, variantIds: readonly string[]): void
  /** These carts' places in lines are others than before, and so are those of who waits for these variants. */
  waitsChanged(tenantId: string, moved: MovedLines): void
  /** What these journeys are told of their friends' carts is another, and what all are who are in one with them. */
  friendsChanged(tenantId: string, journeyIds: readonly string[]): void
  placeJoined(journeyId: JourneyId, message: PlaceJoined): void
  /** Another page of it leads, or that one's picture goes on otherwise than expected. */
  leadChanged(journeyId: JourneyId, lead: Lead): void
  /** A page of a journey came that this node knew nothing of: others may know who leads. */
  leadWanted(journeyId: JourneyId): void
  /** It went over into another: its places connect again, as places of that one. */
  journeyMoved(journeyId: JourneyId): void
  /** The shopper has answered what this place asked for. */
  claimSettled(placeId: string): void
  /** They may not speak any more: their connections end. */
  placesRevoked(placeIds: readonly string[]): void
  chatSaid(tenant: Tenant, said: { showId: ShowId; message: ChatMessage }): void
  reacted(tenant: Tenant, shown: { showId: ShowId; kind: ReactionKind }): void
  voted(tenant: Tenant, vote: { showId: ShowId; pollId: PollId }): void
  cuePosted(tenant: Tenant, posted: { showId: ShowId; event: ShowEvent }): void
}

/** What routes and socket handlers work with. */
export interface HubContext {
  readonly bus: Bus
  readonly config: Config
  readonly store: Store
  readonly journeys: Journeys
  readonly claims: Claims
  readonly windows: HubWindows
  readonly following: Following
  readonly passkeys: Passkeys
  readonly positions: Positions
  readonly meetings: Meetings
  readonly receipts: Receipts
  readonly dropDoor: DropDoor
  readonly leads: Leads
  readonly callers: Callers
  readonly shoppers: Shoppers
  readonly shows: Shows
  readonly shops: Shops
  readonly stores: Stores
  readonly suggestions: Suggestions
  readonly watchPoints: WatchPoints
  readonly crowds: Crowds
  readonly tracking: Tracking
  readonly news: News
  /** Who may come in at all. */
  readonly gate: Gate
  /** Cart operations of each tenant, on this node. */
  readonly tenantRates: TokenBuckets
  readonly publicUrl: string
  /** The names a client may know this hub by. */
  readonly ownOrigins: ReadonlySet<string>
  readonly build: string
  readonly now: () => number
  readonly newId: () => string
  readonly log: Logger
  readonly metrics: Metrics
  isDraining(): boolean
}
