import type { Tote } from '@tote/core'

/** Often enough that a pin shows as on air within a blink of the hub's word. */
const INTERVAL_MS = 250

/**
 * Keeps a Tote without a picture at the encoder's own moment: cues count as due when they are given,
 * not when some viewer's picture gets there. For a replay that is its end: all that ever happened.
 */
export function followEdge(tote: Tote): () => void {
  const tick = () => {
    const state = tote.show.$show.get()
    const mode = state.status === 'ready' && state.show.status === 'ended' ? 'replay' : 'live'
    tote.playback.setPosition({ pdt: tote.connection.hubNow(), mode, isPlaying: true })
  }
  tick()
  const timer = setInterval(tick, INTERVAL_MS)
  return () => clearInterval(timer)
}
