import type { HeardPosition, Position, ShowId } from '@tote/protocol'
import { atom } from 'nanostores'
import type { Clock } from '../link/clock.ts'
import type { HubClock } from '../link/hub-clock.ts'
import type { LinkSession } from '../link/link.ts'
import type { JoinTarget, PlaybackRoom } from '../tote.ts'

/** Often enough to continue elsewhere at the same moment; a carried link brings an exact one. */
const TELL_EVERY_MS = 5000
/** A step further than the clock's is a seek. */
const JUMP_MS = 1500

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
  const $join = atom<JoinTarget | null>(null)
  let session: LinkSession | null = null
  let told: { position: Position; atMs: number } | null = null

  return {
    $position,
    $join,
    setPosition(given) {
      const position = given === null ? null : { ...given, pdt: Math.round(given.pdt), showId }
      $position.set(position)
      seek(position?.pdt ?? null)
      if (position !== null && isWorthTelling(position)) tell(position)
    },
    joined: () => $join.set(null),
    msToNextCue,
    offerJoin(position, reason) {
      if (position === undefined || position.showId !== showId) return
      const { pdt, heardAt, isPlaying, mode } = position
      $join.set({
        reason,
        mode,
        from: position,
        // A playing picture has gone on since the hub heard of it.
        pdtAt: (nowMs) => (isPlaying ? pdt + Math.max(0, hubClock.at(nowMs) - heardAt) : pdt),
      })
    },
    enterSession(opened) {
      session = opened
      told = null
    },
    leaveSession() {
      session = null
    },
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
    if (session === null) return
    told = { position, atMs: clock.now() }
    session.tell('pos', position)
  }
}
