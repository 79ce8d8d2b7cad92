import type { HeardPosition } from '@tote/protocol'
import type { Logger } from 'pino'
import { toToteFailure } from '../edge/to-error.ts'
import { updatePositions, type NotedPosition } from '../store/position-store.ts'
import type { Store } from '../store/store.ts'

/** What a crash may cost a position; every viewer of a show sends one each five seconds. */
const WRITE_EVERY_MS = 1000
/** One statement holds up the carts' transactions behind it for no longer than one of those would. */
const MOST_AT_ONCE = 100

/**
 * Where pictures are, on the way to the store. Thousands of viewers tell it all the time and nobody waits
 * for it to be written, so it is written for many at once: a commit each would leave carts no disk.
 */
export interface Positions {
  /** The latest of a journey stands for those before it. */
  note(tenantId: string, journeyId: string, position: HeardPosition): void
  /** Resolves when the store says what was noted so far, or does not take it now. */
  written(): Promise<void>
  /** Writes what is left. */
  stop(): Promise<void>
}

export function createPositions({ store, log }: { store: Store; log: Logger }): Positions {
  const heard = new Map<string, NotedPosition>()
  let timer: ReturnType<typeof setTimeout> | null = null
  let writing: Promise<void> = Promise.resolve()

  return {
    note(tenantId, journeyId, position) {
      heard.set(journeyId, { tenantId, journeyId, position })
      timer ??= setTimeout(() => void written(), WRITE_EVERY_MS)
    },
    written,
    stop: written,
  }

  function written(): Promise<void> {
    if (timer !== null) clearTimeout(timer)
    timer = null
    writing = writing.then(write)
    return writing
  }

  async function write(): Promise<void> {
    const noted = [...heard.values()]
    heard.clear()
    for (let first = 0; first < noted.length; first += MOST_AT_ONCE) {
      const some = noted.slice(first, first + MOST_AT_ONCE)
      await store
        .transaction((trx) => updatePositions(trx, store.engine, some))
        // Lost: the next ones say it better, and a store that is away must not fill our memory.
        .catch((error: unknown) => toToteFailure(error, log))
    }
  }
}
