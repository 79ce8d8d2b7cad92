import { runCueClock } from '../media/cue-clock.ts'
import { followJoin } from '../media/follow-join.ts'
import type { MediaEngine } from '../media/media-engine.ts'
import type { WhilePlaying } from '../media/while-playing.ts'
import type { PlaybackSource } from './playback-source.ts'

export type Wishes = WhilePlaying['wishes']

export interface FollowOptions {
  readonly video: HTMLVideoElement
  readonly engine: MediaEngine
  /** Held while another picture is followed. */
  readonly hold: { isHeld: boolean }
  readonly source: PlaybackSource
  /** What is asked from outside of the page: by keys of the device, by a network that is too thin. */
  readonly wishes: Wishes
}

/** What goes on beside a picture that is played: cues, where the shopper is, and what is loaded for it. Returns the stop. */
export function followPlayback({ video, engine, hold, source, wishes }: FollowOptions): () => void {
  const { src, tote, facts } = source
  const stops =
    tote === null ? [] : [runCueClock({ video, engine, tote }), followJoin({ video, engine, hold }, tote)]
  let isOver = false
  import('../media/while-playing.ts').then(
    ({ startWhilePlaying }) => {
      if (!isOver) stops.push(startWhilePlaying({ video, engine, hold, src, facts, wishes }))
    },
    // The picture waits for none of this, and plays without it where it cannot be loaded.
    () => undefined,
  )
  return () => {
    isOver = true
    for (const stop of stops) stop()
  }
}
