import type { HeardPosition, Lead, Position } from '@tote/protocol'
import type { ReadableAtom } from 'nanostores'

/** The element owns the picture and tells where it is; core tells where it should go. */
export interface PlaybackRoom {
  readonly $position: ReadableAtom<Position | null>
  /** Call on time updates, play, pause and seek. Null when there is no picture. */
  setPosition(position: Omit<Position, 'showId'> | null): void
  /** A moment to go to, after a journey was continued here; the element seeks and then calls `joined`. */
  readonly $join: ReadableAtom<JoinTarget | null>
  /** `isThere` is false when the stream does not hold that moment (any more). */
  joined(isThere?: boolean): void
  /**
   * The shopper asks for a moment of the show: at this programme time, and playing from there if so told. Resolves when
   * the picture is there, or with false when the stream does not hold it, or another moment was asked for meanwhile.
   */
  goTo(pdt: number, options?: { readonly isPlaying?: boolean }): Promise<boolean>
  /** Earliest programme time that the stream still shows; null while it is not known. */
  readonly $reachFrom: ReadableAtom<number | null>
  /** Call as `setPosition`: what is before it cannot be gone to. */
  setReachFrom(pdt: number | null): void
  /** The page elsewhere whose picture leads in this journey; null while there is none, or this one leads. */
  readonly $lead: ReadableAtom<Lead | null>
  /** A journey was just continued here whose picture plays elsewhere too: `moveHere` or `keepBoth` answers. */
  readonly $asksToMove: ReadableAtom<boolean>
  /** Call when the shopper starts or moves the picture here by hand: the others may follow it from now on. */
  lead(): void
  /** The show goes on here, where it is elsewhere, and pauses there. */
  moveHere(): void
  keepBoth(): void
  /** How this page keeps to the picture that leads. */
  readonly $following: ReadableAtom<Following>
  /**
   * `together`: this picture is kept where the leading one is, until the shopper starts or moves it here.
   * `second-screen`: this page has no picture; products and moments are those of the leading one. `no`: on its own.
   */
  follow(how: Following): void
  /** Watching together, the stream here does not hold the moment that the leading picture shows. */
  readonly $isStray: ReadableAtom<boolean>
  /** Call as `setPosition`. */
  setStray(isStray: boolean): void
  /** Whether the shopper allows that what they watch is measured, said with every position from now on; no at first. */
  allowMeasuring(isAllowed: boolean): void
  /** Milliseconds until the next known cue after this programme time; null when none is known. For exact timers. */
  msToNextCue(pdt: number): number | null
}

export type Following = 'no' | 'together' | 'second-screen'

/** `pdtAt(nowMs)` is the programme time to be at when the clock says `nowMs` (`Date.now()` of this device). */
export interface JoinTarget {
  /** `accepted`: the shopper has just said yes; `resumed`: this place was of the journey already; `asked`: see `goTo`; `led`: to where the leading picture is. */
  readonly reason: 'accepted' | 'resumed' | 'asked' | 'led'
  readonly mode: Position['mode']
  readonly from: HeardPosition
  pdtAt(nowMs: number): number
}
