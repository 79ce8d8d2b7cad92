import type { Spoken } from './speech.ts'

/** A line longer than this does not fit beside a phone's edges. */
const LINE_LENGTH = 36

/**
 * The captions of one segment, as WebVTT. Times run from the film's first picture, which lies at `pts` on
 * the media's own 90 kHz clock. A sentence that crosses a boundary stands in both segments, as HLS asks.
 */
export function captionSegment(
  spoken: readonly Spoken[],
  { from, to, pts }: { from: number; to: number; pts: number },
): string {
  const cues = spoken
    .filter(({ startsAt, endsAt }) => startsAt < to && endsAt > from)
    .map(({ text, startsAt, endsAt }) => `${stamp(startsAt)} --> ${stamp(endsAt)}\n${breakLine(text)}\n`)
  return [`WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:${pts},LOCAL:00:00:00.000\n`, ...cues].join('\n')
}

/** Two lines at most, the break near the middle. */
function breakLine(text: string): string {
  if (text.length <= LINE_LENGTH) return text
  const middle = text.length / 2
  const spaces = [...text.matchAll(/ /g)].map(({ index }) => index)
  const at = spaces.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0] ?? text.length
  return `${text.slice(0, at)}\n${text.slice(at + 1)}`
}

function stamp(seconds: number): string {
  const ms = Math.round(seconds * 1000)
  const pad = (value: number, length = 2) => String(value).padStart(length, '0')
  return `${pad(Math.floor(ms / 3_600_000))}:${pad(Math.floor(ms / 60_000) % 60)}:${pad(Math.floor(ms / 1000) % 60)}.${pad(ms % 1000, 3)}`
}
