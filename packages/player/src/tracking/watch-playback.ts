import { qoeAfter, qoeAt, qoeRestarted, quietQoe, type QoeFact } from '@tote/core/tracking'
import type { Qoe } from '@tote/protocol'
import type { LitElement } from 'lit'
import type { PlaybackState } from '../tote-player/playback-state.ts'

/** What of a player is needed to see how it plays; another copy of ours on the page has classes of its own. */
export interface PlayingElement extends LitElement {
  readonly paused: boolean
  readonly playback: { readonly state: PlaybackState }
}

/** Under this name a player notes on the page's timeline that it is asked to play. */
const WISH = 'tote-wish'

const FACTS: readonly (readonly [event: string, kind: QoeFact['kind']])[] = [
  ['playing', 'playing'],
  ['waiting', 'waiting'],
  ['seeking', 'seeking'],
  ['pause', 'stopped'],
  ['ended', 'stopped'],
]

/** Follows how a player's picture goes, and tells when it ends, when the page is left, and on `stop`. */
export function watchPlayback(player: PlayingElement, tell: (qoe: Qoe) => void): () => void {
  const life = new AbortController()
  const { signal } = life
  const page = player.ownerDocument.defaultView
  const now = () => Math.round(performance.now())
  let state = quietQoe
  const hear = (kind: QoeFact['kind'], atMs = now()) => {
    state = qoeAfter(state, { kind, atMs })
  }
  /** It was asked to play before this was here to hear it: the page's timeline has when. */
  const findWish = () => {
    const wish = state.wishedAtMs === null ? performance.getEntriesByName(WISH).at(-1) : undefined
    if (wish !== undefined) hear('wished', Math.round(wish.startTime))
  }
  const tellNow = () => {
    const qoe = qoeAt(state, now())
    state = qoeRestarted(state, now())
    if (qoe.playedMs > 0) tell(qoe)
  }
  // What the player asks of itself is no event: it is seen when it is drawn.
  let status: PlaybackState['status'] = player.playback.state.status
  const wishes = {
    hostUpdated() {
      const before = status
      status = player.playback.state.status
      if (before === 'idle' && status === 'loading') hear('wished')
    },
  }
  player.addController(wishes)
  // When it began is not known any more.
  if (status === 'playing') hear('playing')

  player.addEventListener('playing', findWish, { signal })
  for (const [event, kind] of FACTS) player.addEventListener(event, () => hear(kind), { signal })
  player.addEventListener('ended', tellNow, { signal })
  page?.addEventListener('pagehide', tellNow, { signal })
  return () => {
    player.removeController(wishes)
    life.abort()
    tellNow()
  }
}
