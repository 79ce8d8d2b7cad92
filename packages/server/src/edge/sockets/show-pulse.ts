import type { ShowId, ShowPulse } from '@tote/protocol'
import type { Audience } from '../../nodes/audience.ts'
import type { FanOut } from './fan-out.ts'
import type { ToteServer } from './tote-socket.ts'

/** Chat that comes half a second late is not late. */
const PULSE_MS = 500
/** Counting heads and votes costs more than telling them, and nobody reads them faster. */
const COUNT_EVERY = 4

export interface PulseDeps {
  readonly fanOut: FanOut
  readonly publicUrl: string
  readonly audience: Audience
  /** What was said and shown since the last pulse, for so many viewers; with `isCounting` the votes too. */
  read(
    show: { tenantId: string; showId: ShowId },
    options: { audience: number; isCounting: boolean },
  ): Promise<Omit<ShowPulse, 'showId' | 'watching'>>
  onError(error: unknown): void
}

/** Tells every show's viewers what is not in its log, all volatile. Returns the stop. */
export function startShowPulse(
  io: ToteServer,
  { fanOut, publicUrl, audience, read, onError }: PulseDeps,
): () => void {
  const told = new Map<string, number>()
  const { adapter, sockets } = io.sockets
  let watching = new Map<string, number>()
  let beat = 0
  const timer = setInterval(() => {
    beat += 1
    const isCounting = beat % COUNT_EVERY === 0
    const rooms = [...adapter.rooms.keys()].filter((room) => room.startsWith('show:'))
    if (isCounting) {
      watching = audience.pulse(new Map(rooms.map((room) => [room, countShoppers(room)])))
      for (const room of told.keys()) if (!watching.has(room)) told.delete(room)
    }
    for (const room of rooms) pulse(room, isCounting).catch(onError)
  }, PULSE_MS)
  return () => clearInterval(timer)

  async function pulse(room: string, isCounting: boolean): Promise<void> {
    // The parts of the room's name, put there by showRoom.
    const [, tenantId = '', id = ''] = room.split(':')
    const showId = id as ShowId
    const here = fanOut.sizeOf(room)
    const count = watching.get(room) ?? countShoppers(room)
    const more = await read({ tenantId, showId }, { audience: Math.max(count, here), isCounting })
    const isNews = isCounting && told.get(room) !== count
    if (!isNews && Object.keys(more).length === 0) return
    told.set(room, count)
    fanOut.toRoom(room, 'show.l', { showId, watching: count, ...more }, { volatile: true })
  }

  /** Hosts who look at their own show are no audience. */
  function countShoppers(room: string): number {
    const ids = adapter.rooms.get(room) ?? new Set<string>()
    return [...ids].filter((id) => sockets.get(id)?.data.session.origin !== publicUrl).length
  }
}
