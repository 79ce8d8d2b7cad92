import type { Logger } from 'pino'
import { selectRevoked } from '../../store/shopper-store.ts'
import type { Store } from '../../store/store.ts'
import { sayByeToRoom } from './farewell.ts'
import type { ToteServer } from './tote-socket.ts'

/** As many parameters as every database takes in one question. */
const AT_ONCE = 500

/**
 * Ends the connections of places that were revoked or forgotten where this node did not hear of it: the word
 * of another node can be lost, and a database can be changed by hand.
 */
async function recheckPlaces(io: ToteServer, store: Store): Promise<void> {
  const byTenant = new Map<string, Set<string>>()
  for (const { data } of io.sockets.sockets.values()) {
    const { tenant, placeId } = data.session
    byTenant.set(tenant.id, (byTenant.get(tenant.id) ?? new Set()).add(placeId))
  }
  for (const [tenantId, placeIds] of byTenant) {
    const all = [...placeIds]
    for (let from = 0; from < all.length; from += AT_ONCE)
      for (const placeId of await selectRevoked(store.db, tenantId, all.slice(from, from + AT_ONCE)))
        sayByeToRoom(io, `place:${placeId}`, { afterMs: 0, reason: 'revoked' })
  }
}

/** Does so now and then. Returns the stop. */
export function startRecheck(
  io: ToteServer,
  { store, log, everyMs }: { store: Store; log: Logger; everyMs: number },
): () => void {
  const timer = setInterval(() => {
    recheckPlaces(io, store).catch((error: unknown) =>
      log.error({ err: error }, 'places could not be checked'),
    )
  }, everyMs)
  return () => clearInterval(timer)
}
