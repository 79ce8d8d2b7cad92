import type { Qoe } from '@tote/protocol'

/** What a picture does, at a moment of any one clock. `stopped`: paused, ended or let go. */
export interface QoeFact {
  readonly kind: 'wished' | 'playing' | 'waiting' | 'seeking' | 'stopped'
  readonly atMs: number
}

export interface QoeState extends Qoe {
  readonly wishedAtMs: number | null
  readonly hasStarted: boolean
  readonly now: { readonly is: 'still' | 'playing' | 'waiting' | 'seeking'; readonly sinceMs: number }
}

export const quietQoe: QoeState = {
  startMs: null,
  stalls: 0,
  stallMs: 0,
  playedMs: 0,
  wishedAtMs: null,
  hasStarted: false,
  now: { is: 'still', sinceMs: 0 },
}

/** What is known after one more thing has happened. */
export function qoeAfter(before: QoeState, { kind, atMs }: QoeFact): QoeState {
  const state = closed(before, atMs)
  switch (kind) {
    case 'wished':
      return before.hasStarted || before.wishedAtMs !== null ? before : { ...before, wishedAtMs: atMs }
    case 'playing':
      return {
        ...state,
        hasStarted: true,
        startMs: before.hasStarted || before.wishedAtMs === null ? state.startMs : atMs - before.wishedAtMs,
        now: { is: 'playing', sinceMs: atMs },
      }
    case 'waiting':
      // Before the first picture it is the start; after a seek it is what the shopper asked for.
      if (before.now.is !== 'playing') return before
      return { ...state, stalls: state.stalls + 1, now: { is: 'waiting', sinceMs: atMs } }
    case 'seeking':
      return before.hasStarted ? { ...state, now: { is: 'seeking', sinceMs: atMs } } : before
    case 'stopped':
      return { ...state, now: { is: 'still', sinceMs: atMs } }
    default:
      return kind satisfies never
  }
}

/** The sums with what goes on now put in. */
export function qoeAt(state: QoeState, atMs: number): Qoe {
  const { startMs, stalls, stallMs, playedMs } = closed(state, atMs)
  return { startMs, stalls, stallMs, playedMs }
}

/** What was told is told: the sums begin anew with what goes on now. */
export function qoeRestarted({ hasStarted, now }: QoeState, atMs: number): QoeState {
  return { ...quietQoe, hasStarted, now: { ...now, sinceMs: atMs } }
}

function closed(state: QoeState, atMs: number): QoeState {
  const tookMs = Math.max(0, atMs - state.now.sinceMs)
  if (state.now.is === 'playing') return { ...state, playedMs: state.playedMs + tookMs }
  if (state.now.is === 'waiting') return { ...state, stallMs: state.stallMs + tookMs }
  return state
}
