/**
 * Plays, with sound if the browser lets it, else without.
 *
 * @returns `silent` when sound was refused, `refused` when the picture was too (low power), `stopped` when something else
 * came before it played.
 */
export async function startVideo(
  video: HTMLVideoElement,
): Promise<'playing' | 'silent' | 'refused' | 'stopped'> {
  try {
    await video.play()
    return 'playing'
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return 'stopped'
  }
  const wasMuted = video.muted
  video.muted = true
  try {
    await video.play()
    return wasMuted ? 'playing' : 'silent'
  } catch {
    video.muted = wasMuted
    return 'refused'
  }
}
