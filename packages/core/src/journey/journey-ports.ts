import type { Granted, HeardPosition, PlaceJoined, Position, ToteError } from '@tote/protocol'
import type { Clock } from '../link/clock.ts'
import type { HubClock } from '../link/hub-clock.ts'
import type { CallCredentials } from '../link/https-link.ts'
import type { HubHttp } from '../link/hub-http.ts'
import type { LinkSession } from '../link/link.ts'
import type { ToteStorage } from '../link/storage.ts'
import type { JoinTarget } from '../playback/playback.ts'
import type { JourneyRoom } from './journey.ts'
import type { PlaceKeys } from './place-key.ts'

/** Runs one at a time among all pages of the site, so that two tabs do not open two journeys. */
export type Exclusive = <T>(name: string, run: () => Promise<T>) => Promise<T>

export interface JourneyDeps {
  readonly hub: string
  readonly key: string
  /** Of the page around the hub's own frame, where this runs in one. */
  readonly embeddedIn: string | undefined
  readonly clock: Clock
  readonly hubClock: HubClock
  readonly http: HubHttp
  readonly exclusive: Exclusive
  readonly placeKeys: PlaceKeys
  storage(): ToteStorage
  position(): Position | null
  /** Where the shopper was, at another place of the journey that this one is of. */
  onPosition(position: HeardPosition | undefined): void
  /** The cart and the place are another now. */
  onGranted(granted: Granted, reason: JoinTarget['reason']): Promise<void>
  /** All that this cart still had to tell; false when it could not. */
  flushCart(): Promise<boolean>
  /** What was offered to the shopper who was here is not offered to the next. */
  letGoCart(): void
  /** Connect again, as the place we are now. */
  reconnect(): void
  onFault(error: ToteError): void
  /** Remembers this cart; called when it came along into another, the answer offers to take it out again. */
  bringCart(): () => void
  /** Another place of the journey took this one away. */
  onRemoved(): void
  /** This place has nothing in its cart that could be brought along or left. */
  isCartEmpty(): boolean
}

export interface JourneyInner extends JourneyRoom {
  /** A grant that will hold for a while, and a proof for one connection. @throws ToteError */
  credentials(): Promise<{ grant: string; proof: string }>
  /** For calls without a socket; the same ones for most of a minute. @throws ToteError */
  callCredentials(): Promise<CallCredentials>
  /** The hub said no to this grant: get another before the next attempt. */
  dropGrant(): void
  setCarryTo(origins: readonly string[]): void
  enterSession(session: LinkSession): void
  leaveSession(): void
  hearJoined(message: PlaceJoined): void
  hearClaim(): void
  fail(error: ToteError): void
  stop(): void
}
