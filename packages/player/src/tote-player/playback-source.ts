import { captionTracksOf } from '../captions/caption-tracks.ts'
import type { Tote } from '@tote/core'
import type { CaptionFile } from '@tote/protocol'
import type { SessionFacts } from '../media/media-session.ts'
import type { TotePlayer } from './tote-player.ts'

/** What is to be played, and what is said of it. */
export interface PlaybackSource {
  readonly src: string
  readonly backups: readonly string[]
  readonly captions: readonly CaptionFile[]
  readonly tote: Tote | null
  readonly facts: SessionFacts
}

/** What a player has to play at this address, and what is said of it. */
export function toPlaybackSource(player: TotePlayer, src: string): PlaybackSource {
  const shown = player.showState.value
  const show = shown?.status === 'ready' ? shown.show : null
  // Those of the show are of its own stream, which the page may have replaced.
  const streamed = player.src === null ? show : null
  const artwork = player.posterUrl
  return {
    src,
    backups: player.backups?.split(/\s+/).filter((url) => url !== '') ?? streamed?.backups ?? [],
    captions: [...captionTracksOf(player), ...(streamed?.captions ?? [])],
    tote: player.tote,
    facts:
      show !== null && shown?.status === 'ready'
        ? { title: show.title, artist: show.host ?? shown.tenantName, artwork }
        : { title: player.ownerDocument.title, artist: '', artwork },
  }
}
