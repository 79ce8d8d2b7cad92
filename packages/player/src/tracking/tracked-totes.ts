import type { Tote } from '@tote/core'
import {
  createHubSink,
  createOutbox,
  trackTote,
  type ConsentRoom,
  type HubSink,
  type Outbox,
  type OutboxTally,
  type Sink,
  type ToteTracking,
} from '@tote/core/tracking'
import type { Qoe } from '@tote/protocol'

export interface TrackedTotesOptions {
  readonly consent: ConsentRoom
  readonly sinks: readonly Sink[]
  /** Whether a tote's hub is told how often what happened. */
  readonly tellsHub: boolean
  isClip(tote: Tote): boolean
}

interface Tracked {
  readonly tracking: ToteTracking
  readonly outbox: Outbox
  readonly hub: HubSink | null
  stopAllowing(): void
}

/** The totes of a page, each followed once however many elements show it. */
export function createTrackedTotes({ consent, sinks, tellsHub, isClip }: TrackedTotesOptions) {
  const known = new Map<Tote, Tracked>()
  /** Of those that are let go. */
  let before: OutboxTally = { told: 0, waiting: 0, lost: 0 }

  return {
    of(tote: Tote): ToteTracking {
      const found = known.get(tote) ?? enter(tote)
      known.set(tote, found)
      return found.tracking
    },
    /** How a playback of it went; to the hub only where the shopper allows it. */
    playback(tote: Tote, qoe: Qoe): void {
      const found = known.get(tote)
      if (found === undefined || consent.look().performance !== 'granted') return
      found.hub?.playback({ show: tote.showId, content: found.tracking.contentType }, qoe)
    },
    letGo,
    tally: () => [...known.values()].reduce((sum, { outbox }) => add(sum, outbox.$tally.get()), before),
    stop() {
      for (const tote of known.keys()) letGo(tote)
    },
  }

  function enter(tote: Tote): Tracked {
    const hub = tellsHub
      ? createHubSink({ hub: tote.hub, key: tote.key, lost: () => outbox.$tally.get().lost, send })
      : null
    const outbox: Outbox = createOutbox({ consent, sinks: hub === null ? sinks : [...sinks, hub.sink] })
    const stopAllowing = consent.$consent.subscribe(({ performance }) =>
      tote.playback.allowMeasuring(performance === 'granted'),
    )
    return { hub, outbox, stopAllowing, tracking: trackTote(tote, { outbox, isClip: () => isClip(tote) }) }
  }

  function letGo(tote: Tote): void {
    const found = known.get(tote)
    if (found === undefined) return
    known.delete(tote)
    found.tracking.stop()
    found.stopAllowing()
    // Whoever watches on without us has nobody who asks what is allowed.
    tote.playback.allowMeasuring(false)
    found.outbox.stop()
    found.hub?.stop()
    before = add(before, found.outbox.$tally.get())
  }
}

function add(a: OutboxTally, b: OutboxTally): OutboxTally {
  return { told: a.told + b.told, waiting: a.waiting + b.waiting, lost: a.lost + b.lost }
}

/** Leaves with the page that is left; as text it needs no leave of the hub first. */
function send(url: string, body: string): void {
  navigator.sendBeacon(url, body)
}
