import { ToteError, upSchemas } from '@tote/protocol'
import { mutateCart } from '../carts/mutate-cart.ts'
import { syncCart } from '../carts/sync-cart.ts'
import { cancelCheckout } from '../checkouts/end-checkout.ts'
import { openCheckout } from '../checkouts/open-checkout.ts'
import { payAtShops } from '../checkouts/pay-at-shops.ts'
import { readOrders } from '../checkouts/read-orders.ts'
import { paysAtShop } from '../store/tenant-store.ts'
import { leaveDrop } from '../drops/leave-drop.ts'
import { answerFriends } from '../friends/answer-friends.ts'
import { tellPoints } from '../loyalty/tell-points.ts'
import { readProfile } from '../profile/read-profile.ts'
import { setPreferences, tellPreferences } from '../profile/set-preferences.ts'
import { joinLine } from '../waitlist/join-line.ts'
import { leaveLine } from '../waitlist/leave-line.ts'
import type { HubContext } from './hub-context.ts'
import { parseMutate } from './parse-mutate.ts'
import { parseMessage } from './parse.ts'
import type { Speaker } from './speaker.ts'
import { tellChange } from './tell-change.ts'

/** Messages that are answered, whichever way they came. */
export const ANSWERED = [
  'mutate',
  'sync',
  'checkout.open',
  'checkout.cancel',
  'orders',
  'stores',
  'suggest',
  'points',
  'preferences',
  'profile',
  'show.join',
  'ticket.mint',
  'place.remove',
  'waitlist.join',
  'waitlist.leave',
  'drop.enter',
  'drop.leave',
  'friends',
  'chat',
  'react',
  'vote',
  'beat',
] as const
export type AnsweredEvent = (typeof ANSWERED)[number]

export function isAnswered(event: string): event is AnsweredEvent {
  return ANSWERED.some((known) => known === event)
}

/**
 * Parse, rate, rule, persist, tell: one message of a place. Knows neither sockets nor HTTP.
 * @throws ToteError what the sender is to hear.
 */
