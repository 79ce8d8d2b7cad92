import {
  emptyMoment,
  foldCues,
  type Moment,
  type Show,
  type ShowEvent,
  type ShowId,
  type ShowJoinAnswer,
} from '@tote/protocol'

/**
 * How far back a live viewer can be. The live window is half a minute and a stalled player keeps a few
 * of them; what lies before this is folded into the snapshot's base.
 */
const LIVE_HORIZON_MS = 5 * 60_000

/** More than this and a snapshot is smaller than the events. */
const MAX_EVENTS_IN_ANSWER = 200

/** One show's log in memory, read from the store once and then grown as cues are posted. */
export class ShowLog {
  readonly #showId: ShowId
  #base: Moment = emptyMoment
  #baseAt = 0
  #events: ShowEvent[]

  constructor(showId: ShowId, events: readonly ShowEvent[]) {
    this.#showId = showId
    this.#events = [...events]
  }

  /** The highest number that was folded away: events come in order of number, not of programme time. */
  #foldedSeq = 0

  get seq(): number {
    return Math.max(this.#foldedSeq, this.#events.at(-1)?.seq ?? 0)
  }

  append(event: ShowEvent): void {
    this.#events.push(event)
  }

  /** What a joiner who has seen up to `seq` needs: the rest, or everything if that is less. */
  answer(show: Show, { seq, nowMs }: { seq: number; nowMs: number }): ShowJoinAnswer {
    if (show.status === 'live') this.#forget(nowMs - LIVE_HORIZON_MS)
    const missing = this.#events.filter((event) => event.seq > seq)
    const isKnown = seq > 0 && seq <= this.seq && seq >= this.#foldedSeq
    if (isKnown && missing.length <= MAX_EVENTS_IN_ANSWER)
      return { kind: 'events', from: seq, to: this.seq, events: missing }
    return {
      kind: 'snapshot',
      snapshot: {
        showId: this.#showId,
        show,
        seq: this.seq,
        baseAt: this.#baseAt,
        base: this.#base,
        events: this.#events,
      },
    }
  }

  /** Folds what no live viewer's picture can still be before into the base. */
  #forget(beforeMs: number): void {
    const old = this.#events.filter((event) => event.at <= beforeMs)
    if (old.length === 0) return
    this.#foldedSeq = Math.max(this.#foldedSeq, ...old.map((event) => event.seq))
    this.#base = foldCues(old, beforeMs, this.#base)
    this.#baseAt = beforeMs
    this.#events = this.#events.filter((event) => event.at > beforeMs)
  }
}
