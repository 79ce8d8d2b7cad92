import { Delays } from './delays.ts'

/** What is timed, in milliseconds. */
export const timed = ['answer', 'otherDevice', 'cue', 'opening', 'back', 'stalledUntilClosed'] as const
export type Timed = (typeof timed)[number]

export interface Quantiles {
  readonly count: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly longest: number
}

export interface FiguresNow {
  readonly seconds: number
  /** Open now. */
  readonly sockets: number
  /** Operations answered, refused ones included. */
  readonly answered: number
  /** Packets the hub sent down. */
  readonly packets: number
  readonly reconnects: number
  /** Numbers missed in a show, each repaired by joining again. */
  readonly gaps: number
  readonly stalledClosed: number
  /** Due, but every shopper was still waiting for an answer. */
  readonly heldBack: number
  readonly errors: number
  /** By code: of operations, questions and connections. */
  readonly refused: Readonly<Record<string, number>>
  readonly ms: Readonly<Record<Timed, Quantiles>>
}

type Counted = 'answered' | 'packets' | 'reconnects' | 'gaps' | 'stalledClosed' | 'heldBack' | 'errors'

/** Counts and times what happens, from the last `begin` on. */
export class Figures {
  readonly #now: () => number
  readonly #counts = new Map<Counted, number>()
  readonly #refused = new Map<string, number>()
  readonly #delays = new Map<Timed, Delays>(timed.map((what) => [what, new Delays()]))
  #beganAt: number
  sockets = 0

  constructor(now: () => number) {
    this.#now = now
    this.#beganAt = now()
  }

  /** Forgets what was counted so far: what follows stands for itself. */
  begin(): void {
    this.#counts.clear()
    this.#refused.clear()
    for (const delays of this.#delays.values()) delays.clear()
    this.#beganAt = this.#now()
  }

  count(what: Counted, by = 1): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + by)
  }

  refuse(code: string): void {
    this.#refused.set(code, (this.#refused.get(code) ?? 0) + 1)
  }

  time(what: Timed, ms: number): void {
    this.#delays.get(what)?.add(ms)
  }

  read(): FiguresNow {
    const count = (what: Counted) => this.#counts.get(what) ?? 0
    return {
      seconds: (this.#now() - this.#beganAt) / 1000,
      sockets: this.sockets,
      answered: count('answered'),
      packets: count('packets'),
      reconnects: count('reconnects'),
      gaps: count('gaps'),
      stalledClosed: count('stalledClosed'),
      heldBack: count('heldBack'),
      errors: count('errors'),
      refused: Object.fromEntries(this.#refused),
      ms: {
        answer: this.#quantiles('answer'),
        otherDevice: this.#quantiles('otherDevice'),
        cue: this.#quantiles('cue'),
        opening: this.#quantiles('opening'),
        back: this.#quantiles('back'),
        stalledUntilClosed: this.#quantiles('stalledUntilClosed'),
      },
    }
  }

  #quantiles(what: Timed): Quantiles {
    const delays = this.#delays.get(what) ?? new Delays()
    return {
      count: delays.count,
      p50: delays.quantile(0.5),
      p95: delays.quantile(0.95),
      p99: delays.quantile(0.99),
      longest: delays.longestMs,
    }
  }
}
