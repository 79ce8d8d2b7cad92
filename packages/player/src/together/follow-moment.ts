import type { JoinTarget, Tote } from '@tote/core'
import { pdtAt } from '@tote/protocol'
import type { MediaEngine } from '../media/media-engine.ts'
import { steer, THERE_WITHIN } from './steer.ts'

/** A picture that is being led: while it is held, nobody else sets its speed. */
export interface LedPicture {
  readonly video: HTMLVideoElement
  readonly engine: MediaEngine
  readonly hold: { isHeld: boolean }
}

export interface LeadMoment {
  /** Programme time to be at now. */
  readonly pdt: number
  readonly isPlaying: boolean
}

/** Often enough that a speed of a tenth more moves the picture by a hundredth of a second between. */
const TICK_MS = 100
/** What a stream does not hold for so long is not just about to come. */
const STRAY_AFTER_MS = 3000
/** A join that took longer is as near as it gets. */
const JOIN_WITHIN_MS = 15_000

/**
 * Keeps a picture at a moment that moves; null is nowhere, and lets it alone meanwhile. Returns the stop, which can let a
 * picture go on that only stands because the other does.
 */
export function followMoment(
  { video, engine, hold }: LedPicture,
  { moment, onStray }: { moment(): LeadMoment | null; onStray(isStray: boolean): void },
): (isToGoOn?: boolean) => void {
  let soughtAtMs = Number.NEGATIVE_INFINITY
  let strayedAtMs: number | null = null
  let isPausedByLead = false
  const timer = setInterval(tick, TICK_MS)
  tick()
  return (isToGoOn = false) => {
    clearInterval(timer)
    letGo()
    if (isToGoOn && isPausedByLead && video.paused) video.play().catch(() => undefined)
  }

  function letGo(): void {
    if (hold.isHeld) video.playbackRate = 1
    hold.isHeld = false
  }

  function tick(): void {
    const nowMs = performance.now()
    const lead = moment()
    if (!video.paused) isPausedByLead = false
    // What the shopper stopped here stands until they start it.
    if (lead === null || video.seeking || (video.paused && !isPausedByLead && lead.isPlaying)) return letGo()
    const time = engine.mediaTimeAt(lead.pdt)
    const step = steer({
      drift: time === null ? null : time - video.currentTime,
      inHand: inHand(video),
      isLeadPlaying: lead.isPlaying,
      isPaused: video.paused,
      canPace: engine.canCatchUp ?? false,
      rate: video.playbackRate,
      sinceSeekMs: nowMs - soughtAtMs,
    })
    strayedAtMs = step.do === 'stray' ? (strayedAtMs ?? nowMs) : null
    onStray(strayedAtMs !== null && nowMs - strayedAtMs > STRAY_AFTER_MS)
    if (step.do === 'stray') return letGo()
    hold.isHeld = true
    switch (step.do) {
      case 'seek':
        soughtAtMs = nowMs
        if (time !== null) video.currentTime = time
        return
      case 'pace':
        if (video.playbackRate !== step.rate) video.playbackRate = step.rate
        return
      case 'pause':
        isPausedByLead = true
        video.pause()
        return
      case 'play':
        isPausedByLead = false
        // Refused without a tap it stands, and the shopper starts it.
        video.play().catch(() => undefined)
        return
      default:
        step satisfies never
    }
  }
}

/** After a join by a seek, the rest of the way by speed; then it is on its own. Returns the stop. */
export function settleJoin(picture: LedPicture, tote: Tote, target: JoinTarget): () => void {
  const { video, engine } = picture
  const startedAtMs = performance.now()
  const stop = followMoment(picture, {
    moment() {
      // What a ticket brought along is as old as the last tick there; who leads is known to the moment.
      const lead = tote.playback.$lead.get()
      const isLed = lead !== null && lead.showId === tote.showId && lead.isPlaying
      const pdt = isLed ? pdtAt(lead, tote.connection.hubNow()) : target.pdtAt(Date.now())
      const time = engine.mediaTimeAt(pdt)
      const isThere = time !== null && !video.seeking && Math.abs(time - video.currentTime) < THERE_WITHIN
      if (isThere || time === null || performance.now() - startedAtMs > JOIN_WITHIN_MS) {
        queueMicrotask(end)
        return null
      }
      return { pdt, isPlaying: true }
    },
    onStray: () => undefined,
  })
  // Whoever moves the picture has another moment in mind.
  video.addEventListener('seeking', end)
  video.addEventListener('pause', end)
  return end

  function end(): void {
    stop()
    video.removeEventListener('seeking', end)
    video.removeEventListener('pause', end)
  }
}

function inHand({ buffered, currentTime }: HTMLVideoElement): number {
  for (let index = 0; index < buffered.length; index += 1)
    if (buffered.start(index) <= currentTime && currentTime <= buffered.end(index))
      return buffered.end(index) - currentTime
  return 0
}
