import { atom, type ReadableAtom } from 'nanostores'
import { systemClock, type Clock } from '../link/clock.ts'
import type { ConsentRoom } from './consent/consent-room.ts'
import type { TrackEvent } from './track-event.ts'

/** Takes an event that may leave. One that throws does not stop the others. */
export type Sink = (event: TrackEvent) => void

/** What became of the events of this page. */
export interface OutboxTally {
  readonly told: number
  /** Held back: nobody has said yet what the shopper allows. */
  readonly waiting: number
  /** Not allowed, or let go because more were held back than there is room for. */
  readonly lost: number
}

export interface Outbox {
  readonly $tally: ReadableAtom<OutboxTally>
  tell(event: TrackEvent): void
  /** What waits is lost. */
  stop(): void
}

/** A quarter of an hour's shopping; whoever has not answered by then hardly will. */
const MAX_WAITING = 100
/** A consent platform may come late, and Consent Mode says nothing to those who do not ask. */
const LOOK_AGAIN_MS = 1000

/** Lets events go once the shopper allows them (`performance`), holds them while that is unknown, and counts those it may not let go. */
export function createOutbox({
  consent,
  sinks,
  clock = systemClock,
}: {
  consent: ConsentRoom
  sinks: readonly Sink[]
  clock?: Clock
}): Outbox {
  const $tally = atom<OutboxTally>({ told: 0, waiting: 0, lost: 0 })
  let waiting: TrackEvent[] = []
  let told = 0
  let lost = 0
  let cancel = () => {}
  const count = () => $tally.set({ told, waiting: waiting.length, lost })
  const settle = () => {
    const { performance } = consent.$consent.get()
    if (performance === 'unknown') return
    cancel()
    const held = waiting
    waiting = []
    if (performance === 'denied') lost += held.length
    else for (const event of held) deliver(event)
    count()
  }
  const lookLater = () => {
    cancel()
    cancel = clock.setTimeout(() => {
      consent.look()
      if (waiting.length > 0) lookLater()
    }, LOOK_AGAIN_MS)
  }
  const stopListening = consent.$consent.listen(settle)

  return {
    $tally,
    tell(event) {
      const { performance } = consent.look()
      if (performance === 'granted') deliver(event)
      else if (performance === 'denied') lost += 1
      else hold(event)
      count()
    },
    stop() {
      stopListening()
      cancel()
      lost += waiting.length
      waiting = []
      count()
    },
  }

  function hold(event: TrackEvent): void {
    if (waiting.length === 0) lookLater()
    waiting.push(event)
    if (waiting.length <= MAX_WAITING) return
    waiting.shift()
    lost += 1
  }

  function deliver(event: TrackEvent): void {
    told += 1
    for (const sink of sinks) {
      try {
        sink(event)
      } catch {
        // A page's broken sink is not a fault of the show.
      }
    }
  }
}
