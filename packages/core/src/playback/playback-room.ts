import { pdtAt, type HeardPosition, type Lead, type Position, type ShowId } from '@tote/protocol'
import { atom } from 'nanostores'
import type { Clock } from '../link/clock.ts'
import type { HubClock } from '../link/hub-clock.ts'
import type { LinkSession } from '../link/link.ts'
import type { Following, JoinTarget, PlaybackRoom } from './playback.ts'

/** Often enough to continue elsewhere at the same moment; a carried link brings an exact one. */
const TELL_EVERY_MS = 5000
/** A step further than the clock's is a seek. */
const JUMP_MS = 1500
/** Who said yes and hears within this that the picture plays elsewhere too is asked whether it shall move. */
const ASK_WITHIN_MS = 10_000

export interface PlaybackDeps {
  readonly clock: Clock
  readonly hubClock: HubClock
  readonly showId: ShowId
  seek(atMs: number | null): void
  msToNextCue(atMs: number): number | null
}

export interface PlaybackInner extends PlaybackRoom {
  /** Somewhere to go, from a journey that was watching elsewhere. */
  offerJoin(position: HeardPosition | undefined, reason: JoinTarget['reason']): void
  hearLead(lead: Lead, isOwn: boolean): void
  /** This page is of another journey now. */
  forgetLead(): void
  enterSession(session: LinkSession): void
  leaveSession(): void
}

/** Where the picture is, told to the hub, and where it should go. */
export function createPlaybackRoom({
  clock,
  hubClock,
  showId,
  seek,
  msToNextCue,
}: PlaybackDeps): PlaybackInner {
  const $position = atom<Position | null>(null)
  const $reachFrom = atom<number | null>(null)
  const $join = atom<JoinTarget | null>(null)
  const $lead = atom<Lead | null>(null)
  const $asksToMove = atom(false)
  const $following = atom<Following>('no')
  const $isStray = atom(false)
  let session: LinkSession | null = null
  /** The shopper chose a moment in this place: where they were elsewhere is of no matter any more. */
  let hasAsked = false
  let settle: (isThere: boolean) => void = () => {}
  let told: { position: Position; atMs: number } | null = null
  let seenAtMs = 0
  let acceptedAtMs = Number.NEGATIVE_INFINITY
  /** Since when this page leads by the shopper's hand; said with every position. */
  let led: { ledAt: number; isAlone?: boolean } | null = null
  let mayMeasure = false

  return {
    $position,
    $join,
    $reachFrom,
    $lead,
    $asksToMove,
    $following,
    $isStray,
    setStray: (isStray) => $isStray.set(isStray),
    allowMeasuring: (isAllowed) => void (mayMeasure = isAllowed),
    setReachFrom: (pdt) => $reachFrom.set(pdt),
    setPosition(given) {
      const position = given === null ? null : { ...given, pdt: Math.round(given.pdt), showId }
      seenAtMs = clock.now()
      $position.set(position)
      seek(position?.pdt ?? null)
      if (position !== null && isWorthTelling(position)) tell(position)
    },
    goTo(pdt, { isPlaying = false } = {}) {
      settle(false)
      hasAsked = true
      const from = { showId, mode: 'behind', pdt, isPlaying, heardAt: hubClock.now() } as const
      return new Promise((done) => {
        settle = done
        $join.set({ reason: 'asked', mode: 'behind', from, pdtAt: () => pdt })
      })
    },
    joined(isThere = true) {
      $join.set(null)
      settle(isThere)
      settle = () => {}
    },
    lead() {
      const lead = $lead.get()
      // Paused here for a moment, the picture goes back to where the others are.
      if ($following.get() === 'together' && lead?.isPlaying === true && lead.isGone !== true) return
      takeLead({ ledAt: hubClock.now() })
    },
    moveHere() {
      const lead = $lead.get()
      takeLead({ ledAt: hubClock.now(), isAlone: true })
      if (lead !== null) join(lead, 'led')
    },
    keepBoth: () => $asksToMove.set(false),
    follow(how) {
      $asksToMove.set(false)
      const was = $following.get()
      if (was === how) return
      $following.set(how)
      const lead = $lead.get()
      if (how !== 'no') led = null
      // Back from a second screen, or to begin with, the picture comes; one that was followed is there.
      if (lead !== null && (how === 'together' || was === 'second-screen')) join(lead, 'led')
    },
    msToNextCue,
    offerJoin(position, reason) {
      if (reason === 'accepted') {
        forgetLead()
        acceptedAtMs = clock.now()
      }
      if (position === undefined || (hasAsked && reason === 'resumed')) return
      join(position, reason)
    },
    hearLead(lead, isOwn) {
      $lead.set(isOwn ? null : lead)
      const isPlaying = !isOwn && lead.isPlaying && lead.isGone !== true
      if (!isPlaying) $asksToMove.set(false)
      else if (clock.now() - acceptedAtMs < ASK_WITHIN_MS) {
        acceptedAtMs = Number.NEGATIVE_INFINITY
        $asksToMove.set(true)
      }
    },
    forgetLead,
    enterSession(opened) {
      session = opened
      told = null
    },
    leaveSession() {
      session = null
      // Who follows goes on to where the other must be by now; to all else what is not heard is not known.
      if ($following.get() === 'no') $lead.set(null)
    },
  }

  function forgetLead(): void {
    led = null
    $lead.set(null)
    $asksToMove.set(false)
    $following.set('no')
  }

  function join(position: HeardPosition, reason: JoinTarget['reason']): void {
    if (position.showId !== showId) return
    $join.set({
      reason,
      mode: position.mode,
      from: position,
      pdtAt: (nowMs) => pdtAt(position, hubClock.at(nowMs)),
    })
  }

  function takeLead(by: NonNullable<typeof led>): void {
    led = by
    $lead.set(null)
    $asksToMove.set(false)
    $following.set('no')
    told = null
    const position = $position.get()
    if (position !== null) tell(position)
  }

  function isWorthTelling(position: Position): boolean {
    if (told === null) return true
    const elapsedMs = clock.now() - told.atMs
    const expected = told.position.pdt + (told.position.isPlaying ? elapsedMs : 0)
    return (
      position.isPlaying !== told.position.isPlaying ||
      position.mode !== told.position.mode ||
      Math.abs(position.pdt - expected) > JUMP_MS ||
      (position.isPlaying && elapsedMs >= TELL_EVERY_MS)
    )
  }

  function tell(position: Position): void {
    // A second screen has no picture of its own to tell of.
    if (session === null || $following.get() === 'second-screen') return
    told = { position, atMs: clock.now() }
    session.tell('pos', {
      ...position,
      at: Math.round(hubClock.at(seenAtMs)),
      ...led,
      ...(mayMeasure && { mayMeasure }),
    })
  }
}
