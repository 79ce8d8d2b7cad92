import type { MediaRequest } from '../tote-controls/media-request-event.ts'
import { isOff, isTaken, toMediaRequest } from './hotkeys.ts'
import type { TotePlayer } from './tote-player.ts'

/** What a key asks of this player now; null when the key is somebody else's, turned off, or asks nothing. */
export function toKeyRequest(player: TotePlayer, event: KeyboardEvent): MediaRequest | null {
  if (isTaken(event) || isOff(event.key, player.noHotkeys)) return null
  const { paused, muted, volume, currentTime } = player
  return toMediaRequest(event.key, { paused, muted, volume, currentTime, canSeek: player.playback.canSeek })
}
