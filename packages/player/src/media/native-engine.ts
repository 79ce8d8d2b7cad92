import { ToteError } from '@tote/protocol'
import type { CaptionTrack, EngineOptions, MediaEngine } from './media-engine.ts'
import { toMediaError } from './to-media-error.ts'

/** Only Safari has these; the type libraries do not. */
type AppleVideo = HTMLVideoElement & {
  getStartDate?: () => Date
  readonly audioTracks?: ArrayLike<{ enabled: boolean; readonly label: string; readonly language: string }>
}

/** Seconds behind the end of the seekable range that a native player keeps to. */
const EDGE_DISTANCE = 6

/** The browser's own HLS, where there is no MSE; and plain files. */
export function createNativeEngine({ video, src, onChange, onFailure }: EngineOptions): MediaEngine {
  const apple: AppleVideo = video
  const onError = () => {
    const code = video.error?.code
    if (code === undefined) return
    if (code === MediaError.MEDIA_ERR_NETWORK) onFailure(toMediaError(src, null))
    else
      onFailure(
        new ToteError('media_unplayable', `The stream at ${src} cannot be played here.`, {
          details: { field: 'stream' },
        }),
      )
  }
  const { textTracks } = video
  video.addEventListener('error', onError)
  video.addEventListener('loadedmetadata', onChange)
  textTracks.addEventListener('addtrack', onChange)
  video.src = src

  const startMs = () => {
    const start = apple.getStartDate?.().getTime()
    return start === undefined || Number.isNaN(start) ? null : start
  }
  // Files are not the stream's: they are elements in the video.
  const isOfFile = (track: TextTrack) =>
    [...video.querySelectorAll('track')].some((one) => one.track === track)
  const captionTracks = () =>
    [...textTracks].filter(
      (track) => (track.kind === 'subtitles' || track.kind === 'captions') && !isOfFile(track),
    )
  const audioTracks = () => Array.from(apple.audioTracks ?? [])

  return {
    programmeTime() {
      const start = startMs()
      return start === null ? null : start + video.currentTime * 1000
    },
    liveEdge() {
      if (video.duration !== Number.POSITIVE_INFINITY) return null
      // Where nothing can be gone to the picture is as near to the edge as it gets.
      if (video.seekable.length === 0) return video.currentTime
      return Math.max(0, video.seekable.end(video.seekable.length - 1) - EDGE_DISTANCE)
    },
    mediaTimeAt(pdt) {
      const start = startMs()
      if (start === null) return null
      const time = (pdt - start) / 1000
      const { seekable } = video
      for (let index = 0; index < seekable.length; index += 1)
        if (time >= seekable.start(index) && time <= seekable.end(index)) return time
      return null
    },
    captions: (): readonly CaptionTrack[] => captionTracks().map(toChoice),
    showCaptions(index) {
      for (const [position, track] of captionTracks().entries())
        track.mode = position === index ? 'showing' : 'disabled'
    },
    audioTracks: () => ({
      all: audioTracks().map(toChoice),
      chosen: audioTracks().findIndex(({ enabled }) => enabled),
    }),
    chooseAudioTrack(index) {
      for (const [position, track] of audioTracks().entries()) track.enabled = position === index
    },
    retry() {
      video.src = src
      video.load()
    },
    destroy() {
      video.removeEventListener('error', onError)
      video.removeEventListener('loadedmetadata', onChange)
      textTracks.removeEventListener('addtrack', onChange)
      // The way the standard gives to make an element let go of its source.
      video.removeAttribute('src')
      video.load()
    },
  }
}

/** What a shopper can choose it by: not every browser tells what a stream calls its tracks. */
function toChoice({ label, language }: { readonly label: string; readonly language: string }, index: number) {
  return { label: label || language || String(index + 1), language }
}
