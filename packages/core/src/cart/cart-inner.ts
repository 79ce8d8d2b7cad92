import type { CartDelta, ClientId, Granted, Hello, ShowId, ToteError } from '@tote/protocol'
import type { Clock } from '../link/clock.ts'
import type { LinkSession } from '../link/link.ts'
import type { ToteStorage } from '../link/storage.ts'
import type { Notices } from '../notices/notices.ts'
import type { CartRoom } from '../tote.ts'
import type { SoldVariant } from './to-cart-view.ts'

export interface CartDeps {
  readonly clock: Clock
  readonly showId: ShowId
  readonly notices: Notices
  newId(): string
  storage(): ToteStorage
  find(id: string): SoldVariant | undefined
  currencyCode(): string
  /** The session does not answer: it is of no more use. */
  onSessionFailed(error: ToteError): void
}

export interface CartInner extends CartRoom {
  readonly clientId: ClientId
  /** Reads the kept cart and the queues of pages that are gone. */
  load(): Promise<void>
  /** A journey was opened or continued: its cart is ours now. */
  enter(granted: Granted): Promise<void>
  /** On every connection, before anything else is sent. */
  hello(hello: Hello, session: LinkSession): Promise<void>
  hearDelta(delta: CartDelta): void
  leaveSession(): void
  /** Resolves once the hub has answered all that was asked before; false when it cannot now. */
  flush(): Promise<boolean>
  /** Redraws after the catalogue changed. */
  refresh(): void
  /** Lets go of what waits for the shopper. */
  stop(): void
}
