/**
 * Tells ears what captions say, for those who asked for it: captions are no live region otherwise, for most readers hear the
 * show. Returns the stop.
 */
export function readCaptions(video: HTMLVideoElement): () => void {
  const said = video.ownerDocument.createElement('p')
  said.className = 'ears-only'
  said.role = 'status'
  video.after(said)
  const { textTracks } = video
  const tell = () => {
    const texts = [...textTracks]
      .filter(({ mode }) => mode === 'showing')
      .flatMap(({ activeCues }) => [...(activeCues ?? [])])
      .map((cue) => (cue instanceof VTTCue ? (cue.getCueAsHTML().textContent ?? '') : ''))
    said.textContent = texts.join('\n')
  }
  const follow = (track: TextTrack) => track.addEventListener('cuechange', tell)
  const onTrack = ({ track }: TrackEvent) => track && follow(track)
  for (const track of textTracks) follow(track)
  textTracks.addEventListener('addtrack', onTrack)
  return () => {
    textTracks.removeEventListener('addtrack', onTrack)
    for (const track of textTracks) track.removeEventListener('cuechange', tell)
    said.remove()
  }
}
