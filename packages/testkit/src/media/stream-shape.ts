import { FILM_SECONDS, PART_SECONDS, PARTS_PER_SEGMENT } from './make-film.ts'

export const SEGMENT_SECONDS = PART_SECONDS * PARTS_PER_SEGMENT
/** Segments of one round of the film; a new round is a discontinuity. */
export const SEGMENTS_A_ROUND = FILM_SECONDS / SEGMENT_SECONDS

/** What kind of stream a test wants. */
export interface StreamShape {
  readonly kind: 'live' | 'on-demand'
  /** Live: seconds that can be gone back to. On demand: its length. */
  readonly windowSeconds: number
  /** With parts, preload hints and blocking reloads. */
  readonly isLowLatency: boolean
  /** `muxed` in two qualities; `only` has no picture; `apart` has two languages beside the picture. */
  readonly tracks: 'muxed' | 'only' | 'apart'
  /** With `muxed`: a variant of sound without a picture besides. */
  readonly hasSoundAlone: boolean
  readonly hasCaptions: boolean
  /** Programme time at which the film begins, milliseconds. */
  readonly startsAtMs: number
  /** Another film inside this one. */
  readonly breaks: readonly StreamBreak[]
}

/**
 * An advertisement after so many segments, for so many. In a recording the show waits for it; live it stands in the place
 * of what is on the air meanwhile.
 */
export interface StreamBreak {
  readonly after: number
  readonly segments: number
  /** What its segments are dated with: not at all, when it was made, or, live, the time of what it stands for. */
  readonly dates: 'none' | 'own' | 'show'
}

/** The film of a break is as long; a longer break begins it anew. */
const SEGMENTS_OF_BREAK = 4
/** When it was made: long before any show. */
const BREAK_MADE_AT_MS = Date.UTC(2020, 0, 1)

/** One segment as it stands in a playlist. */
export interface ListedSegment {
  /** Of the file: `s12` of the show, `b0` of a break. */
  readonly name: string
  readonly isNewFilm: boolean
  /** Programme time of its first picture; null where the playlist does not say. */
  readonly startsAtMs: number | null
}

/** The segments of a stream between two sequence numbers; the latter is not in it. */
export function listSegments(shape: StreamShape, from: number, to: number): ListedSegment[] {
  const list: ListedSegment[] = []
  for (let sequence = from; sequence < to; sequence += 1) {
    const gap = shape.breaks.find(
      ({ after, segments }) => sequence >= after && sequence < after + (shape.kind === 'live' ? segments : 1),
    )
    if (gap !== undefined && shape.kind === 'live') {
      list.push(breakSegment(gap, sequence - gap.after, dateOf(shape, sequence)))
      continue
    }
    if (gap !== undefined)
      for (let index = 0; index < gap.segments; index += 1) list.push(breakSegment(gap, index, null))
    const isBackFromBreak =
      gap !== undefined ||
      (shape.kind === 'live' && shape.breaks.some(({ after, segments }) => sequence === after + segments))
    list.push({
      name: `s${sequence}`,
      isNewFilm: isBackFromBreak || (sequence > 0 && sequence % SEGMENTS_A_ROUND === 0),
      startsAtMs: dateOf(shape, sequence),
    })
  }
  return list
}

function breakSegment({ dates }: StreamBreak, index: number, showsAtMs: number | null): ListedSegment {
  const isNewFilm = index % SEGMENTS_OF_BREAK === 0
  const ownMs = isNewFilm ? BREAK_MADE_AT_MS : null
  return {
    name: `b${index}`,
    isNewFilm,
    startsAtMs: dates === 'none' ? null : dates === 'own' ? ownMs : showsAtMs,
  }
}

function dateOf({ startsAtMs }: StreamShape, sequence: number): number {
  return startsAtMs + sequence * SEGMENT_SECONDS * 1000
}

/** Films that began up to a live stream's sequence number: what a list that starts there, with no tag before it, has behind it. */
export function discontinuitiesBefore(shape: StreamShape, sequence: number): number {
  return listSegments(shape, 0, sequence + 1).filter(({ isNewFilm }) => isNewFilm).length
}
