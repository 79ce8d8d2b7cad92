import type {
  CartDelta,
  ChatMessage,
  JourneyId,
  Lead,
  PlaceId,
  PollId,
  ReactionKind,
  ShowId,
} from '@tote/protocol'
import type { Logger } from 'pino'
import type { Bus } from '../bus/bus.ts'
import type { Hint } from '../bus/hint.ts'
import { readCartDelta } from '../carts/read-delta.ts'
import type { News } from '../edge/hub-context.ts'
import { showRoom, type ToteServer, type ToteSocket } from '../edge/sockets/tote-socket.ts'
import type { Store } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import type { Audience } from './audience.ts'
import { CartCatchUp } from './cart-catch-up.ts'
import { startComparing } from './compare.ts'

/** What this node tells its own sockets. */
export interface OwnSockets {
  cartChanged(delta: CartDelta): void
  showMoved(tenant: Tenant, moved: { showId: ShowId; seq: number }): void
  chatSaid(tenantId: string, said: { showId: ShowId; message: ChatMessage }): void
  reacted(tenantId: string, shown: { showId: ShowId; counts: Partial<Record<ReactionKind, number>> }): void
  voted(pollId: PollId): void
  stockChanged: News['stockChanged']
  waitsChanged: News['waitsChanged']
  friendsChanged: News['friendsChanged']
  placeJoined: News['placeJoined']
  leadHeard(journeyId: JourneyId, lead: Lead): void
  leadWanted: News['leadWanted']
  /** None of its pages is here any more. */
  journeyLeft(journeyId: string): void
  claimSettled: News['claimSettled']
  journeyMoved: News['journeyMoved']
  placesRevoked: News['placesRevoked']
}

export interface LinkDeps {
  readonly bus: Bus
  readonly store: Store
  readonly log: Logger
  readonly audience: Audience
  readonly own: OwnSockets
}

/** A shopper's own act changes a line or two; what changes more is read by those who follow the cart, not sent to all. */
const MAX_LINES_ALONG = 4

/**
 * Ties this node's sockets to what other nodes do:
 *
 *     a commit here    -> own sockets, and a hint to the others
 *     a hint           -> the change that rides along, or what came after that which was told here -> own sockets
 *     time, or the bus coming back -> compare with the database -> as by a hint
 */
export function linkNodes(io: ToteServer, { bus, store, log, audience, own }: LinkDeps) {
  const carts = new CartCatchUp({
    isFollowed: (cartId) => io.sockets.adapter.rooms.has(`cart:${cartId}`),
    read: readDelta,
    tell: (delta) => own.cartChanged(delta),
    onFailed: (error) => log.warn({ err: error }, 'a cart that another node changed could not be read'),
  })
  io.sockets.adapter.on('delete-room', (room: string) => {
    if (room.startsWith('cart:')) carts.left(room.slice('cart:'.length))
    if (room.startsWith('journey:')) own.journeyLeft(room.slice('journey:'.length))
  })
  const comparing = bus.isShared ? startComparing({ db: store.db, log, followed, onShow, onCart }) : null
  const stopHearing = bus.onHint(hear)
  const stopComingBack = bus.onBack(() => comparing?.now())

  return {
    greeted: (cartId: string, rev: number) => carts.greeted(cartId, rev),
    cartTold(delta: CartDelta): void {
      carts.committed(delta)
      const small = delta.lines.length <= MAX_LINES_ALONG ? { delta } : {}
      bus.publish({ kind: 'cart', cartId: delta.cartId, rev: delta.to, ...small })
    },
    stop(): void {
      stopHearing()
      stopComingBack()
      comparing?.stop()
    },
  }

  function hear(hint: Hint): void {
    switch (hint.kind) {
      case 'cart':
        return carts.moved(hint.cartId, hint.rev, hint.delta)
      case 'show':
        return onShow(hint.tenantId, { id: hint.showId, seq: hint.seq })
      case 'stock':
        return own.stockChanged(hint.tenantId, hint.variantIds)
      case 'waits':
        return own.waitsChanged(hint.tenantId, hint)
      case 'friends':
        return own.friendsChanged(hint.tenantId, hint.journeyIds)
      case 'audience':
        return audience.hear(showRoom(hint.tenantId, hint.showId), hint)
      case 'chat':
        return own.chatSaid(hint.tenantId, hint)
      case 'reactions':
        return own.reacted(hint.tenantId, hint)
      case 'votes':
        return own.voted(hint.pollId)
      // Ids of journeys and places come from another node of this hub, which had them from the database.
      case 'joined':
        return own.placeJoined(hint.journeyId as JourneyId, {
          placeId: hint.placeId as PlaceId,
          where: hint.where,
        })
      case 'lead':
        return own.leadHeard(hint.journeyId as JourneyId, hint.lead)
      case 'leadWanted':
        return own.leadWanted(hint.journeyId as JourneyId)
      case 'moved':
        return own.journeyMoved(hint.journeyId as JourneyId)
      case 'claim':
        return own.claimSettled(hint.placeId)
      case 'revoked':
        return own.placesRevoked([hint.placeId])
      default:
        return hint satisfies never
    }
  }

  async function readDelta(cartId: string, after: number): Promise<CartDelta | null> {
    const members = [...membersOf(`cart:${cartId}`)]
    const [member] = members
    if (member === undefined) return null
    const { tenant, journeyId } = member.data.session
    const clientIds = members.map(({ data }) => data.clientId)
    return readCartDelta(store, { tenantId: tenant.id, journeyId, cartId, after, clientIds })
  }

  function onShow(tenantId: string, { id, seq }: { id: string; seq: number }): void {
    const member = firstIn(showRoom(tenantId, id))
    // Nobody to tell: who joins is answered from the log, which the next comparison brings up to date.
    if (member !== undefined) own.showMoved(member.data.session.tenant, { showId: id as ShowId, seq })
  }

  function onCart({ id, rev, isMerged }: { id: string; rev: number; isMerged: boolean }): void {
    if (!isMerged) return carts.moved(id, rev)
    const member = firstIn(`cart:${id}`)
    if (member !== undefined) own.journeyMoved(member.data.session.journeyId)
  }

  function followed() {
    const shows = new Map<string, string[]>()
    const cartsOf = new Map<string, string[]>()
    for (const room of io.sockets.adapter.rooms.keys()) {
      const [kind, first = '', second = ''] = room.split(':')
      if (kind === 'show') push(shows, first, second)
      if (kind !== 'cart') continue
      const member = firstIn(room)
      if (member !== undefined) push(cartsOf, member.data.session.tenant.id, first)
    }
    return { shows, carts: cartsOf }
  }

  function* membersOf(room: string): Generator<ToteSocket> {
    for (const id of io.sockets.adapter.rooms.get(room) ?? []) {
      const socket = io.sockets.sockets.get(id)
      if (socket !== undefined) yield socket
    }
  }

  /** Members of a cart's or a show's room are of one tenant, those of a cart of one journey too. */
  function firstIn(room: string): ToteSocket | undefined {
    for (const member of membersOf(room)) return member
    return undefined
  }
}

function push(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}
