import type { CaptionFile } from '@tote/protocol'
import type { TotePlayer } from '../tote-player/tote-player.ts'

/** The page's own `<track>`s in the player, as in a `video`. */
export function captionTracksOf(player: TotePlayer): CaptionFile[] {
  const tracks = player.querySelectorAll<HTMLTrackElement>(':scope > track[src]')
  return [...tracks]
    .filter(({ kind }) => kind === 'captions' || kind === 'subtitles')
    .map(({ src, label, srclang }) => ({ src, label: label === '' ? srclang : label, language: srclang }))
}
