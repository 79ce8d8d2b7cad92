import type { AirPlayVideo } from '../media/airplay.ts'
import { MediaRequestEvent, type MediaRequest } from '../tote-controls/media-request-event.ts'
import { toggleMini, togglePip } from './late-parts.ts'
import type { TotePlayer } from './tote-player.ts'

/** Asks the page first, which may take it over, as it may what a button asks. */
export function askRequest(player: TotePlayer, request: MediaRequest): void {
  if (player.dispatchEvent(new MediaRequestEvent(request))) performRequest(player, request)
}

/** Does what a control, a key or the page asked of the picture. */
export function performRequest(player: TotePlayer, request: MediaRequest): void {
  const { playback, settings } = player
  switch (request.ask) {
    case 'play':
      if (playback.engine?.isResting === true) player.thin.choose(true)
      else void player.play()
      player.tote?.playback.lead()
      return
    case 'picture':
      player.thin.choose(request.isOn)
      return
    case 'pause':
      player.pause()
      return
    case 'mute':
      player.muted = true
      return
    case 'unmute':
      playback.soundOn()
      return
    case 'volume':
      player.volume = request.volume
      return
    case 'seek':
      player.currentTime = request.seconds
      lead(player)
      return
    case 'go-live':
      playback.goLive()
      lead(player)
      return
    case 'captions':
      playback.captions?.toggle()
      return
    case 'caption-track':
      playback.captions?.show(request.index)
      return
    case 'caption-size':
      playback.captions?.setSize(request.percent)
      return
    case 'read-captions':
      playback.captions?.read(request.isOn)
      return
    case 'quality':
      playback.engine?.chooseQuality?.(request.index)
      return
    case 'audio-track':
      playback.engine?.chooseAudioTrack?.(request.index)
      return
    case 'speed':
      playback.setSpeed(request.rate)
      return
    case 'airplay':
      pickAirPlay(player.video)
      return
    case 'mini':
      toggleMini(player)
      return
    case 'settings':
      settings.toggle('choices')
      return
    case 'help':
      settings.toggle('keys')
      return
    case 'fullscreen':
      void toggleFullscreen(player)
      return
    case 'pip':
      togglePip(player)
      return
    default:
      request satisfies never
  }
}

/** At once: the browser opens it only in the press itself. */
function pickAirPlay(video: AirPlayVideo | null): void {
  video?.webkitShowPlaybackTargetPicker?.()
}

/** Moved by hand, this picture follows no other, and others may follow it. */
function lead({ tote }: TotePlayer): void {
  tote?.playback.follow('no')
  tote?.playback.lead()
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
