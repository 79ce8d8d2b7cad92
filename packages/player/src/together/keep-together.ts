import type { Following, Tote } from '@tote/core'
import { pdtAt } from '@tote/protocol'
import type { LitElement } from 'lit'
import type { MediaEngine } from '../media/media-engine.ts'
import type { PlaybackController } from '../tote-player/playback-controller.ts'
import { followMoment } from './follow-moment.ts'
import { beSecondScreen } from './second-screen.ts'

export interface TogetherHost extends LitElement {
  readonly playback: PlaybackController
  pause(): void
}

/** Does what the shopper wants of two screens: moves the show away, follows, or goes without a picture. Returns the stop. */
export function keepTogether(host: TogetherHost, tote: Tote): () => void {
  const { playback } = tote
  let stopFollowing = () => {}
  let movedAt: number | undefined
  const stops = [
    playback.$lead.subscribe((lead) => {
      if (lead?.isAlone !== true || lead.isGone === true || lead.ledAt === movedAt) return
      // Moved elsewhere: it is to play in one place. Once for each move: what the shopper wishes here afterwards counts.
      movedAt = lead.ledAt
      host.pause()
    }),
    playback.$following.subscribe((how) => {
      stopFollowing()
      stopFollowing = start(how)
    }),
  ]
  return () => {
    stopFollowing()
    for (const stop of stops) stop()
  }

  function start(how: Following): () => void {
    switch (how) {
      case 'no':
        return () => {}
      case 'second-screen':
        return beSecondScreen(host, tote)
      case 'together':
        return steerTogether()
      default:
        return how satisfies never
    }
  }

  /** The picture there is, and the next one after it. */
  function steerTogether(): () => void {
    let stop: ReturnType<typeof followMoment> = () => {}
    let led: MediaEngine | null = null
    const follow = () => {
      const { video, engine, hold } = host.playback
      if (engine === led) return
      led = engine
      stop()
      stop =
        engine === null || video === null
          ? () => {}
          : followMoment({ video, engine, hold }, { moment, onStray: playback.setStray })
    }
    const look = setInterval(follow, 500)
    follow()
    return () => {
      clearInterval(look)
      stop(true)
      playback.setStray(false)
    }
  }

  function moment() {
    const lead = playback.$lead.get()
    if (lead === null || lead.isGone === true || lead.showId !== tote.showId) return null
    return { pdt: pdtAt(lead, tote.connection.hubNow()), isPlaying: lead.isPlaying }
  }
}
