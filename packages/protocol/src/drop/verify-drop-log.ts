import type { Drop } from './drop.ts'
import {
  canonicalJson,
  drawOrder,
  dropEntrySchema,
  emptyHead,
  type DropEntry,
  type DropHead,
  type Sha256,
} from './drop-log.ts'

/**
 * The rules of a drop, in numbered sentences that the tests of the log and of the hub quote:
 *
 * D1 Nobody enters before the opening, and nobody twice.
 * D2 Who enters in the window after the opening is in the order of a draw; who enters later stands behind them, first come
 *    first.
 * D3 The draw's seed was fixed, by its hash, when the drop was announced, and is told when the window is over.
 * D4 Turns are given in that order: nobody has one while one who stands before them waits.
 * D5 Only who has a turn takes, and no more than the turn's units, which are no more than a shopper's share.
 * D6 A turn that is not taken in time, or given up, is over for good, and its units are the next one's.
 */
export type DropVerdict =
  | {
      readonly ok: true
      readonly head: DropHead
      readonly drop: Drop
      readonly entered: number
      readonly turns: number
      readonly taken: number
    }
  /** `n`: the entry at which it breaks. */
  | { readonly ok: false; readonly n: number; readonly why: string }

/** An entry that somebody was told of: its number and hash. */
export interface DropReceipt {
  readonly n: number
  readonly hash: string
}

/**
 * Checks a drop's whole log: its chain, and that what it says was done is what the rules say. Pure.
 * @param entries All of the log, from its first entry, as the hub gave them.
 * @param options `sha256` of a text's UTF-8, in hexadecimal, at once; `receipts` that were told while the drop went on: a hub
 * that wrote its whole log anew has other hashes there.
 */
export function verifyDropLog(
  entries: readonly unknown[],
  { sha256, receipts = [] }: { sha256: Sha256; receipts?: readonly DropReceipt[] },
): DropVerdict {
  const reading = new Reading(sha256)
  const told = new Map(receipts.map(({ n, hash }) => [n, hash]))
  for (const [index, raw] of entries.entries()) {
    const n = index + 1
    const parsed = dropEntrySchema.safeParse(raw)
    if (!parsed.success) return { ok: false, n, why: 'is no entry of a drop’s log' }
    const why = reading.take(parsed.data)
    if (why !== null) return { ok: false, n, why }
    const receipt = told.get(n)
    if (receipt !== undefined && receipt !== parsed.data.hash)
      return { ok: false, n, why: 'is another one than the receipt says' }
  }
  const missing = receipts.find(({ n }) => n > entries.length)
  if (missing !== undefined)
    return { ok: false, n: missing.n, why: 'is missing: there is a receipt for it, and the log is shorter' }
  return reading.end()
}

type Place = 'entered' | 'queued' | 'turn' | 'done'

/** A log read so far. */
class Reading {
  readonly #sha256: Sha256
  #head: DropHead = emptyHead
  #drop: Drop | null = null
  #phase: 'announced' | 'opened' | 'ordered' = 'announced'
  #isClosed = false
  /** In the order in which turns are given, once that is known. */
  #queue: string[] = []
  #next = 0
  #turns = 0
  #taken = 0
  #open = 0
  readonly #places = new Map<string, Place>()
  readonly #units = new Map<string, number>()

  constructor(sha256: Sha256) {
    this.#sha256 = sha256
  }

