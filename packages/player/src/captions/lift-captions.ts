import { LINE_WIDTH } from './caption-look.ts'

export interface LiftOptions {
  /** Percent from the top at which captions end now. */
  lastLine(): number
  /** Percent of the picture that a caption takes. */
  heightOf(text: string): number
  /** Takes in each that is moved. */
  readonly free?: WeakSet<VTTCue>
}

export interface LiftedCaptions {
  /** Moves them anew: they are of another height. */
  again(): void
  stop(): void
}

/**
 * Moves captions up. The browser draws them at the bottom of the picture, which here lies under the card and
 * the controls. Only those without a place of their own; how they look stays the shopper's choice.
 */
export function liftCaptions(
  video: HTMLVideoElement,
  { lastLine, heightOf, free = new WeakSet() }: LiftOptions,
): LiftedCaptions {
  const lift = () => {
    const last = lastLine()
    for (const track of video.textTracks)
      for (const cue of track.cues ?? []) if (cue instanceof VTTCue) place(cue, last)
  }
  const place = (cue: VTTCue, last: number) => {
    if (cue.line !== 'auto' && !free.has(cue)) return
    free.add(cue)
    // By its first line: not every browser can be told where the last one stands.
    const line = Math.max(0, last - heightOf(cue.text))
    // Setting it lays out anew what is shown.
    if (cue.line === line) return
    cue.snapToLines = false
    cue.line = line
    // Clear of the picture's edges.
    if (cue.size === 100) cue.size = LINE_WIDTH
  }
  const { textTracks } = video
  // What comes to lie over the picture moves them at once, not with the picture's next word.
  const crowd = new ResizeObserver(lift)
  const bottom = video.closest('.stage')?.querySelector('.bottom')
  if (bottom != null) crowd.observe(bottom)
  const onTrack = ({ track }: TrackEvent) => track?.addEventListener('cuechange', lift)
  textTracks.addEventListener('addtrack', onTrack)
  // Cues come in with their segments, well before they are due.
  video.addEventListener('timeupdate', lift)
  video.addEventListener('progress', lift)
  return {
    again: lift,
    stop() {
      crowd.disconnect()
      textTracks.removeEventListener('addtrack', onTrack)
      for (const track of textTracks) track.removeEventListener('cuechange', lift)
      video.removeEventListener('timeupdate', lift)
      video.removeEventListener('progress', lift)
    },
  }
}
