export { createTote } from './create-tote.ts'
export { createMemoryStorage } from './link/storage.ts'
export { createSocketLink } from './link/socket-link.ts'
export type { ToteOptions } from './options.ts'
export type { PlaceKeys, ProofSubject } from './journey/place-key.ts'
export type { FriendsPort } from './friends/friends-port.ts'
export type { LinePort } from './waitlist/line-port.ts'
export type { ChatMessageView, ChatRoom, ReactionBurst, Said } from './chat/chat.ts'
export type { CueLog } from './show/price-view.ts'
export type { PollView } from './show/poll-view.ts'
export type { Clock } from './link/clock.ts'
export type { Link, LinkOptions, LinkSession } from './link/link.ts'
export type { Locks } from './link/locks.ts'
export type { PageLife } from './link/page-life.ts'
export type { OpenTabs, TabChannel } from './link/tabs.ts'
export type { KeptCart, KeptPlace, QueuedMutation, ToteStorage } from './link/storage.ts'
export type {
  CartAct,
  CartLineView,
  CartRoom,
  CartView,
  CheckoutOutcome,
  Connection,
  ConnectionRoom,
  LineChoice,
  MomentView,
  OpenedCheckout,
  Outcome,
  ShowRoom,
  ShowState,
  Store,
  Tote,
  UndoOffer,
} from './tote.ts'
export type { Following, JoinTarget, PlaybackRoom } from './playback/playback.ts'
export type { ExpiredWishes, Notice, NoticeRoom } from './notices/notice.ts'
export type { CarryRoom, ClaimState } from './journey/carry.ts'
export type { ProductView, VariantView } from './show/product-view.ts'
export type { JourneyRoom, JourneyState } from './journey/journey.ts'