  end(): DropVerdict {
    if (this.#drop === null) return { ok: false, n: 1, why: 'is missing: the log is empty' }
    return {
      ok: true,
      head: this.#head,
      drop: this.#drop,
      entered: this.#places.size,
      turns: this.#turns,
      taken: this.#taken,
    }
  }

  /** Null when the entry is what may follow; else what is wrong with it. */
  take(entry: DropEntry): string | null {
    const { hash, ...open } = entry
    if (entry.n !== this.#head.n + 1) return `has the number ${entry.n}`
    if (entry.prev !== this.#head.hash) return 'does not follow the entry before it'
    if (hash !== this.#sha256(canonicalJson(open))) return 'was changed: its hash is that of another'
    if (entry.at < this.#head.at) return 'is earlier than the entry before it'
    const why = entry.kind === 'announced' ? this.#announce(entry) : this.#follow(entry)
    if (why === null) this.#head = { n: entry.n, at: entry.at, hash }
    return why
  }

  #announce({ drop }: Extract<DropEntry, { kind: 'announced' }>): string | null {
    if (this.#drop !== null) return 'announces a drop again'
    this.#drop = drop
    return null
  }

  #follow(entry: Exclude<DropEntry, { kind: 'announced' }>): string | null {
    const drop = this.#drop
    if (drop === null) return 'comes before the drop is announced'
    switch (entry.kind) {
      case 'opened':
        if (this.#phase !== 'announced') return 'opens a drop that is open'
        if (entry.at < drop.opensAt) return '[D1] opens before its moment'
        this.#phase = 'opened'
        return null
      case 'entered':
        return this.#enter(entry.who, entry.at)
      case 'ordered':
        return this.#order(entry, drop)
      case 'turn':
        return this.#turn(entry, drop)
      case 'taken': {
        const units = this.#units.get(entry.who)
        if (this.#places.get(entry.who) !== 'turn' || units === undefined)
          return '[D5] takes without having a turn'
        if (entry.units > units) return '[D5] takes more than the turn has'
        this.#end(entry.who)
        this.#taken += entry.units
        return null
      }
      case 'passed': {
        const place = this.#places.get(entry.who)
        if (place === undefined || place === 'done') return '[D6] gives up a place that is not there'
        this.#end(entry.who)
        return null
      }
      case 'soldOut':
        if (this.#phase !== 'ordered') return 'is sold out before anything was given'
        return this.#open === 0 ? null : 'is sold out while somebody has a turn'
      case 'closed':
        if (this.#isClosed) return 'closes a drop that is closed'
        this.#isClosed = true
        return null
      default:
        return entry satisfies never
    }
  }

  #enter(who: string, at: number): string | null {
    const drop = this.#drop
    if (this.#phase === 'announced' || drop === null) return '[D1] enters before the opening'
    if (this.#isClosed) return '[D1] enters a drop that is closed'
    if (this.#places.has(who)) return '[D1] enters a second time'
    if (this.#phase === 'opened' && at >= drop.opensAt + drop.windowMs)
      return '[D2] enters after the window, before the order of the window is told'
    this.#places.set(who, this.#phase === 'ordered' ? 'queued' : 'entered')
    if (this.#phase === 'ordered') this.#queue.push(who)
    return null
  }

  #order(entry: Extract<DropEntry, { kind: 'ordered' }>, drop: Drop): string | null {
    if (this.#phase !== 'opened') return '[D2] orders what is not open, or ordered already'
    if (entry.at < drop.opensAt + drop.windowMs) return '[D2] orders before the window is over'
    if (this.#sha256(entry.seed) !== drop.commitment)
      return '[D3] tells another seed than the one that was promised'
    const entered = [...this.#places].filter(([, place]) => place === 'entered').map(([who]) => who)
    if (entry.count !== entered.length)
      return `[D2] orders ${entry.count} where ${entered.length} had entered`
    this.#queue = drawOrder(entered, { seed: entry.seed, head: entry.prev, sha256: this.#sha256 })
    for (const who of entered) this.#places.set(who, 'queued')
    this.#phase = 'ordered'
    return null
  }

  #turn({ who, units }: Extract<DropEntry, { kind: 'turn' }>, drop: Drop): string | null {
    if (this.#phase !== 'ordered') return '[D4] gives a turn before the order is told'
    while (this.#next < this.#queue.length && this.#places.get(this.#queue[this.#next] ?? '') !== 'queued')
      this.#next += 1
    const next = this.#queue[this.#next]
    if (next !== who) return `[D4] gives a turn to ${who}, where ${next ?? 'nobody'} is next`
    if (units > drop.perShopper) return '[D5] gives more than a shopper’s share'
    this.#places.set(who, 'turn')
    this.#units.set(who, units)
    this.#turns += 1
    this.#open += 1
    return null
  }

  #end(who: string): void {
    if (this.#places.get(who) === 'turn') this.#open -= 1
    this.#places.set(who, 'done')
  }
}
