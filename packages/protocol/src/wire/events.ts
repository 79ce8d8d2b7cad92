import { positionSchema, type Position } from '../journey/position.ts'
import type { Answer } from './answer.ts'
import { byeSchema, type Bye } from './bye.ts'
import { cartDeltaSchema, type CartDelta } from './cart-delta.ts'
import { helloSchema, type Hello } from './hello.ts'
import { mutateSchema, type Mutate, type MutateAnswer } from './mutate.ts'
import { placeJoinedSchema, type PlaceJoined } from './place-joined.ts'
import { showJoinSchema, type ShowJoin, type ShowJoinAnswer } from './show-join.ts'
import {
  catalogueNewsSchema,
  showNewsSchema,
  showPulseSchema,
  type CatalogueNews,
  type ShowNews,
  type ShowPulse,
} from './show-news.ts'
import { syncSchema, type Sync, type SyncAnswer } from './sync.ts'
import { ticketMintSchema, type TicketMint, type TicketMintAnswer } from './ticket-mint.ts'

/** Events a client sends, with the schema each is parsed by. */
export const upSchemas = {
  mutate: mutateSchema,
  sync: syncSchema,
  'show.join': showJoinSchema,
  'ticket.mint': ticketMintSchema,
  pos: positionSchema,
} as const

/** Events the hub sends, with the schema each is parsed by. */
export const downSchemas = {
  hello: helloSchema,
  cart: cartDeltaSchema,
  show: showNewsSchema,
  'show.l': showPulseSchema,
  catalogue: catalogueNewsSchema,
  'place.joined': placeJoinedSchema,
  bye: byeSchema,
} as const

type Ack<T> = (answer: Answer<T>) => void

/** Socket.IO's map of what a client may emit. */
export interface UpEvents {
  mutate(message: Mutate, ack: Ack<MutateAnswer>): void
  sync(message: Sync, ack: Ack<SyncAnswer>): void
  'show.join'(message: ShowJoin, ack: Ack<ShowJoinAnswer>): void
  'ticket.mint'(message: TicketMint, ack: Ack<TicketMintAnswer>): void
  /** No answer: the next one says it better. */
  pos(message: Position): void
}

/** Socket.IO's map of what the hub may emit. */
export interface DownEvents {
  hello(message: Hello): void
  cart(message: CartDelta): void
  show(message: ShowNews): void
  'show.l'(message: ShowPulse): void
  catalogue(message: CatalogueNews): void
  'place.joined'(message: PlaceJoined): void
  bye(message: Bye): void
}
