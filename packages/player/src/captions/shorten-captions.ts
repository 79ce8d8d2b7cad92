import { readingLength, toShortCaptions } from './short-captions.ts'

/** A caption as it came, and what now follows it in its place. */
interface Whole {
  readonly text: string
  readonly endTime: number
  readonly rest: readonly VTTCue[]
}

export interface ShortCaptions {
  /** Makes them short anew: another size, or another width. */
  again(): void
  stop(): void
}

/**
 * Makes two or more of a caption that is longer than two lines, one after the other in the time it had. The browser still
 * draws them.
 *
 * @param fits Whether a text stands in one line.
 * @param free Captions without a place of their own, which are moved: so are those made of them.
 */
export function shortenCaptions(
  video: HTMLVideoElement,
  { fits, free }: { fits: (line: string) => boolean; free: WeakSet<VTTCue> },
): ShortCaptions {
  const wholes = new WeakMap<VTTCue, Whole>()
  const parts = new WeakSet<VTTCue>()
  const tracks = () => [...video.textTracks]
  const cuesOf = ({ cues }: TextTrack) => [...(cues ?? [])].filter((cue) => cue instanceof VTTCue)

  const shorten = () => {
    for (const track of tracks())
      for (const cue of cuesOf(track)) if (!wholes.has(cue) && !parts.has(cue)) split(track, cue)
  }
  const split = (track: TextTrack, cue: VTTCue) => {
    const { text, startTime, endTime } = cue
    const [first = text, ...others] = toShortCaptions(text, fits)
    const secondsEach =
      (endTime - startTime) / [first, ...others].reduce((sum, one) => sum + readingLength(one), 0)
    let time = startTime + readingLength(first) * secondsEach
    const rest = others.map((part, index) => {
      const end = index === others.length - 1 ? endTime : time + readingLength(part) * secondsEach
      const next = likeIt(cue, { text: part, startTime: time, endTime: end })
      time = end
      return next
    })
    wholes.set(cue, { text, endTime, rest })
    // Setting it lays out anew what is shown.
    if (first !== text) cue.text = first
    if (rest[0] !== undefined) cue.endTime = rest[0].startTime
    for (const part of rest) {
      parts.add(part)
      if (free.has(cue)) free.add(part)
      track.addCue(part)
    }
  }
  const undo = (track: TextTrack, cue: VTTCue) => {
    const whole = wholes.get(cue)
    if (whole === undefined) return
    wholes.delete(cue)
    cue.text = whole.text
    cue.endTime = whole.endTime
    for (const part of whole.rest) if (part.track === track) track.removeCue(part)
  }
  const undoAll = () => {
    for (const track of tracks()) for (const cue of cuesOf(track)) undo(track, cue)
  }
  // Cues come in with their segments, well before they are due.
  video.addEventListener('timeupdate', shorten)
  video.addEventListener('progress', shorten)
  return {
    again() {
      undoAll()
      shorten()
    },
    stop() {
      video.removeEventListener('timeupdate', shorten)
      video.removeEventListener('progress', shorten)
      undoAll()
    },
  }
}

function likeIt(
  cue: VTTCue,
  { text, startTime, endTime }: { text: string; startTime: number; endTime: number },
): VTTCue {
  const next = new VTTCue(startTime, endTime, text)
  next.align = cue.align
  next.position = cue.position
  next.positionAlign = cue.positionAlign
  next.size = cue.size
  next.snapToLines = cue.snapToLines
  next.line = cue.line
  next.lineAlign = cue.lineAlign
  next.vertical = cue.vertical
  return next
}
