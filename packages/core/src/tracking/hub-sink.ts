import type { ContentType, Qoe, TrackName, TrackReport } from '@tote/protocol'
import { systemClock, type Clock } from '../link/clock.ts'
import { pageLife, type PageLife } from '../link/page-life.ts'
import type { Sink } from './outbox.ts'

export interface HubSinkOptions {
  readonly hub: string
  /** The tenant's publishable key. */
  readonly key: string
  readonly clock?: Clock
  /** Posts `body` as text and waits for no answer; a page gives `navigator.sendBeacon`. */
  readonly send?: (url: string, body: string) => void
  readonly page?: Pick<PageLife, 'onHide'>
  /** How many events were lost on this page so far. */
  readonly lost: () => number
}

export interface HubSink {
  readonly sink: Sink
  /** How a playback of this show went. Call it only where the shopper allows it. */
  playback(of: { show: string; content: ContentType }, qoe: Qoe): void
  /** Sends what there is. */
  flush(): void
  stop(): void
}

/** One message for what happens together; the console shows it this much later. */
const GATHER_MS = 3000
const MAX_COUNT = 10_000

/** Tells the hub how often what happened: counts alone, nothing of who, gathered and sent without waiting. */
export function createHubSink({
  hub,
  key,
  clock = systemClock,
  send = sendKeptAlive,
  page = pageLife,
  lost,
}: HubSinkOptions): HubSink {
  const open = new Map<string, { show: string; content: ContentType; counts: Map<TrackName, number> }>()
  const known = new Set<string>()
  let toldLost = 0
  let cancel: (() => void) | null = null
  const stopPage = page.onHide(() => flush())

  return {
    sink({ name, show, contentType: content }) {
      const { counts } = at({ show: show.id, content })
      counts.set(name, (counts.get(name) ?? 0) + 1)
      cancel ??= clock.setTimeout(flush, GATHER_MS)
    },
    playback(of, qoe) {
      post(report(of, { qoe }))
    },
    flush,
    stop() {
      flush()
      stopPage()
    },
  }

  function at(of: { show: string; content: ContentType }) {
    const name = JSON.stringify([of.show, of.content])
    const found = open.get(name) ?? { ...of, counts: new Map<TrackName, number>() }
    open.set(name, found)
    return found
  }

  function flush(): void {
    cancel?.()
    cancel = null
    for (const { counts, ...of } of open.values()) {
      const events = [...counts].map(([name, count]) => ({ name, count: Math.min(count, MAX_COUNT) }))
      post(report(of, { events }))
    }
    open.clear()
  }

  function report(
    { show, content }: { show: string; content: ContentType },
    { events = [], qoe }: { events?: TrackReport['events']; qoe?: Qoe },
  ): Omit<TrackReport, 'show'> & { show: string } {
    const isFirst = !known.has(show)
    known.add(show)
    const newlyLost = Math.min(MAX_COUNT, Math.max(0, lost() - toldLost))
    toldLost += newlyLost
    return {
      key,
      show,
      content,
      events,
      ...(isFirst ? { isFirst } : {}),
      ...(newlyLost > 0 ? { lost: newlyLost } : {}),
      ...(qoe === undefined ? {} : { qoe }),
    }
  }

  function post(body: unknown): void {
    send(new URL('/v1/track', hub).href, JSON.stringify(body))
  }
}

function sendKeptAlive(url: string, body: string): void {
  // What is not counted is not worth a word to the shopper.
  fetch(url, { method: 'POST', body, keepalive: true, credentials: 'omit' }).catch(() => undefined)
}
