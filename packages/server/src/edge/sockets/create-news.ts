import type { ShowEvent, ShowId } from '@tote/protocol'
import { readCatalogue } from '../../catalogue/catalogue.ts'
import type { News } from '../hub-context.ts'
import type { Store } from '../../store/store.ts'
import type { Tenant } from '../../store/tenant-store.ts'
import { showRoom } from './handle-messages.ts'
import type { ToteServer } from './sockets.ts'

/** Show news leaves in ticks: many cues in a moment are one packet a viewer. */
const TICK_MS = 100
const PULSE_MS = 2000

/** What the hub tells, and to whom. `stop` ends the timers. */
export function createNews(
  io: ToteServer,
  { store, publicUrl }: { store: Store; publicUrl: string },
): News & { stop(): void } {
  const waiting = new Map<string, { showId: ShowId; events: ShowEvent[] }>()
  const told = new Map<string, number>()

  const tick = setInterval(() => {
    for (const [room, { showId, events }] of waiting) {
      const [oldest] = events
      const newest = events.at(-1)
      if (oldest === undefined || newest === undefined) continue
      io.to(room).emit('show', { showId, from: oldest.seq - 1, to: newest.seq, events })
    }
    waiting.clear()
  }, TICK_MS)

  const pulse = setInterval(() => {
    for (const room of io.sockets.adapter.rooms.keys()) {
      if (!room.startsWith('show:')) continue
      const watching = countShoppers(room)
      if (told.get(room) === watching) continue
      told.set(room, watching)
      // The id is the last part of the room's name, put there by showRoom.
      io.to(room).volatile.emit('show.l', { showId: room.split(':')[2] as ShowId, watching })
    }
  }, PULSE_MS)

  /** Hosts who look at their own show are no audience. */
  function countShoppers(room: string): number {
    const ids = io.sockets.adapter.rooms.get(room) ?? new Set<string>()
    return [...ids].filter((id) => io.sockets.sockets.get(id)?.data.session.origin !== publicUrl).length
  }

  return {
    cartChanged(delta) {
      io.to(`cart:${delta.cartId}`).emit('cart', delta)
    },
    placeJoined(journeyId, message) {
      io.to(`journey:${journeyId}`).emit('place.joined', message)
    },
    cuePosted(tenant: Tenant, { showId, event }) {
      const room = showRoom(tenant.id, showId)
      const batch = waiting.get(room) ?? { showId, events: [] }
      batch.events.push(event)
      waiting.set(room, batch)
    },
    async catalogueChanged(tenant, { showId, productId }) {
      const { products } = await readCatalogue(store.db, tenant, { publicUrl, productIds: [productId] })
      io.to(showRoom(tenant.id, showId)).emit('catalogue', { showId, products })
    },
    stop() {
      clearInterval(tick)
      clearInterval(pulse)
    },
  }
}
