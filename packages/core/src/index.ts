export { createTote } from './create-tote.ts'
export { createMemoryStorage } from './link/storage.ts'
export type { ToteOptions } from './options.ts'
export type { Clock } from './link/clock.ts'
export type { Link, LinkOptions, LinkSession } from './link/link.ts'
export type { KeptCart, KeptPlace, QueuedMutation, ToteStorage } from './link/storage.ts'
export type {
  CartLineView,
  CartRoom,
  CartView,
  Connection,
  ConnectionRoom,
  JoinTarget,
  JourneyRoom,
  JourneyState,
  LineChoice,
  MomentView,
  Notice,
  NoticeRoom,
  Outcome,
  PlaybackRoom,
  ProductView,
  ShowRoom,
  ShowState,
  Tote,
  UndoOffer,
  VariantView,
} from './tote.ts'
