/** Percent from the top at which the last line of a caption stands: above the card and the controls. */
const LAST_LINE_AT = 60

/**
 * Moves captions up. The browser draws them at the bottom of the picture, which here lies under the card and
 * the controls. Only those without a place of their own; how they look stays the shopper's choice.
 * Returns the stop.
 */
export function liftCaptions(video: HTMLVideoElement): () => void {
  const lift = () => {
    for (const track of video.textTracks)
      for (const cue of track.cues ?? []) if (cue instanceof VTTCue && cue.line === 'auto') place(cue)
  }
  const { textTracks } = video
  const onTrack = ({ track }: TrackEvent) => track?.addEventListener('cuechange', lift)
  textTracks.addEventListener('addtrack', onTrack)
  // Cues come in with their segments, well before they are due.
  video.addEventListener('timeupdate', lift)
  video.addEventListener('progress', lift)
  return () => {
    textTracks.removeEventListener('addtrack', onTrack)
    for (const track of textTracks) track.removeEventListener('cuechange', lift)
    video.removeEventListener('timeupdate', lift)
    video.removeEventListener('progress', lift)
  }
}

function place(cue: VTTCue): void {
  cue.snapToLines = false
  cue.line = LAST_LINE_AT
  cue.lineAlign = 'end'
}
