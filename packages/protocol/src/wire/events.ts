import { leadSchema, type Lead } from '../journey/lead.ts'
import type { Answer } from './answer.ts'
import { beatSchema, type Beat } from './beat.ts'
import { byeSchema, type Bye } from './bye.ts'
import {
  checkoutCancelSchema,
  checkoutOpenSchema,
  type CheckoutCancel,
  type CheckoutOpen,
  type CheckoutOpenAnswer,
} from './checkout.ts'
import {
  chatSchema,
  reactSchema,
  voteSchema,
  type Chat,
  type React,
  type Taken,
  type Vote,
  type VoteAnswer,
} from './chat.ts'
import { claimSettledSchema, type ClaimSettled } from './claim-settled.ts'
import { cartDeltaSchema, type CartDelta } from './cart-delta.ts'
import { friendsAskSchema, type FriendsAsk } from '../friends/friends-ask.ts'
import type { FriendsAnswer, FriendsCarts } from '../friends/friends-cart.ts'
import { helloSchema, type Hello } from './hello.ts'
import { mutateSchema, type Mutate, type MutateAnswer } from './mutate.ts'
import type { OrdersAnswer } from './order.ts'
import { ordersSchema, type Orders } from './orders.ts'
import type { StoresAnswer } from './pickup-store.ts'
import { placeJoinedSchema, type PlaceJoined } from './place-joined.ts'
import { placeRemoveSchema, type PlaceRemove } from './place-remove.ts'
import { pointsSchema, type Points } from './points.ts'
import type { PointsAnswer } from './points-answer.ts'
import { posSchema, type Pos } from './pos.ts'
import type { Preferences } from './preferences-answer.ts'
import { preferencesAskSchema, type PreferencesAsk } from './preferences.ts'
import type { Profile } from '../http/profile.ts'
import { profileAskSchema, type ProfileAsk } from './profile-ask.ts'
import { showJoinSchema, type ShowJoin, type ShowJoinAnswer } from './show-join.ts'
import {
  catalogueNewsSchema,
  showNewsSchema,
  showPulseSchema,
  type CatalogueNews,
  type ShowNews,
  type ShowPulse,
} from './show-news.ts'
import { stockNewsSchema, type StockNews } from './stock-news.ts'
import { storesSchema, type Stores } from './stores.ts'
import { suggestSchema, type Suggest } from './suggest.ts'
import type { SuggestAnswer } from './suggestion.ts'
import { syncSchema, type Sync, type SyncAnswer } from './sync.ts'
import { ticketMintSchema, type TicketMint, type TicketMintAnswer } from './ticket-mint.ts'
import {
  dropEnterSchema,
  dropLeaveSchema,
  waitlistJoinSchema,
  waitlistLeaveSchema,
  type DropEnter,
  type DropLeave,
  type WaitlistJoin,
  type WaitlistLeave,
} from './waitlist.ts'
import type { DropEnterAnswer, WaitlistJoinAnswer, Waits } from './waits.ts'

/** Events a client sends, with the schema each is parsed by. */
export const upSchemas = {
  mutate: mutateSchema,
  sync: syncSchema,
  'checkout.open': checkoutOpenSchema,
  'checkout.cancel': checkoutCancelSchema,
  orders: ordersSchema,
  stores: storesSchema,
  suggest: suggestSchema,
  points: pointsSchema,
  preferences: preferencesAskSchema,
  profile: profileAskSchema,
  'show.join': showJoinSchema,
  'ticket.mint': ticketMintSchema,
  'place.remove': placeRemoveSchema,
  'waitlist.join': waitlistJoinSchema,
  'waitlist.leave': waitlistLeaveSchema,
  'drop.enter': dropEnterSchema,
  'drop.leave': dropLeaveSchema,
  friends: friendsAskSchema,
  beat: beatSchema,
  chat: chatSchema,
  react: reactSchema,
  vote: voteSchema,
  pos: posSchema,
} as const

/** Events the hub sends, with the schema each is parsed by; but for `waits` and `friends`, which few pages parse: by `waitsSchema` and `friendsCartsSchema`. */
export const downSchemas = {
  hello: helloSchema,
  cart: cartDeltaSchema,
  show: showNewsSchema,
  'show.l': showPulseSchema,
  catalogue: catalogueNewsSchema,
  stock: stockNewsSchema,
  'place.joined': placeJoinedSchema,
  claim: claimSettledSchema,
  lead: leadSchema,
  bye: byeSchema,
} as const

type Ack<T> = (answer: Answer<T>) => void

/** Socket.IO's map of what a client may emit. */
export interface UpEvents {
  mutate(message: Mutate, ack: Ack<MutateAnswer>): void
  sync(message: Sync, ack: Ack<SyncAnswer>): void
  'checkout.open'(message: CheckoutOpen, ack: Ack<CheckoutOpenAnswer>): void
  'checkout.cancel'(message: CheckoutCancel, ack: Ack<null>): void
  orders(message: Orders, ack: Ack<OrdersAnswer>): void
  stores(message: Stores, ack: Ack<StoresAnswer>): void
  suggest(message: Suggest, ack: Ack<SuggestAnswer>): void
  points(message: Points, ack: Ack<PointsAnswer>): void
  preferences(message: PreferencesAsk, ack: Ack<Preferences>): void
  profile(message: ProfileAsk, ack: Ack<Profile>): void
  'show.join'(message: ShowJoin, ack: Ack<ShowJoinAnswer>): void
  'ticket.mint'(message: TicketMint, ack: Ack<TicketMintAnswer>): void
  'place.remove'(message: PlaceRemove, ack: Ack<null>): void
  'waitlist.join'(message: WaitlistJoin, ack: Ack<WaitlistJoinAnswer>): void
  'waitlist.leave'(message: WaitlistLeave, ack: Ack<Waits>): void
  'drop.enter'(message: DropEnter, ack: Ack<DropEnterAnswer>): void
  'drop.leave'(message: DropLeave, ack: Ack<Waits>): void
  friends(message: FriendsAsk, ack: Ack<FriendsAnswer>): void
  beat(message: Beat, ack: Ack<{ now: number }>): void
  chat(message: Chat, ack: Ack<Taken>): void
  react(message: React, ack: Ack<Taken>): void
  vote(message: Vote, ack: Ack<VoteAnswer>): void
  /** No answer: the next one says it better. */
  pos(message: Pos): void
}

/** Socket.IO's map of what the hub may emit. */
export interface DownEvents {
  hello(message: Hello): void
  cart(message: CartDelta): void
  show(message: ShowNews): void
  'show.l'(message: ShowPulse): void
  catalogue(message: CatalogueNews): void
  stock(message: StockNews): void
  'place.joined'(message: PlaceJoined): void
  claim(message: ClaimSettled): void
  /** Which page leads now, or how its picture goes on otherwise than could be worked out. The leader hears it too. */
  lead(message: Lead): void
  waits(message: Waits | null): void
  friends(message: FriendsCarts | null): void
  bye(message: Bye): void
}
