import type { CueLog } from '@tote/core'

export interface Chapter {
  /** Programme time. */
  readonly atMs: number
  readonly title: string
}

/**
 * The chapters that can be gone to, in their order: all of a recording; of a live show those that the picture has reached
 * and the stream still holds.
 */
export function collectChapters(
  { events }: CueLog,
  { until, from }: { until: number; from: number },
): readonly Chapter[] {
  return events
    .flatMap(({ at, cue }) => (cue.kind === 'chapterStarted' ? [{ atMs: at, title: cue.title }] : []))
    .filter(({ atMs }) => atMs >= from && atMs <= until)
    .toSorted((a, b) => a.atMs - b.atMs)
}
