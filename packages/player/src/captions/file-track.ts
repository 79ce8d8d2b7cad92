import { ToteError, type CaptionFile } from '@tote/protocol'

export interface FileTrack {
  /** Shows the captions of this file, fetched for it, and those of no other; null for none. */
  show(file: CaptionFile | null): void
}

/**
 * Captions of a WebVTT file. It is fetched rather than named to the video: of another origin the browser would read it only
 * if the picture came with CORS too, and a page allows `blob:` for the picture anyway.
 */
export function createFileTrack(video: HTMLVideoElement, onFault: (error: ToteError) => void): FileTrack {
  let shown: CaptionFile | null = null
  let track: HTMLTrackElement | null = null
  const remove = () => {
    if (track === null) return
    URL.revokeObjectURL(track.src)
    track.remove()
    track = null
  }
  const add = (file: CaptionFile, text: string) => {
    track = video.ownerDocument.createElement('track')
    track.kind = 'captions'
    track.label = file.label
    track.srclang = file.language
    track.src = URL.createObjectURL(new Blob([text], { type: 'text/vtt' }))
    // As soon as they are read, before one is due.
    track.addEventListener('load', () => video.dispatchEvent(new Event('progress')))
    video.append(track)
    track.track.mode = 'showing'
  }
  return {
    show(file) {
      if (file?.src === shown?.src) return
      shown = file
      remove()
      if (file === null) return
      fetchCaptions(file.src).then(
        (text) => {
          if (shown === file) add(file, text)
        },
        (error: unknown) => {
          if (shown === file && error instanceof ToteError) onFault(error)
        },
      )
    },
  }
}

/** @throws ToteError `media_failed` */
async function fetchCaptions(src: string): Promise<string> {
  const response = await fetch(src).catch((cause: unknown) => {
    throw toFault(src, 'no answer this page may read', cause)
  })
  if (!response.ok) throw toFault(src, `status ${response.status}`)
  const text = await response.text()
  if (!/^\uFEFF?WEBVTT/.test(text)) throw toFault(src, 'it does not begin with WEBVTT')
  return text
}

function toFault(src: string, why: string, cause?: unknown): ToteError {
  return new ToteError('media_failed', `The captions at ${src} cannot be used (${why}).`, {
    details: { field: 'captions' },
    cause,
  })
}
