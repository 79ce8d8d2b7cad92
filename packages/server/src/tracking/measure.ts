import { trackNameSchema, type Qoe, type TrackName, type TrackReport } from '@tote/protocol'

/**
 * What is counted, by name:
 *
 *     viewer          a page came to watch (the hub's own count)
 *     change          a place changed its cart (the hub's own count)
 *     told-viewer     a page told of a viewer who allows it
 *     lost            an event that could not be held until the shopper had answered
 *     event:<name>    an event, by GA4's name
 *     start:<ms>      a playback that began within so many milliseconds
 *     stall:<ms>      a playback that stood still for so many at most, altogether
 */
export type Measure =
  'viewer' | 'change' | 'told-viewer' | 'lost' | `event:${TrackName}` | `start:${number}` | `stall:${number}`

/** Fine where shoppers notice, coarse where it is bad anyway. The last takes all that is above. */
export const START_BOUNDS: readonly number[] = [
  100, 200, 300, 400, 500, 700, 1000, 1500, 2000, 3000, 5000, 10_000, 60_000,
]
export const STALL_BOUNDS: readonly number[] = [0, 100, 250, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000]

/** What one report adds to the counts. */
export function measuresOf({
  events,
  isFirst = false,
  lost = 0,
  qoe,
}: Pick<TrackReport, 'events' | 'isFirst' | 'lost' | 'qoe'>): [Measure, number][] {
  const all: [Measure, number][] = [
    ['told-viewer', isFirst ? 1 : 0],
    ['lost', lost],
    ...events.map(({ name, count }): [Measure, number] => [`event:${name}`, count]),
    ...(qoe === undefined ? [] : playbackOf(qoe)),
  ]
  return all.filter(([, count]) => count > 0)
}

function playbackOf({ startMs, stallMs }: Qoe): [Measure, number][] {
  return [
    ...(startMs === null ? [] : [[`start:${boundOf(START_BOUNDS, startMs)}`, 1] as [Measure, number]]),
    [`stall:${boundOf(STALL_BOUNDS, stallMs)}`, 1],
  ]
}

/** Null for what is no event. */
export function trackNameOf(measure: string): TrackName | null {
  const name = trackNameSchema.safeParse(measure.replace(/^event:/, ''))
  return measure.startsWith('event:') && name.success ? name.data : null
}

function boundOf(bounds: readonly number[], ms: number): number {
  return bounds.find((bound) => ms <= bound) ?? bounds.at(-1) ?? ms
}
