import {
  emptyMoment,
  foldCues,
  nextCueAt,
  type Moment,
  type PollId,
  type ProductId,
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

/** A poll that takes votes. */
export interface OpenPoll {
  readonly pollId: PollId
  readonly options: readonly string[]
}

/** What is pinned in a picture. */
export interface OnAir {
  readonly productIds: readonly ProductId[]
  /** How far the log went that says so. */
  readonly seq: number
  /** Programme time of the next cue in it. */
  readonly until: number
}

/** A join's answer without what the log does not hold. */
export type LogAnswer = WithoutCrowd<ShowJoinAnswer>
type WithoutCrowd<Answer> = Answer extends unknown ? Omit<Answer, 'crowd'> : never

/** One show's log in memory, read from the store once and then grown as cues are posted. */
export class ShowLog {
  readonly #showId: ShowId
  #base: Moment = emptyMoment
  #baseAt = 0
  #events: ShowEvent[]
  /** Everybody who follows here was answered from this log, so has seen at least what it began with. */
  #toldSeq: number
  #openPoll: OpenPoll | null = null

  constructor(showId: ShowId, events: readonly ShowEvent[]) {
    this.#showId = showId
    this.#events = [...events]
    this.#toldSeq = this.seq
    for (const event of events) this.#note(event)
  }

  /** The highest number that was folded away: events come in order of number, not of programme time. */
  #foldedSeq = 0

  get seq(): number {
    return Math.max(this.#foldedSeq, this.#events.at(-1)?.seq ?? 0)
  }

  /** The poll that takes votes, whether or not the picture has got there. */
  get openPoll(): OpenPoll | null {
    return this.#openPoll
  }

  /** False when an event before this one is missing here; one that is there already changes nothing. */
  append(event: ShowEvent): boolean {
    if (event.seq === this.seq + 1) {
      this.#events.push(event)
      this.#note(event)
    }
    return event.seq <= this.seq
  }

  /** What was not yet told to those who follow, and is by now; null when nothing. */
  takeUntold(): { from: number; to: number; events: ShowEvent[] } | null {
    // What was folded away untold cannot be told one by one: `from` beyond what they have makes them join again.
    const from = Math.max(this.#toldSeq, this.#foldedSeq)
    const to = this.seq
    if (to === this.#toldSeq) return null
    this.#toldSeq = to
    return { from, to, events: this.#events.filter((event) => event.seq > from) }
  }

  /** What a joiner who has seen up to `seq` needs: the rest, or everything if that is less. */
  answer(show: Show, { seq, nowMs }: { seq: number; nowMs: number }): LogAnswer {
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

  /** What a picture at this programme time has pinned to it. */
  onAir(pdt: number): OnAir {
    const { pinned } = foldCues(this.#events, pdt, this.#base)
    return {
      productIds: pinned.map(({ productId }) => productId),
      seq: this.seq,
      until: nextCueAt(this.#events, pdt, this.#base) ?? Infinity,
    }
  }

  #note({ cue }: ShowEvent): void {
    if (cue.kind === 'pollOpened') this.#openPoll = { pollId: cue.pollId, options: cue.options }
    else if (cue.kind === 'showEnded' || (cue.kind === 'pollClosed' && cue.pollId === this.#openPoll?.pollId))
      this.#openPoll = null
  }

  /** Folds what no live viewer's picture can still be before into the base; but for drops, which are no part of a moment. */
  #forget(beforeMs: number): void {
    const isOld = ({ at, cue }: ShowEvent) => at <= beforeMs && cue.kind !== 'dropSet'
    const old = this.#events.filter(isOld)
    if (old.length === 0) return
    this.#foldedSeq = Math.max(this.#foldedSeq, ...old.map((event) => event.seq))
    this.#base = foldCues(old, beforeMs, this.#base)
    this.#baseAt = beforeMs
    this.#events = this.#events.filter((event) => !isOld(event))
  }
}
