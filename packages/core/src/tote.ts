import type {
  Attribute,
  FinalCode,
  HeardPosition,
  LineId,
  Money,
  Offer,
  PlaceJoined,
  PlanId,
  Position,
  ProductId,
  Show,
  ShowId,
  ToteError,
  VariantId,
} from '@tote/protocol'
import type { ReadableAtom } from 'nanostores'

/** Tote without a picture: stores to draw from and intents to call. Made by `createTote`. */
export interface Tote {
  readonly hub: string
  readonly key: string
  readonly showId: ShowId
  readonly connection: ConnectionRoom
  readonly show: ShowRoom
  readonly playback: PlaybackRoom
  readonly cart: CartRoom
  readonly journey: JourneyRoom
  readonly notices: NoticeRoom
  /**
   * Loads the show, the kept cart and the journey, then connects. Called again it does nothing.
   * Never rejects: what fails is told by the stores and `onError`, and tried again where that can help.
   */
  start(): Promise<void>
  /** Closes the socket, ends timers and listeners. What was not yet sent stays stored. May be started again. */
  stop(): void
  /** Every fault, with its code, field and what to do. Returns the stop. */
  onError(listener: (error: ToteError) => void): () => void
}

export interface ConnectionRoom {
  readonly $connection: ReadableAtom<Connection>
  /** The hub's clock, as well as it is known: milliseconds since 1970. Programme time runs on it. */
  hubNow(): number
}

export type Connection =
  | { readonly status: 'idle' }
  | { readonly status: 'connecting' }
  | { readonly status: 'online' }
  /** Lost; will be tried again by itself. */
  | { readonly status: 'offline'; readonly sinceMs: number }
  /** The hub will not have us: trying again would not help before something is changed. */
  | { readonly status: 'refused'; readonly error: ToteError }

export interface ShowRoom {
  readonly $show: ReadableAtom<ShowState>
  /** Every product of the show, priced as the picture shows it. */
  readonly $products: ReadableAtom<readonly ProductView[]>
  /** What the picture has reached. */
  readonly $moment: ReadableAtom<MomentView>
  /** People watching, as last told; null before the first word. */
  readonly $watching: ReadableAtom<number | null>
}

export type ShowState =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly show: Show; readonly tenantName: string }
  | { readonly status: 'failed'; readonly error: ToteError }

export interface MomentView {
  /** Latest first, three at most. */
  readonly pinned: readonly ProductView[]
  readonly chapter: string | null
}

export interface ProductView {
  readonly id: ProductId
  readonly title: string
  readonly description: string
  readonly brand: string | null
  readonly image: string | null
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[]
  readonly variants: readonly VariantView[]
  /** Lowest and highest price of what can be bought (of all, when nothing can). */
  readonly priceRange: { readonly min: Money; readonly max: Money }
  readonly isSoldOut: boolean
}

export interface VariantView {
  readonly id: VariantId
  readonly title: string
  readonly options: readonly string[]
  readonly image: string | null
  readonly price: Money
  readonly compareAt: Money | null
  readonly isSoldOut: boolean
  /** Units left when few are; null when there are plenty or nobody counts. */
  readonly lowStock: number | null
}

/** The element owns the picture and tells where it is; core tells where it should go. */
export interface PlaybackRoom {
  readonly $position: ReadableAtom<Position | null>
  /** Call on time updates, play, pause and seek. Null when there is no picture. */
  setPosition(position: Omit<Position, 'showId'> | null): void
  /** A moment to go to, after a journey was continued here; the element seeks and then calls `joined`. */
  readonly $join: ReadableAtom<JoinTarget | null>
  joined(): void
  /** Milliseconds until the next known cue after this programme time; null when none is known. For exact timers. */
  msToNextCue(pdt: number): number | null
}

/** `pdtAt(nowMs)` is the programme time to be at when the clock says `nowMs` (`Date.now()` of this device). */
export interface JoinTarget {
  /** `accepted`: the shopper has just said yes; `resumed`: this place was of the journey already. */
  readonly reason: 'accepted' | 'resumed'
  readonly mode: Position['mode']
  readonly from: HeardPosition
  pdtAt(nowMs: number): number
}

