import type { Hello } from '@tote/protocol'
import type { Session } from '../journeys/grants.ts'
import { selectHead } from '../store/mutation-store.ts'
import type { HubContext } from './hub-context.ts'

/** What a client has to know before it says anything. */
export async function helloOf(
  { bus, store, now, build }: Pick<HubContext, 'bus' | 'store' | 'now' | 'build'>,
  session: Session,
  clientId: string,
): Promise<Hello> {
  const head = await selectHead(store.db, session.tenant.id, { cartId: session.cartId, clientId })
  return {
    now: now(),
    epoch: store.epoch,
    placeId: session.placeId,
    cartId: session.cartId,
    rev: head?.rev ?? 0,
    lastMid: head?.client?.journeyId === session.journeyId ? head.client.lastMid : 0,
    build,
    node: bus.node,
  }
}
