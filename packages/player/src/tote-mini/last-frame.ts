/** Twice the width the small player has on most screens: sharp, and some twenty kilobytes. */
const WIDTH = 360

/** The picture now, as base64 of a small image; null while there is none, or where the page may not read it. */
export function takeFrame(video: HTMLVideoElement): string | null {
  const { videoWidth, videoHeight } = video
  if (videoWidth === 0 || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null
  const canvas = video.ownerDocument.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = Math.round((WIDTH * videoHeight) / videoWidth)
  try {
    canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height)
    // A browser that cannot write WebP writes PNG, which is as good to read.
    return canvas.toDataURL('image/webp', 0.6).split(',')[1] ?? null
  } catch {
    // A stream of another origin that does not allow it.
    return null
  }
}

/** Draws it. Without an address there is no policy that could forbid it. */
export async function paintFrame(canvas: HTMLCanvasElement, frame: string): Promise<void> {
  const bytes = Uint8Array.from(atob(frame), (sign) => sign.charCodeAt(0))
  const picture = await createImageBitmap(new Blob([bytes]))
  canvas.width = picture.width
  canvas.height = picture.height
  canvas.getContext('2d')?.drawImage(picture, 0, 0)
  picture.close()
}
