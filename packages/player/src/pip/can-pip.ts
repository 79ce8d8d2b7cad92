/** Safari's own way, older than the standard one; the type libraries do not know it. */
export type PresentingVideo = HTMLVideoElement & {
  readonly webkitPresentationMode?: string
  webkitSupportsPresentationMode?(mode: string): boolean
  webkitSetPresentationMode?(mode: string): void
}

/** Whether a button for picture in picture would do anything. */
export function canPip(video: PresentingVideo | null): boolean {
  if (video === null) return false
  return (
    hasPresentationMode(video) ||
    (video.ownerDocument.pictureInPictureEnabled && !video.disablePictureInPicture)
  )
}

export function hasPresentationMode(video: PresentingVideo): boolean {
  return video.webkitSupportsPresentationMode?.('picture-in-picture') === true
}
