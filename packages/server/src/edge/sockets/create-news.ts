import type { ShowEvent, ShowId } from '@tote/protocol'
import { readCatalogue } from '../../catalogue/catalogue.ts'
import type { HubContext, News } from '../hub-context.ts'
import type { Tenant } from '../../store/tenant-store.ts'
import { showRoom, type ToteServer } from './tote-socket.ts'

/** Show news leaves in ticks: many cues in a moment are one packet a viewer. */
const TICK_MS = 100
const PULSE_MS = 2000

interface Waiting {
  readonly tenant: Tenant
  readonly showId: ShowId
  readonly events: ShowEvent[]
  readonly productIds: Set<string>
}

/** What the hub tells, and to whom. `stop` ends the timers. */
export function createNews(
  io: ToteServer,
  { store, publicUrl, log }: Pick<HubContext, 'store' | 'publicUrl' | 'log'>,
): News & { stop(): void } {
  const waiting = new Map<string, Waiting>()
  const told = new Map<string, number>()

  const tick = setInterval(() => {
    for (const [room, batch] of waiting) void tellShow(room, batch)
    waiting.clear()
  }, TICK_MS)

  /**
   * Cues first, then the catalogue as it is now: a price that came before its cue would be taken for the
   * price of a picture that has not got there.
   */
  async function tellShow(room: string, { tenant, showId, events, productIds }: Waiting): Promise<void> {
    const [oldest] = events
    const newest = events.at(-1)
    if (oldest !== undefined && newest !== undefined)
      io.to(room).emit('show', { showId, from: oldest.seq - 1, to: newest.seq, events })
    if (productIds.size === 0) return
    try {
      const { products } = await readCatalogue(store.db, tenant, { publicUrl, productIds: [...productIds] })
      io.to(room).emit('catalogue', { showId, products })
    } catch (error) {
      // Those who watch keep what they have; the next change or join brings it.
      log.error({ err: error }, 'catalogue news could not be read')
    }
  }

  function batchOf(tenant: Tenant, showId: ShowId): Waiting {
    const room = showRoom(tenant.id, showId)
    const known = waiting.get(room)
    if (known !== undefined) return known
    const batch: Waiting = { tenant, showId, events: [], productIds: new Set() }
    waiting.set(room, batch)
    return batch
  }

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
    cuePosted(tenant, { showId, event }) {
      batchOf(tenant, showId).events.push(event)
    },
    catalogueChanged(tenant, { showId, productId }) {
      batchOf(tenant, showId).productIds.add(productId)
    },
    stop() {
      clearInterval(tick)
      clearInterval(pulse)
    },
  }
}
