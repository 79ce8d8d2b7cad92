import type { Tote } from '@tote/core'
import { pdtAt } from '@tote/protocol'
import { secondScreenStyles } from './second-screen.styles.ts'
import type { TogetherHost } from './keep-together.ts'

/** Between cues the time is only told this often: nothing changes there. */
const TELL_EVERY_MS = 250

/**
 * Makes this page the second screen of the one that leads: no picture here, and products, moments and prices as that
 * picture shows them. Returns the stop.
 */
export function beSecondScreen(host: TogetherHost, tote: Tote): () => void {
  const root = host.renderRoot
  const sheet = secondScreenStyles.styleSheet
  host.playback.close()
  host.toggleAttribute('second-screen', true)
  if (root instanceof ShadowRoot && sheet !== undefined)
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  const stopClock = runLeadClock(tote)
  return () => {
    stopClock()
    host.toggleAttribute('second-screen', false)
    if (root instanceof ShadowRoot)
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((known) => known !== sheet)
  }
}

/** Tells a tote where the leading picture is, exactly when the next cue is due in it. Returns the stop. */
function runLeadClock(tote: Tote): () => void {
  const { playback } = tote
  let timer: ReturnType<typeof setTimeout> | undefined

  const tell = () => {
    clearTimeout(timer)
    const lead = playback.$lead.get()
    if (lead === null || lead.showId !== tote.showId) return playback.setPosition(null)
    const pdt = pdtAt(lead, tote.connection.hubNow())
    const isPlaying = lead.isPlaying && lead.isGone !== true
    playback.setPosition({ pdt, mode: lead.mode, isPlaying })
    if (isPlaying)
      timer = setTimeout(tell, Math.min(TELL_EVERY_MS, (playback.msToNextCue(pdt) ?? Infinity) + 1))
  }

  const stop = playback.$lead.subscribe(tell)
  return () => {
    stop()
    clearTimeout(timer)
    playback.setPosition(null)
  }
}
