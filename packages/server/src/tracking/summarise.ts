import type { Percentiles, TrackShare, TrackSummary } from '@tote/protocol'
import type { TrackCount } from '../store/track-store.ts'
import { START_BOUNDS, STALL_BOUNDS, trackNameOf, type Measure } from './measure.ts'

type Counted = Pick<TrackCount, 'origin' | 'content' | 'measure' | 'count'>

/** What the counts say of a show. */
export function summarise(counts: readonly Counted[], sinceMs: number): TrackSummary {
  const origins = [...new Set(counts.map(({ origin }) => origin))]
  return {
    sinceMs,
    viewers: viewersOf(counts),
    changes: changesOf(counts),
    lost: sum(counts, 'lost'),
    events: eventsOf(counts),
    start: percentiles(START_BOUNDS.map((bound) => [bound, sum(counts, `start:${bound}`)])),
    stall: percentiles(STALL_BOUNDS.map((bound) => [bound, sum(counts, `stall:${bound}`)])),
    channels: origins.map((origin) => {
      const own = counts.filter((count) => count.origin === origin)
      return { origin, viewers: viewersOf(own), changes: changesOf(own) }
    }),
  }
}

/** The bound below which each part of the playbacks stayed; null where there were none. */
export function percentiles(
  buckets: readonly (readonly [bound: number, count: number])[],
): Percentiles | null {
  const count = buckets.reduce((total, [, each]) => total + each, 0)
  if (count === 0) return null
  const at = (part: number): number => {
    let passed = 0
    for (const [bound, each] of buckets) {
      passed += each
      if (passed >= part * count) return bound
    }
    throw new Error(`${part} is no part of a whole`)
  }
  return { count, p50: at(0.5), p75: at(0.75), p95: at(0.95) }
}

function viewersOf(counts: readonly Counted[]): TrackShare {
  return { happened: sum(counts, 'viewer'), told: sum(counts, 'told-viewer') }
}

/** Pages tell what went in and out; the hub knows all that did. */
function changesOf(counts: readonly Counted[]): TrackShare {
  return {
    happened: sum(counts, 'change'),
    told: sum(counts, 'event:add_to_cart') + sum(counts, 'event:remove_from_cart'),
  }
}

function eventsOf(counts: readonly Counted[]): TrackSummary['events'] {
  const byEvent = new Map<string, TrackSummary['events'][number]>()
  for (const { measure, content, count } of counts) {
    const name = trackNameOf(measure)
    if (name === null) continue
    const key = `${name} ${content}`
    byEvent.set(key, { name, content, count: count + (byEvent.get(key)?.count ?? 0) })
  }
  return [...byEvent.values()]
}

function sum(counts: readonly Counted[], measure: Measure): number {
  return counts.reduce((total, each) => total + (each.measure === measure ? each.count : 0), 0)
}
