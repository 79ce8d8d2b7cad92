import type {
  Cart,
  CartDelta,
  ClientId,
  Granted,
  Hello,
  Mutate,
  ShowId,
  StockNews,
  ToteError,
  Verdict,
} from '@tote/protocol'
import type { Clock } from '../link/clock.ts'
import type { LinkSession } from '../link/link.ts'
import type { Presence } from '../link/presence.ts'
import type { QueuedMutation, ToteStorage } from '../link/storage.ts'
import type { OpenTabs } from '../link/tabs.ts'
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
  /** Another tab of this site went to another cart: connect again, as the place that is kept now. */
  onOtherCart(): void
  /** How many intents wait for the hub's answer. */
  onPending(count: number): void
}

/** Who else is on this device, known once its storage is open. */
export interface Device {
  readonly presence: Presence | null
  /** Names the channel of the tabs that share this storage. */
  readonly name: string
  readonly openTabs: OpenTabs
}

export interface CartSyncDeps {
  readonly clock: Clock
  newId(): string
  storage(): ToteStorage
  currencyCode(): string
  /** The base has become another: redraw, after telling what is worth a word. */
  onNews(before: Cart, now: Cart): void
  onChange(isReady: boolean): void
  onVerdict(entry: QueuedMutation, verdict: Verdict): void
  /** These waited too long to be sent without asking. */
  onExpired(entries: readonly QueuedMutation[]): void
  onSessionFailed(error: ToteError): void
  /** Another tab is of another journey: it went there from this site, and so did we. */
  onOtherCart(): void
  seen(): Cart
}

export interface CartInner extends CartRoom {
  readonly clientId: ClientId
  /** Reads the kept cart and the queues of pages that are gone. */
  load(device: Device): Promise<void>
  /** The page is left, perhaps for good. */
  sleep(): void
  /** It is back. */
  wake(): Promise<void>
  /** Asks what changed. @throws ToteError when this session does not answer. */
  poll(session: LinkSession): Promise<void>
  /** All that is not answered, as messages. */
  batches(): readonly Mutate[]
  /** A journey was opened or continued: its cart is ours now. */
  enter(granted: Granted): Promise<void>
  /** On every connection, before anything else is sent. */
  hello(hello: Hello, session: LinkSession): Promise<void>
  hearDelta(delta: CartDelta): void
  /** `was` tells how many were free before. */
  hearStock(news: StockNews, was: (variantId: string) => number | null): void
  leaveSession(): void
  /** Resolves once the hub has answered all that was asked before; false when it cannot now. */
  flush(): Promise<boolean>
  /** Remembers what is in it; the answer, called once that came along into another cart, offers to take it out again. */
  bring(): () => void
  /** The shopper who was here has gone: nothing of theirs is offered to whoever comes. */
  letGo(): void
  /** Redraws after the catalogue changed. */
  refresh(): void
  /** Lets go of what waits for the shopper. */
  stop(): void
}
