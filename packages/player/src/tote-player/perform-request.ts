import type { MediaRequest } from '../tote-controls/media-request-event.ts'
import type { TotePlayer } from './tote-player.ts'

/** Does what a control, a key or the page asked of the picture. */
export function performRequest(player: TotePlayer, request: MediaRequest): void {
  switch (request.ask) {
    case 'play':
      void player.play()
      return
    case 'pause':
      player.pause()
      return
    case 'mute':
      player.muted = true
      return
    case 'unmute':
      player.playback.soundOn()
      return
    case 'volume':
      player.volume = request.volume
      return
    case 'seek':
      player.currentTime = request.seconds
      return
    case 'go-live':
      player.playback.goLive()
      return
    case 'captions':
      player.playback.showCaptions(player.playback.caption === null)
      return
    case 'fullscreen':
      void toggleFullscreen(player)
      return
    case 'pip':
      void togglePictureInPicture(player)
      return
    default:
      request satisfies never
  }
}

/** The whole widget, so that the shop comes along. */
async function toggleFullscreen(player: TotePlayer): Promise<void> {
  const page = player.ownerDocument
  try {
    if (page.fullscreenElement === player) await page.exitFullscreen()
    else await player.requestFullscreen()
  } catch {
    // Refused by the browser or the page's policy: the shopper sees that it stays as it is.
  }
}

async function togglePictureInPicture(player: TotePlayer): Promise<void> {
  const { video } = player
  const page = player.ownerDocument
  if (video === null) return
  try {
    if (page.pictureInPictureElement !== null) await page.exitPictureInPicture()
    else await video.requestPictureInPicture()
  } catch {
    // As above: a refusal shows by itself.
  }
}
