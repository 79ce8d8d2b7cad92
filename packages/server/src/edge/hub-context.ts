import type { CartDelta, JourneyId, PlaceJoined, ShowEvent, ShowId } from '@tote/protocol'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { Journeys } from '../journeys/journeys.ts'
import type { Shows } from '../shows/shows.ts'
import type { Store } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'

/** Tells those concerned what has been committed. */
export interface News {
  cartChanged(delta: CartDelta): void
  placeJoined(journeyId: JourneyId, message: PlaceJoined): void
  cuePosted(tenant: Tenant, posted: { showId: ShowId; event: ShowEvent }): void
  catalogueChanged(tenant: Tenant, changed: { showId: ShowId; productId: string }): void
}

/** What routes and socket handlers work with. */
export interface HubContext {
  readonly config: Config
  readonly store: Store
  readonly journeys: Journeys
  readonly shows: Shows
  readonly news: News
  readonly publicUrl: string
  readonly build: string
  readonly now: () => number
  readonly log: Logger
  isDraining(): boolean
}