export async function answerMessage(
  context: Pick<
    HubContext,
    | 'store'
    | 'journeys'
    | 'shoppers'
    | 'shows'
    | 'shops'
    | 'stores'
    | 'suggestions'
    | 'crowds'
    | 'tracking'
    | 'news'
    | 'now'
    | 'newId'
    | 'log'
    | 'metrics'
    | 'receipts'
    | 'dropDoor'
  >,
  speaker: Speaker,
  event: AnsweredEvent,
  raw: unknown,
): Promise<unknown> {
  const { store, journeys, shows, crowds, news, now, newId } = context
  const { session, channel } = speaker
  switch (event) {
    case 'mutate': {
      const message = parseMutate(raw)
      speaker.takeMutations(message.muts.length)
      const { answer, repeated, ...change } = await mutateCart(
        store,
        { ...session, channel },
        { message, nowMs: now(), pictureIn: (showId) => speaker.pictureIn(showId) },
      )
      // What is sent again was counted the first time.
      if (repeated > 0) context.metrics.repeated(repeated)
      else context.tracking.changed(session, message.muts, answer.results)
      tellChange(news, session.tenant.id, change)
      return answer
    }
    case 'sync': {
      const message = parseMessage(upSchemas.sync, raw)
      speaker.syncs.take()
      return syncCart(store, session, message)
    }
    case 'checkout.open': {
      const message = parseMessage(upSchemas['checkout.open'], raw)
      speaker.questions.take()
      const returnUrl = message.returnUrl && checkReturn(message.returnUrl, session.origin)
      const { answer, ...change } = await openCheckout(
        store,
        { ...session, channel },
        { message, nowMs: now(), newId },
      )
      tellChange(news, session.tenant.id, change)
      if (!answer.ok || !paysAtShop(session.tenant)) return answer
      return payAtShops(
        {
          store,
          now,
          log: context.log,
          receipts: context.receipts,
          tell: (freed) => tellChange(news, session.tenant.id, freed),
          countSoon: context.shops.countSoon,
        },
        {
          speaker: session,
          platformOf: (merchantId) => context.shops.of(session.tenant.id, merchantId)?.platform ?? undefined,
        },
        { answer, returnUrl },
      )
    }
    case 'checkout.cancel': {
      const { cartId, checkoutId } = parseMessage(upSchemas['checkout.cancel'], raw)
      speaker.questions.take()
      if (cartId !== session.cartId) throw new ToteError('forbidden', 'This cart belongs to another journey.')
      const change = await cancelCheckout(store, session.tenant.id, { cartId, checkoutId, nowMs: now() })
      tellChange(news, session.tenant.id, change)
      return null
    }
    case 'orders': {
      const { cartId } = parseMessage(upSchemas.orders, raw)
      speaker.questions.take()
      if (cartId !== session.cartId) throw new ToteError('forbidden', 'This cart belongs to another journey.')
      return readOrders(store.db, session.tenant.id, { cartId, nowMs: now() })
    }
    case 'stores': {
      parseMessage(upSchemas.stores, raw)
      speaker.questions.take()
      return context.stores.tell(session.tenant, session.cartId)
    }
    case 'suggest': {
      const message = parseMessage(upSchemas.suggest, raw)
      speaker.questions.take()
      return context.suggestions.tell(session.tenant, { cartId: session.cartId, message })
    }
    case 'points': {
      parseMessage(upSchemas.points, raw)
      speaker.questions.take()
      return tellPoints(store.db, session.tenant, session.journeyId)
    }
    case 'preferences': {
      const { set } = parseMessage(upSchemas.preferences, raw)
      speaker.questions.take()
      const { tenant, journeyId } = session
      if (set === undefined) return tellPreferences(store.db, tenant.id, journeyId)
      const change = { journeyId, change: set, nowMs: now() }
      return store.transaction((trx) => setPreferences(trx, tenant.id, change))
    }
    case 'profile': {
      parseMessage(upSchemas.profile, raw)
      speaker.questions.take()
      const { tenant, journeyId } = session
      const found = await readProfile(store.db, tenant, { journeyId, nowMs: now() })
      if (found === undefined) throw new ToteError('not_found', 'Nothing is kept of this shopper.')
      return found
    }
    case 'show.join': {
      const message = parseMessage(upSchemas['show.join'], raw)
      speaker.questions.take()
      const { tenant } = session
      const show = await shows.open(tenant, message.showId)
      const crowd = await crowds.open(tenant.id, message.showId)
      // In one go: nothing is told between the answer and the first that the sender hears.
      speaker.follow(message.showId)
      return { ...show.answer(message.seq), crowd: crowd.recent() }
    }
    case 'ticket.mint': {
      const message = parseMessage(upSchemas['ticket.mint'], raw)
      speaker.tickets.take()
      return journeys.mintTicket(session, message)
    }
    case 'place.remove': {
      const { placeId } = parseMessage(upSchemas['place.remove'], raw)
      speaker.questions.take()
      news.placesRevoked(await context.shoppers.removeJoined(session, placeId))
      return null
    }
    case 'waitlist.join': {
      const { variantId } = parseMessage(upSchemas['waitlist.join'], raw)
      speaker.questions.take()
      const answer = await joinLine(store, session, { variantId, nowMs: now() })
      // Its other places hear of it; nobody else's place is another by one who comes behind.
      if (answer.ok) news.waitsChanged(session.tenant.id, { cartIds: [session.cartId], variantIds: [] })
      return answer
    }
    case 'waitlist.leave': {
      const { variantId } = parseMessage(upSchemas['waitlist.leave'], raw)
      speaker.questions.take()
      const { waits, isChanged } = await leaveLine(store, session, { variantId, nowMs: now() })
      if (isChanged)
        news.waitsChanged(session.tenant.id, { cartIds: [session.cartId], variantIds: [variantId] })
      return waits
    }
    case 'drop.enter': {
      const message = parseMessage(upSchemas['drop.enter'], raw)
      speaker.questions.take()
      const answer = await context.dropDoor.enter(session, { ...message, nowMs: now() })
      if (answer.ok) news.waitsChanged(session.tenant.id, { cartIds: [session.cartId], variantIds: [] })
      return answer
    }
    case 'drop.leave': {
      const { dropId } = parseMessage(upSchemas['drop.leave'], raw)
      speaker.questions.take()
      const { waits, isChanged, variantId } = await leaveDrop(store, session, { dropId, nowMs: now() })
      if (isChanged)
        news.waitsChanged(session.tenant.id, {
          cartIds: [session.cartId],
          variantIds: variantId === null ? [] : [variantId],
        })
      return waits
    }
    case 'friends': {
      const ask = parseMessage(upSchemas.friends, raw)
      if (ask.do === 'invite') speaker.tickets.take()
      else if (ask.do === 'act' || ask.do === 'take') speaker.takeMutations(1)
      else speaker.questions.take()
      const { answer, told, change } = await answerFriends(
        store,
        { ...session, channel },
        { ask, nowMs: now(), newId, pictureIn: (showId) => speaker.pictureIn(showId) },
      )
      if (change !== undefined) tellChange(news, session.tenant.id, change)
      if (told.length > 0) news.friendsChanged(session.tenant.id, told)
      return answer
    }
    case 'chat': {
      const message = parseMessage(upSchemas.chat, raw)
      speaker.chat.take()
      const said = await crowds.say(session, message)
      if (said !== null) news.chatSaid(session.tenant, { showId: message.showId, message: said })
      return { ok: true }
    }
    case 'react': {
      const { showId, kind } = parseMessage(upSchemas.react, raw)
      speaker.reactions.take()
      await crowds.react(session, showId)
      news.reacted(session.tenant, { showId, kind })
      return { ok: true }
    }
    case 'vote': {
      const message = parseMessage(upSchemas.vote, raw)
      speaker.questions.take()
      const option = await crowds.vote(session, message)
      news.voted(session.tenant, message)
      return { ok: true, option }
    }
    case 'beat':
      parseMessage(upSchemas.beat, raw)
      speaker.questions.take()
      return { now: now() }
    default:
      throw new ToteError('not_found', `${String(event satisfies never)} is no question.`)
  }
}

/** A shop leads back to where its shopper came from, and nowhere else. What stands behind `#` is the page's own. @throws ToteError `invalid` */
function checkReturn(returnUrl: string, origin: string): string {
  const url = URL.canParse(returnUrl) ? new URL(returnUrl) : null
  if (url?.origin !== origin)
    throw new ToteError('invalid', 'returnUrl has to be a page of the site that asks.', {
      details: { field: 'returnUrl' },
    })
  url.hash = ''
  return url.href
}
