import type { Metrics } from '../../metrics/metrics.ts'
import type { FanOut } from './fan-out.ts'

/** Delivery that tells how long after its commit a message had reached the last socket here. */
export interface TimedFanOut extends FanOut {
  /** Something of this room has just been committed and will be told; what comes until then counts from here. */
  committed(room: string): void
}

export function createTimedFanOut(fanOut: FanOut, metrics: Metrics): TimedFanOut {
  const since = new Map<string, number>()
  return {
    committed(room) {
      // Where nobody is, nothing is told, and nothing would end the wait.
      if (fanOut.sizeOf(room) > 0 && !since.has(room)) since.set(room, performance.now())
    },
    toRoom(room, event, message, options) {
      fanOut.toRoom(room, event, message, options)
      const startedAt = since.get(room)
      if (startedAt === undefined || (event !== 'cart' && event !== 'show')) return
      since.delete(room)
      metrics.toldAfter((performance.now() - startedAt) / 1000)
    },
    sizeOf: (room) => fanOut.sizeOf(room),
  }
}
