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
  /** Another film inside this one, for which the show waits: after so many segments, for so many. On demand only. */
  readonly breaks: readonly { readonly after: number; readonly segments: number; readonly isDated: boolean }[]
}

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
    const gap = shape.breaks.find(({ after }) => after === sequence)
    if (gap !== undefined)
      for (let index = 0; index < gap.segments; index += 1)
        list.push({
          name: `b${index}`,
          isNewFilm: index === 0,
          startsAtMs: gap.isDated && index === 0 ? 0 : null,
        })
    list.push({
      name: `s${sequence}`,
      isNewFilm: gap !== undefined || (sequence > 0 && sequence % SEGMENTS_A_ROUND === 0),
      startsAtMs: shape.startsAtMs + sequence * SEGMENT_SECONDS * 1000,
    })
  }
  return list
}

/** Rounds that began up to a sequence number: what a list that starts there, with no tag before it, has behind it. */
export function discontinuitiesBefore(sequence: number): number {
  return Math.floor(sequence / SEGMENTS_A_ROUND)
}
