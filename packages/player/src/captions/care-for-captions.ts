import type { CaptionFile, ToteError } from '@tote/protocol'
import { captionLine } from './caption-line.ts'
import { captionLook } from './caption-look.ts'
import { createFileTrack } from './file-track.ts'
import type { CaptionChoice } from './kept-captions.ts'
import { liftCaptions } from './lift-captions.ts'
import { readCaptions } from './read-captions.ts'
import { shortenCaptions } from './shorten-captions.ts'

/** How captions look and where they are from, once there are some. */
export interface CaptionCare {
  /** `file` is the one to show; null for one of the stream, or none. */
  apply(choice: CaptionChoice, file: CaptionFile | null): void
  stop(): void
}

/** Sees to the captions of this picture until it is stopped. */
export function careForCaptions(video: HTMLVideoElement, onFault: (error: ToteError) => void): CaptionCare {
  const free = new WeakSet<VTTCue>()
  const file = createFileTrack(video, onFault)
  const look = captionLook(video, () => {
    shorter.again()
    lifted.again()
  })
  const shorter = shortenCaptions(video, { fits: look.fits, free })
  const lifted = liftCaptions(video, {
    lastLine: () => captionLine(video),
    heightOf: look.heightOf,
    free,
  })
  let stopReading = () => {}
  let isRead = false
  return {
    apply(choice, shown) {
      file.show(shown)
      look.setSize(choice.size)
      if (choice.isRead === isRead) return
      isRead = choice.isRead
      stopReading()
      stopReading = isRead ? readCaptions(video) : () => {}
    },
    stop() {
      stopReading()
      lifted.stop()
      shorter.stop()
      look.stop()
      file.show(null)
    },
  }
}
