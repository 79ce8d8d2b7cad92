import type {
  Attribute,
  Cart,
  CartCode,
  CartOp,
  CheckoutId,
  CheckoutPart,
  CheckoutProblem,
  FailedPart,
  FinalCode,
  Fulfilment,
  LineId,
  LocationId,
  MerchantId,
  Moment,
  Money,
  Order,
  PlanId,
  ProductId,
  Show,
  ShowId,
  ToteError,
  VariantId,
} from '@tote/protocol'
import type { ReadableAtom } from 'nanostores'
import type { ChatRoom, Said } from './chat/chat.ts'
import type { JourneyRoom } from './journey/journey.ts'
import type { PlaybackRoom } from './playback/playback.ts'
import type { ExpiredWishes, NoticeRoom } from './notices/notice.ts'
import type { CueLog } from './show/price-view.ts'
import type { PollView } from './show/poll-view.ts'
import type { ProductView } from './show/product-view.ts'
import type { FriendsPort } from './friends/friends-port.ts'
import type { LinePort } from './waitlist/line-port.ts'

/** Tote without a picture: stores to draw from and intents to call. Made by `createTote`. */
export interface Tote {
  readonly hub: string
  readonly key: string
  readonly showId: ShowId
  readonly connection: ConnectionRoom
  readonly show: ShowRoom
  readonly playback: PlaybackRoom
  readonly chat: ChatRoom
  readonly cart: CartRoom
  /** The line for what is sold out, for `@tote/core/waitlist`. */
  readonly line: LinePort
  /** Friends' carts, for `@tote/core/friends`. */
  readonly friends: FriendsPort
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
  /** `https`: where a network lets no WebSocket through, asked every few seconds; a change elsewhere comes that much later. */
  | { readonly status: 'online'; readonly via: 'socket' | 'https' }
  /** Lost; will be tried again by itself. */
  | { readonly status: 'offline'; readonly sinceMs: number }
  /** The hub will not have us: trying again would not help before something is changed. */
  | { readonly status: 'refused'; readonly error: ToteError }

export interface ShowRoom {
  readonly $show: ReadableAtom<ShowState>
  /** Every product of the show, priced as the picture shows it. */
  readonly $products: ReadableAtom<readonly ProductView[]>
  /** Where goods can be picked up; none when the tenant has no stores. */
  readonly $stores: ReadableAtom<readonly Store[]>
  /** What the picture has reached. */
  readonly $moment: ReadableAtom<MomentView>
  /** People watching, as last told; null before the first word. */
  readonly $watching: ReadableAtom<number | null>
  /** The poll the picture has reached, open or closed; null when there is none. */
  readonly $poll: ReadableAtom<PollView | null>
  /** The cues that are known: those ahead of the picture are among them, and not to be shown before their moment. */
  readonly $log: ReadableAtom<CueLog>
  /** Votes in the poll that is shown. A journey has one vote; another later changes nothing. */
  vote(option: number): Promise<Said>
}

export type ShowState =
  | { readonly status: 'loading' }
  | {
      readonly status: 'ready'
      readonly show: Show
      readonly tenantName: string
      /** Who else sells what is shown; absent where the tenant sells all of it. */
      readonly merchants?: readonly { readonly id: MerchantId; readonly name: string }[] | undefined
      /** Where the shop's own cart takes contents; see `toCartPermalink`. Absent where it has no such address. */
      readonly cartPermalink?: string | undefined
      /** Origins that links may lead to by the hub's own window, which asks whether the basket shall be known there. */
      readonly adoptTo?: readonly string[] | undefined
      /** Whether `cart.checkout()` answers an address where the cart is paid. */
      readonly paysAtShop?: boolean | undefined
    }
  | { readonly status: 'failed'; readonly error: ToteError }

export interface Store {
  readonly id: LocationId
  readonly name: string
}

export interface MomentView {
  /** Latest first, three at most. */
  readonly pinned: readonly ProductView[]
  readonly chapter: string | null
  /** The host's words over the picture, and the programme time they came at. */
  readonly note: Moment['note'] | null
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
  /** In any case of letters; `bad_code` when it is not valid, or not any more. */
  applyDiscountCode(code: string): Promise<Outcome>
  removeDiscountCode(code: string): Promise<Outcome>
  /** Sent home, or picked up at one of the show's stores. Decides which stock counts. */
  setFulfillment(fulfilment: Fulfilment): Promise<Outcome>
  /**
   * Of a cart that is picked up this line is sent home all the same; or no longer, with `false`. `forbidden` where the tenant's shop takes one
   * way for a whole order.
   */
  sendLine(lineId: LineId, isSent?: boolean): Promise<Outcome>
  setNote(text: string): Promise<Outcome>
  /**
   * Freezes the cart the shopper sees and sets its goods aside for the time of paying. Asked again it answers
   * the same check-out. The page then leads to where it is paid: to `url`, where the hub knows the tenant's shop.
   * @param returnUrl A page of this site, to which the shop leads back if it can.
   * @throws ToteError `hub_unreachable` when the hub cannot be asked now, `busy` when the tenant's shop cannot: the cart is
   * free then, and asking again is safe.
   */
  checkout(returnUrl?: string): Promise<CheckoutOutcome>
  /** Back from paying: the cart may change again. @throws ToteError `hub_unreachable` */
  cancelCheckout(): Promise<void>
  /** What was ordered out of this cart, the latest first, twenty at most. @throws ToteError `hub_unreachable` */
  orders(): Promise<readonly Order[]>
  clear(): Promise<Outcome>
  undo(): Promise<Outcome>
  /** Stops the time of the undo offer while the shopper is at it (WCAG 2.2.1). Returns what lets it run on. */
  holdUndo(): () => void
  /** Intents that waited a week for the hub: not sent without a word. Null when there are none. */
  readonly $expired: ReadableAtom<ExpiredWishes | null>
  /** The shopper wants them still. */
  renewExpired(): Promise<Outcome>
  /** They are let go of for good. */
  dropExpired(): void
  /**
   * Every intent that is made in this place, by the shopper or the page, as it is made and before it shows; never what
   * comes from another place. A listener that throws does not stop the others. Returns the stop.
   */
  onAct(listener: (act: CartAct) => void): () => void
  /**
   * What the page's own cart did already, done here too: it is no act of the shopper in this place, so that nobody hears of it
   * by `onAct`, nothing offers to take it back, and no show has the credit.
   */
  mirror(op: CartOp): Promise<Outcome>
  /** Which cart this is, and how far the hub has told of it. */
  confirmed(): Pick<Cart, 'id' | 'rev'>
}

/** What was asked of the cart, and what the hub says of it, which may be long after. */
export interface CartAct {
  readonly op: CartOp
  readonly outcome: Promise<Outcome>
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

export interface OpenedCheckout {
  readonly id: CheckoutId
  readonly untilMs: number
  readonly total: Money
  /** Where it is paid; absent where the page has to know that itself. */
  readonly url?: string | undefined
}

export type CheckoutOutcome =
  | (OpenedCheckout & {
      readonly status: 'opened'
      /** Where more than one merchant sells what is in the cart: each of its check-outs, this one with them, to be paid by itself. */
      readonly open?: readonly OpenedCheckout[] | undefined
      /** And those of whom nothing could be opened: their lines stay in the cart, the others' go on. */
      readonly failed?: readonly FailedPart[] | undefined
    })
  /** What stands in the way, each with the line or code it is about; nothing was frozen. */
  | { readonly status: 'rejected'; readonly problems: readonly CheckoutProblem[] }

export interface CartView {
  /** `loading` until the kept cart or the hub's is there. */
  readonly status: 'loading' | 'ready'
  /** Shown from this device's store and not yet confirmed by the hub. */
  readonly isStale: boolean
  /** Intents the hub has not answered yet. */
  readonly pendingCount: number
  readonly lines: readonly CartLineView[]
  readonly totalQuantity: number
  /** `total` is what the lines come to less what the codes take off; delivery is the shop's to add. */
  readonly cost: { readonly subtotal: Money; readonly discount: Money; readonly total: Money }
  /** `discount` is null until the hub has said what the code gives. */
  readonly codes: readonly CartCode[]
  readonly fulfilment: Fulfilment
  /**
   * While it is being paid, nothing in the cart changes; `untilMs` by the hub's clock. `id` is what is paid next; `parts` what
   * became of each merchant's lines, where more than one sells what was in it.
   */
  readonly checkout: {
    readonly id: CheckoutId
    readonly untilMs: number
    readonly parts?: readonly CheckoutPart[] | undefined
  } | null
  /** The order out of this cart that there is news of, since when by the hub's clock; `orders()` tells what. Null before the first. */
  readonly order: { readonly id: CheckoutId; readonly atMs: number } | null
  readonly note: string
}

export interface CartLineView {
  readonly id: LineId
  /** Who sells it, one of the show's `merchants`; absent for the tenant itself. */
  readonly merchantId?: MerchantId | undefined
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
  /** Sent home, also where the cart is picked up. */
  readonly isSent: boolean
  readonly attributes: readonly Attribute[]
  readonly cost: { readonly unit: Money; readonly total: Money }
  readonly isPending: boolean
  /** Goods held for this shopper until `untilMs` by the hub's clock; `over` once that has passed. Null where nothing is held in carts. */
  readonly hold: { readonly status: 'held' | 'over'; readonly untilMs: number } | null
}

export interface UndoOffer {
  /** `brought`: what this place's basket brought along into another. */
  readonly kind: 'removed' | 'brought'
  readonly titles: readonly string[]
  readonly untilMs: number
}
