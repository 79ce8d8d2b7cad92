import { watchNetwork } from '../thin/watch-network.ts'
import { offerAirPlay, type AirPlayState } from './airplay.ts'
import { keepAwake } from './keep-awake.ts'
import { keepLive } from './keep-live.ts'
import type { MediaEngine } from './media-engine.ts'
import { showSession, type SessionFacts, type SessionWishes } from './media-session.ts'
import { beOneAudible } from './one-audible.ts'
import { playOnReturn } from './play-on-return.ts'

export interface WhilePlaying {
  readonly video: HTMLVideoElement
  readonly engine: MediaEngine
  /** While it is held, another picture is followed. */
  readonly hold: { readonly isHeld: boolean }
  /** Of the stream. */
  readonly src: string
  readonly facts: SessionFacts
  readonly wishes: SessionWishes & {
    /** The network is too thin for the picture. */
    goThin(): void
    /** There is an AirPlay device to send the picture to, or it is there, or not any more. */
    onAirPlay(state: AirPlayState): void
  }
}

/** Everything that goes on beside a picture that plays; loaded once one is wanted. Returns the stop. */
export function startWhilePlaying({ video, engine, hold, src, facts, wishes }: WhilePlaying): () => void {
  const online = () => {
    // A network that is back is not waited for.
    if (video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) engine.retry()
  }
  const view = video.ownerDocument.defaultView
  view?.addEventListener('online', online)
  const stops = [
    keepLive({ video, engine, hold }),
    beOneAudible(video),
    offerAirPlay({ video, engine, src }, (state) => wishes.onAirPlay(state)),
    watchNetwork({ video, engine }, () => wishes.goThin()),
    keepAwake(video),
    playOnReturn(video, wishes.play),
    showSession({ video, engine }, facts, wishes),
    () => view?.removeEventListener('online', online),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
