import type { Lead, ShowId } from '@tote/protocol'
import { readCatalogue } from '../../catalogue/catalogue.ts'
import { Audience } from '../../nodes/audience.ts'
import { linkNodes, type OwnSockets } from '../../nodes/link-nodes.ts'
import type { HubContext, News } from '../hub-context.ts'
import type { Tenant } from '../../store/tenant-store.ts'
import { createFanOut } from './fan-out.ts'
import { sayByeToRoom } from './farewell.ts'
import { startShowPulse } from './show-pulse.ts'
import { createShowTicks } from './show-ticks.ts'
import { createStockTicks } from './stock-ticks.ts'
import { createFriendsTicks } from './friends-ticks.ts'
import { createWaitTicks } from './wait-ticks.ts'
import { createTimedFanOut } from './timed-fan-out.ts'
import { showRoom, type ToteServer } from './tote-socket.ts'

/** What the hub tells, and to whom: its own sockets, and by a hint the other nodes. `stop` ends the timers. */
export function createNews(
  io: ToteServer,
  {
    bus,
    config,
    crowds,
    leads,
    shows,
    store,
    publicUrl,
    now,
    log,
    metrics,
  }: Pick<
    HubContext,
    'bus' | 'config' | 'crowds' | 'leads' | 'shows' | 'store' | 'publicUrl' | 'now' | 'log' | 'metrics'
  >,
): News & { stop(): void } {
  const untimed = createFanOut(io, {
    maxBytes: config.TOTE_UNREAD_BYTES,
    maxPackets: config.TOTE_UNREAD_PACKETS,
    onSlowClosed({ data }) {
      metrics.slowClosed()
      log.info({ place: data.session.placeId }, 'closed: it does not read')
    },
  })
  const fanOut = createTimedFanOut(untimed, metrics)
  const ticks = createShowTicks<Tenant>({
    fanOut,
    readLog: (tenantId, show) => shows.readLog(tenantId, show),
    // By way of the log, so that each node's memory forgets it.
    onTold(tenantId, showId, events) {
      for (const { cue } of events)
        if (cue.kind === 'chatRemoved') crowds.hearRemoved(tenantId, { showId, id: cue.messageId })
    },
    readProducts: async (tenant, productIds) =>
      (await readCatalogue(store.db, tenant, { publicUrl, productIds: [...productIds] })).products,
    onError: (error) => log.error({ err: error }, 'show news could not be told'),
  })
  const audience = new Audience({
    now,
    // A show's room is named by its tenant and its id, put there by showRoom.
    publish(room, count) {
      const [, tenantId = '', showId = ''] = room.split(':')
      bus.publish({ kind: 'audience', tenantId, showId: showId as ShowId, node: bus.node, count })
    },
    isHearing: () => bus.isHealthy(),
  })
  let pulses = 0
  const stopPulse = startShowPulse(io, {
    fanOut,
    publicUrl,
    audience,
    async read({ tenantId, showId }, options) {
      const { reactions, own: ours, ...rest } = await crowds.pulse({ tenantId, showId }, options)
      if (ours !== undefined) {
        pulses += 1
        bus.publish({ kind: 'reactions', tenantId, showId, node: bus.node, pulse: pulses, counts: ours })
      }
      return { ...rest, ...(reactions === undefined ? {} : { reactions }) }
    },
    onError: (error) => log.error({ err: error }, 'the pulse of a show could not be told'),
  })
  const stock = createStockTicks({ fanOut, store, log })
  const waits = createWaitTicks({ fanOut, store, log })
  const friends = createFriendsTicks({ fanOut, store, log, now })
  const own: OwnSockets = {
    stockChanged: (tenantId, variantIds) => stock.tellStock(tenantId, variantIds),
    waitsChanged: (tenantId, moved) => waits.tellWaits(tenantId, moved),
    friendsChanged: (tenantId, journeyIds) => friends.tellFriends(tenantId, journeyIds),
    cartChanged(delta) {
      const room = `cart:${delta.cartId}`
      fanOut.committed(room)
      fanOut.toRoom(room, 'cart', delta)
    },
    showMoved(tenant, moved) {
      fanOut.committed(showRoom(tenant.id, moved.showId))
      ticks.tellShow(tenant, moved)
    },
    chatSaid: (tenantId, said) => crowds.hearChat(tenantId, said),
    reacted: (tenantId, shown) => crowds.hearReactions(tenantId, shown),
    voted: (pollId) => crowds.hearVote(pollId),
    placeJoined: (journeyId, message) => fanOut.toRoom(`journey:${journeyId}`, 'place.joined', message),
    leadHeard(journeyId, lead) {
      const news = leads.hearElsewhere(journeyId, lead)
      if (news !== null) tellLead(journeyId, news)
    },
    leadWanted(journeyId) {
      const lead = leads.of(journeyId)
      leads.setElsewhere(journeyId)
      if (lead !== null) bus.publish({ kind: 'lead', journeyId, lead })
    },
    journeyLeft: (journeyId) => leads.forget(journeyId),
    claimSettled: (placeId) => fanOut.toRoom(`place:${placeId}`, 'claim', {}),
    journeyMoved: (journeyId) => sayByeToRoom(io, `journey:${journeyId}`, { afterMs: 0, reason: 'moved' }),
    placesRevoked(placeIds) {
      for (const placeId of placeIds) sayByeToRoom(io, `place:${placeId}`, { afterMs: 0, reason: 'revoked' })
    },
  }
  const tellLead = (journeyId: string, lead: Lead) => {
    const room = `journey:${journeyId}`
    if (fanOut.sizeOf(room) > 1 || leads.isShared(journeyId)) fanOut.toRoom(room, 'lead', lead)
  }
  const nodes = linkNodes(io, { bus, store, log, audience, own })
  return {
    cartGreeted: (cartId, rev) => nodes.greeted(cartId, rev),
    cartChanged(delta) {
      own.cartChanged(delta)
      nodes.cartTold(delta)
    },
    stockChanged(tenantId, variantIds) {
      own.stockChanged(tenantId, variantIds)
      bus.publish({ kind: 'stock', tenantId, variantIds: [...variantIds] })
    },
    waitsChanged(tenantId, moved) {
      own.waitsChanged(tenantId, moved)
      const { cartIds, variantIds } = moved
      bus.publish({ kind: 'waits', tenantId, cartIds: [...cartIds], variantIds: [...variantIds] })
    },
    friendsChanged(tenantId, journeyIds) {
      own.friendsChanged(tenantId, journeyIds)
      bus.publish({ kind: 'friends', tenantId, journeyIds: [...journeyIds] })
    },
    placeJoined(journeyId, message) {
      own.placeJoined(journeyId, message)
      bus.publish({ kind: 'joined', journeyId, ...message })
    },
    leadChanged(journeyId, lead) {
      tellLead(journeyId, lead)
      if (leads.isElsewhere(journeyId)) bus.publish({ kind: 'lead', journeyId, lead })
    },
    leadWanted: (journeyId) => bus.publish({ kind: 'leadWanted', journeyId }),
    journeyMoved(journeyId) {
      own.journeyMoved(journeyId)
      bus.publish({ kind: 'moved', journeyId })
    },
    claimSettled(placeId) {
      own.claimSettled(placeId)
      bus.publish({ kind: 'claim', placeId })
    },
    placesRevoked(placeIds) {
      own.placesRevoked(placeIds)
      for (const placeId of placeIds) bus.publish({ kind: 'revoked', placeId })
    },
    chatSaid(tenant, { showId, message }) {
      crowds.hearChat(tenant.id, { showId, message })
      bus.publish({ kind: 'chat', tenantId: tenant.id, showId, message })
    },
    // Told to the others by the pulse, in sums.
    reacted: (tenant, { showId, kind }) => crowds.hearReaction(tenant.id, { showId, kind }),
    voted(_tenant, { pollId }) {
      crowds.hearVote(pollId)
      bus.publish({ kind: 'votes', pollId })
    },
    cuePosted(tenant, { showId, event: { seq } }) {
      own.showMoved(tenant, { showId, seq })
      bus.publish({ kind: 'show', tenantId: tenant.id, showId, seq })
    },
    stop() {
      nodes.stop()
      ticks.stop()
      stock.stop()
      waits.stop()
      friends.stop()
      stopPulse()
    },
  }
}