export interface CartRoom {
  readonly $cart: ReadableAtom<CartView>
  /** What the last removal or clearing took away, while it can be brought back. */
  readonly $undo: ReadableAtom<UndoOffer | null>
  /**
   * Each shows at once and settles when the hub has spoken, which may be long after when offline.
   * @throws ToteError `invalid` at once, naming the field, for a quantity that is not a whole number from 1 to 999 or an empty id.
   */
  addLine(choice: LineChoice): Promise<Outcome>
  setQuantity(lineId: LineId, quantity: number): Promise<Outcome>
  removeLine(lineId: LineId): Promise<Outcome>
  setNote(text: string): Promise<Outcome>
  clear(): Promise<Outcome>
  undo(): Promise<Outcome>
  /** Stops the time of the undo offer while the shopper is at it (WCAG 2.2.1). Returns what lets it run on. */
  holdUndo(): () => void
}

export interface LineChoice {
  readonly variantId: VariantId | string
  readonly quantity?: number
  readonly planId?: PlanId | string
  readonly attributes?: readonly Attribute[]
}

/** What the hub said of an intent. A refusal is an answer, not an exception. */
export type Outcome =
  | { readonly status: 'accepted' }
  | { readonly status: 'rejected'; readonly code: FinalCode; readonly free?: number }

export interface CartView {
  /** `loading` until the kept cart or the hub's is there. */
  readonly status: 'loading' | 'ready'
  /** Shown from this device's store and not yet confirmed by the hub. */
  readonly isStale: boolean
  /** Intents the hub has not answered yet. */
  readonly pendingCount: number
  readonly lines: readonly CartLineView[]
  readonly totalQuantity: number
  readonly cost: { readonly subtotal: Money }
  readonly note: string
}

export interface CartLineView {
  readonly id: LineId
  readonly merchandise: {
    readonly variantId: VariantId
    readonly productId: ProductId | null
    readonly title: string
    readonly variantTitle: string
    readonly image: string | null
    /** False for what this place does not sell (any more): kept, shown greyed. */
    readonly isAvailable: boolean
  }
  readonly quantity: number
  readonly attributes: readonly Attribute[]
  readonly cost: { readonly unit: Money; readonly total: Money }
  readonly isPending: boolean
}

export interface UndoOffer {
  readonly titles: readonly string[]
  readonly untilMs: number
}

export interface JourneyRoom {
  readonly $journey: ReadableAtom<JourneyState>
  /** A journey from elsewhere that the shopper may continue here. Nothing is joined before `accept`. */
  readonly $offer: ReadableAtom<Offer | null>
  /** Another place that just joined this journey. */
  readonly $joined: ReadableAtom<PlaceJoined | null>
  /** Hands over a ticket lifted out of the page's address; it is redeemed once and becomes an offer, or nothing. */
  redeem(ticket: string): Promise<void>
  /**
   * Call from the shopper's own act only. `own`: bring this place's lines along, or leave them.
   * @throws ToteError `ticket_dead` when the offer is over, `hub_unreachable` when it cannot be asked: the offer stays.
   */
  accept(own: 'add' | 'apart'): Promise<void>
  decline(): void
  /** Origins that links may carry this journey to. */
  readonly $carryTo: ReadableAtom<readonly string[]>
  /** A one-time ticket for a link to `origin`; null when there can be none now (offline, not listed). */
  mintTicket(origin: string): Promise<string | null>
}

export type JourneyState =
  | { readonly status: 'opening' }
  | { readonly status: 'open'; readonly isContinued: boolean; readonly isKept: boolean }
  | { readonly status: 'failed'; readonly error: ToteError }

export interface NoticeRoom {
  /** What the shopper should be told, oldest first. */
  readonly $notices: ReadableAtom<readonly Notice[]>
  dismiss(id: string): void
}

export type Notice = { readonly id: string } & (
  | {
      readonly kind: 'rejected'
      readonly code: FinalCode
      readonly title: string
      readonly free: number | null
    }
  | { readonly kind: 'priceChanged'; readonly title: string; readonly was: Money; readonly price: Money }
  | { readonly kind: 'capped'; readonly quantity: number }
  | { readonly kind: 'notKept' }
)
